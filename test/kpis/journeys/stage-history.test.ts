import { describe, expect, it } from 'vitest';
import type { StageState } from '../../../lib/domain/entities.ts';
import type { MeantChange } from '../../../lib/kpis/journeys/record-history.ts';
import { aChange, aDeal, aPerson, aWonDeal, ref } from '../../support/builders.ts';
import { build, issueList, onlyRow } from './build.ts';

const LEAD = 'salesforce/Lead/1';
const DEAL = 'salesforce/Opportunity/1';
const GUESS: StageState = { at: '2026-01-01', inferred: true };

describe('entries into MQL and SQL', () => {
  it('are dated by the history in place of a guess, in the business time zone', () => {
    const lead = aPerson(LEAD, { mql: GUESS, sql: 'not-reached' });
    const changes = [aChange(LEAD, { at: '2026-01-14T16:00:00.000Z', meanings: ['mql'] })];

    const { of } = build([lead], { history: { changes } });

    expect(onlyRow(of('mql'))).toMatchObject({ day: '2026-01-15', flags: [] });
  });

  it('stay a guess where no history is kept', () => {
    const { of } = build([aPerson(LEAD, { mql: GUESS, sql: 'not-reached' })]);

    expect(onlyRow(of('mql'))).toMatchObject({ day: '2026-01-01', flags: ['inferred'] });
  });

  it('take the date of the next stage where the history shows that one was skipped', () => {
    const lead = aPerson(LEAD, { mql: GUESS, sql: GUESS });
    const changes = [aChange(LEAD, { at: '2026-02-01T00:00:00.000Z', meanings: ['sql'] })];

    const { of } = build([lead], { history: { changes } });

    expect(onlyRow(of('sql'))).toMatchObject({ day: '2026-02-01', flags: [] });
    expect(onlyRow(of('mql'))).toMatchObject({ day: '2026-02-01', flags: ['inferred'] });
  });

  it('count once, and a re-entry is an event of its own', () => {
    const lead = aPerson(LEAD, { mql: 'not-reached', sql: 'not-reached' });
    const changes = statuses([
      ['2026-01-11', ['mql']],
      ['2026-01-12', ['mql']],
      ['2026-01-20', []],
      ['2026-02-20', ['mql']],
    ]);

    const { of, people } = build([lead], { history: { changes } });

    expect(onlyRow(of('mql')).day).toBe('2026-01-11');
    expect(people[0]?.stageEvents.map(({ at, isReentry }) => [at.slice(0, 10), isReentry])).toEqual([
      ['2026-01-11', false],
      ['2026-02-20', true],
    ]);
  });

  it('F57: survive in a lead that was converted and deleted', () => {
    const lead = aPerson(LEAD, { mql: GUESS, convertedTo: [ref('salesforce/Contact/1')] });
    const contact = aPerson('salesforce/Contact/1', { mql: 'not-reached' });
    const other = aPerson('salesforce/Lead/2', { mql: 'not-reached' });
    const changes = statuses([['2026-01-11', ['mql']]]);
    const gone = [{ entity: lead, fields: {} }];

    const { of } = build([contact, other], { history: { changes, gone } });

    expect(onlyRow(of('mql'))).toMatchObject({ day: '2026-01-11', flags: [] });
  });
});

describe('stages of a deal', () => {
  it('date the win by the entry into the won stage where the close date is blank', () => {
    const { of } = build([won({ closedAt: null })], { history: { changes: [entered('Won', '2026-03-05')] } });

    expect(onlyRow(of('won'))).toMatchObject({ day: '2026-03-05' });
    expect(onlyRow(of('won')).flags).not.toContain('undated');
  });

  it('leave the win undated without a close date and a history', () => {
    const journeys = build([won({ closedAt: null })]);

    expect(onlyRow(journeys.of('won')).day).toBeNull();
    expect(issueList(journeys)).toContain(`undated ${DEAL}`);
  });

  it.each([
    ['2026-04-01', false],
    ['2026-04-02', true],
    ['2026-01-29', false],
    ['2026-01-28', true],
  ])('dispute a close date of 1 March with an entry on %s: %s', (day, expected) => {
    const journeys = build([won()], { history: { changes: [entered('Won', day)] } });

    expect(onlyRow(journeys.of('won')).flags.includes('close-date-disputed')).toBe(expected);
    expect(issueList(journeys).includes(`close-date-disputed ${DEAL}`)).toBe(expected);
    expect(onlyRow(journeys.of('won')).day).toBe('2026-03-01');
  });

  it('dispute no close date of a deal that was imported as won', () => {
    const deal = won({ createdAt: '2025-06-01' });

    const journeys = build([deal], { history: { changes: [entered('Won', '2025-06-01')] } });

    expect(issueList(journeys)).not.toContain(`close-date-disputed ${DEAL}`);
  });

  it('date a valid opportunity by its first entry, where a stage is mapped', () => {
    const changes = [
      entered('Proposal', '2026-02-10', ['valid']),
      entered('Talks', '2026-02-12'),
      entered('Proposal', '2026-02-20', ['valid']),
    ];

    const { of, deals } = build([aDeal(DEAL)], { history: { changes } });

    expect(onlyRow(of('opportunity')).validDay).toBe('2026-02-10');
    expect(deals[0]?.validDay).toBe('2026-02-10');
  });

  it('know no valid opportunity where none is mapped', () => {
    const { of } = build([aDeal(DEAL)], { history: { changes: [entered('Proposal', '2026-02-10')] } });

    expect(onlyRow(of('opportunity')).validDay).toBeUndefined();
  });

  function won(parts: Parameters<typeof aWonDeal>[1] = {}) {
    return aWonDeal(DEAL, { stage: 'Won', ...parts });
  }

  function entered(value: string, day: string, meanings: MeantChange['meanings'] = []): MeantChange {
    return aChange(DEAL, { field: 'stage', value, at: `${day}T00:00:00.000Z`, meanings });
  }
});

function statuses(list: readonly (readonly [string, MeantChange['meanings']])[]): readonly MeantChange[] {
  return list.map(([day, meanings]) => aChange(LEAD, { at: `${day}T00:00:00.000Z`, meanings }));
}
