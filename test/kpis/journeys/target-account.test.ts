import { describe, expect, it } from 'vitest';
import type { PersonRecord } from '../../../lib/domain/entities.ts';
import { aConfig, aDeal, aPerson, ref } from '../../support/builders.ts';
import { build, onlyRow } from './build.ts';

const DEAL = 'salesforce/Opportunity/1';

describe('target leads and deals (KPI design article)', () => {
  it.each<[string, Record<string, unknown>, Partial<PersonRecord>, boolean]>([
    ['large enough', { minEmployees: 300 }, { employees: 300 }, true],
    ['too small', { minEmployees: 300 }, { employees: 299 }, false],
    ['too large', { maxEmployees: 300 }, { employees: 301 }, false],
    ['of a size nobody knows', { minEmployees: 1 }, {}, false],
    ['rich enough', { minRevenue: 5e9 }, { companyRevenue: 5e9 }, true],
    ['of one of the industries', { industries: ['IT', '製造'] }, { industry: 'it' }, true],
    ['of another industry', { industries: ['IT'] }, { industry: 'Retail' }, false],
    ['large, of another industry', { minEmployees: 1, industries: ['IT'] }, { employees: 9 }, false],
  ])('marks a lead and its deal whose company is %s', (_case, accounts, person, isTarget) => {
    const config = aConfig({ targets: { accounts } });

    const { of } = build(
      [aPerson('salesforce/Lead/1', { convertedTo: [ref(DEAL)], ...person }), aDeal(DEAL)],
      {
        config,
      },
    );

    expect(onlyRow(of('lead')).isTarget).toBe(isTarget);
    expect(onlyRow(of('opportunity')).isTarget).toBe(isTarget);
  });

  it.each([
    ['true', true],
    ['no', false],
    [null, false],
  ])('reads %s in the field of the target list', (target_list, isTarget) => {
    const config = aConfig({ targets: { accounts: { onTargetList: true } } });

    const { of } = build([aPerson()], { config, fields: { target_list } });

    expect(onlyRow(of('lead')).isTarget).toBe(isTarget);
  });

  it('marks nobody where the config names no targets', () => {
    const { of } = build([aPerson()]);

    expect(onlyRow(of('lead')).isTarget).toBeUndefined();
  });
});

describe('how far a lead got', () => {
  const mql = { at: '2026-01-15', inferred: false };

  it('stands on the lead with the days', () => {
    const won = aDeal(DEAL, { createdAt: '2026-02-01', isClosed: true, isWon: true, closedAt: '2026-03-01' });

    const { of } = build([
      aPerson('salesforce/Lead/1', { mql, sql: 'not-reached', convertedTo: [ref(DEAL)] }),
      won,
    ]);

    expect(onlyRow(of('lead'))).toMatchObject({
      mqlDay: '2026-01-15',
      sqlDay: '2026-02-01',
      opportunityDay: '2026-02-01',
      wonDay: '2026-03-01',
    });
  });

  it('leaves renewals out', () => {
    const renewal = aDeal(DEAL, { business: 'existing' });

    const { of } = build([aPerson('salesforce/Lead/1', { mql, convertedTo: [ref(DEAL)] }), renewal]);

    expect(onlyRow(of('lead'))).toMatchObject({ opportunityDay: null, wonDay: null });
  });
});

describe('an opportunity row', () => {
  it.each([
    ['open', {}],
    ['lost', { isClosed: true }],
    ['won', { isClosed: true, isWon: true }],
  ])('says that it is %s, and when it closes', (outcome, parts) => {
    const { of } = build([aDeal(DEAL, { closedAt: '2026-09-01', ...parts })]);

    expect(onlyRow(of('opportunity'))).toMatchObject({ outcome, closeDay: '2026-09-01' });
  });
});
