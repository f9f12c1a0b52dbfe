import { describe, expect, it } from 'vitest';
import type { PersonRecord, StageState } from '../../../lib/domain/entities.ts';
import { aDeal, aPerson } from '../../support/builders.ts';
import { build } from './build.ts';

const LEAD = 'salesforce/Lead/1';
const OPPORTUNITY = aDeal('salesforce/Opportunity/1', { createdAt: '2026-02-01' });

describe('MQL and SQL (definitions.md, Stages)', () => {
  it.each<[string, StageState, StageState, string, string]>([
    ['both were entered', on('2026-01-11'), on('2026-01-20'), '2026-01-11', '2026-01-20'],
    ['MQL was skipped', 'not-reached', on('2026-01-20'), '2026-01-20 inferred', '2026-01-20'],
    ['SQL was skipped', on('2026-01-11'), 'not-reached', '2026-01-11', '2026-02-01 inferred'],
    ['both were skipped', 'not-reached', 'not-reached', '2026-02-01 inferred', '2026-02-01 inferred'],
    [
      'the CRM keeps no history',
      guessed('2026-01-10'),
      on('2026-01-20'),
      '2026-01-10 inferred',
      '2026-01-20',
    ],
  ])('are dated where %s and a deal followed', (_case, mql, sql, mqlDay, sqlDay) => {
    const lead = aPerson(LEAD, { mql, sql, convertedTo: [OPPORTUNITY.ref] });

    const days = stageDays([lead]);

    expect(days).toEqual({ mql: mqlDay, sql: sqlDay });
  });

  it.each<[string, StageState, StageState, string | undefined, string | undefined]>([
    ['neither was entered', 'not-reached', 'not-reached', undefined, undefined],
    ['only MQL was entered', on('2026-01-11'), 'not-reached', '2026-01-11', undefined],
    ['MQL was skipped', 'not-reached', on('2026-01-20'), '2026-01-20 inferred', '2026-01-20'],
    ['MQL is not mapped', 'not-mapped', on('2026-01-20'), undefined, '2026-01-20'],
    ['SQL is not mapped', on('2026-01-11'), 'not-mapped', '2026-01-11', undefined],
  ])('without a deal are as they were where %s', (_case, mql, sql, mqlDay, sqlDay) => {
    const days = stageDays([aPerson(LEAD, { mql, sql })]);

    expect(days).toEqual({ mql: mqlDay, sql: sqlDay });
  });

  it('takes the earliest entry of any of the records', () => {
    const days = stageDays([
      aPerson(LEAD, { email: 'a@x.jp', mql: on('2026-01-15'), sql: 'not-reached' }),
      aPerson('hubspot/contacts/1', { email: 'a@x.jp', mql: on('2026-01-12'), sql: 'not-reached' }),
    ]);

    expect(days.mql).toBe('2026-01-12');
  });

  it.each([
    ['2026-01-01', '2026-01-02'],
    ['2026-01-02', '2026-01-01'],
  ])(
    'takes the entry that a history proves before a guess of the same day (ages %s, %s)',
    (first, second) => {
      const days = stageDays([
        aPerson(LEAD, { email: 'a@x.jp', createdAt: first, mql: guessed('2026-01-12') }),
        aPerson('hubspot/contacts/1', { email: 'a@x.jp', createdAt: second, mql: on('2026-01-12') }),
      ]);

      expect(days.mql).toBe('2026-01-12');
    },
  );

  it.each<[string, readonly PersonRecord[], object]>([
    ['no lead maps them', [aPerson(LEAD)], { mql: false, sql: false }],
    [
      'only contacts map them',
      [aPerson('salesforce/Contact/1', { sql: 'not-reached' })],
      { mql: false, sql: false },
    ],
    [
      'one lead maps MQL',
      [aPerson(LEAD), aPerson('salesforce/Lead/2', { mql: 'not-reached' })],
      { mql: true, sql: false },
    ],
  ])('are available as known where %s', (_case, people, expected) => {
    expect(build(people).available).toMatchObject(expected);
  });
});

function on(at: string): StageState {
  return { at, inferred: false };
}

function guessed(at: string): StageState {
  return { at, inferred: true };
}

function stageDays(people: readonly PersonRecord[]) {
  const { of } = build([...people, OPPORTUNITY]);
  const dayOf = (stage: 'mql' | 'sql'): string | undefined => {
    const [row] = of(stage);
    return row === undefined ? undefined : [row.day, ...row.flags].join(' ');
  };
  return { mql: dayOf('mql'), sql: dayOf('sql') };
}
