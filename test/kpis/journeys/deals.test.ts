import { describe, expect, it } from 'vitest';
import type { DealRecord, Entity } from '../../../lib/domain/entities.ts';
import { aCompany, aConfig, aDeal, aPerson, aWonDeal, ref } from '../../support/builders.ts';
import { build, issueList, onlyRow } from './build.ts';

const DEAL = 'salesforce/Opportunity/1';
const NEXT = 'salesforce/Opportunity/2';
const COPY = 'hubspot/deals/1';
const LEAD = 'salesforce/Lead/1';
const firm = aCompany();
const person = aPerson(LEAD, { convertedTo: [ref(DEAL)] });

describe('opportunity, won and lost (definitions.md, Stages)', () => {
  it.each<[string, Partial<DealRecord>, readonly string[]]>([
    ['open', {}, ['opportunity 2026-02-01']],
    [
      'won',
      { isClosed: true, isWon: true, closedAt: '2026-03-01' },
      ['opportunity 2026-02-01', 'won 2026-03-01'],
    ],
    ['lost', { isClosed: true, closedAt: '2026-03-01' }, ['lost 2026-03-01', 'opportunity 2026-02-01']],
    ['won without a day', { isClosed: true, isWon: true }, ['opportunity 2026-02-01', 'won null']],
    ['open with a planned close', { closedAt: '2026-09-01' }, ['opportunity 2026-02-01']],
    ['undated', { createdAt: null }, ['opportunity null']],
    [
      'won at night in Tokyo',
      { isClosed: true, isWon: true, closedAt: '2026-02-28T15:00:00.000Z' },
      ['opportunity 2026-02-01', 'won 2026-03-01'],
    ],
  ])('gives a deal that is %s its rows', (_case, parts, expected) => {
    const { rows } = build([aDeal(DEAL, parts)]);

    expect(rows.map(({ stage, day }) => `${stage} ${day}`)).toEqual(expected);
  });

  it('names the reason of a loss', () => {
    const { of } = build([aDeal(DEAL, { isClosed: true, lossReason: 'Price' })]);

    expect(onlyRow(of('lost'))).toMatchObject({ lossReason: 'Price', flags: ['undated'] });
  });

  it('lists a closed deal without a day', () => {
    const journeys = build([person, firm, aWonDeal(DEAL, { closedAt: null, company: firm.ref })]);

    expect(issueList(journeys)).toEqual([`undated ${DEAL}`]);
    expect(onlyRow(journeys.of('won')).flags).toEqual(['undated']);
  });
});

describe('amount', () => {
  it.each<[string, Partial<DealRecord>, number | null]>([
    ['a whole amount', { amount: '300000' }, 300_000],
    ['an amount in the reporting currency', { amount: '300000', currency: 'JPY' }, 300_000],
    ['a blank amount', { amount: null }, null],
    ['a zero', { amount: '0' }, null],
    ['another currency', { amount: '3000', currency: 'USD' }, null],
    ['no number', { amount: 'tbd' }, null],
  ])('of %s is %s', (_case, parts, expected) => {
    const row = onlyRow(build([aWonDeal(DEAL, parts)]).of('won'));

    expect(row).toMatchObject({ amountMinor: expected, currency: 'JPY' });
    expect(row.flags.includes('no-amount')).toBe(expected === null);
  });

  it('counts a win without one, and lists it', () => {
    const journeys = build([person, firm, aWonDeal(DEAL, { amount: null, company: firm.ref })]);

    expect(journeys.of('won')).toHaveLength(1);
    expect(issueList(journeys)).toEqual([`deal-without-amount ${DEAL}`]);
  });

  it('in another currency is listed', () => {
    const journeys = build([person, aDeal(DEAL, { currency: 'USD' })]);

    expect(issueList(journeys)).toEqual([`unknown-currency ${DEAL}`]);
  });
});

describe('new and existing business, and new customers', () => {
  const first = aWonDeal(DEAL, { company: firm.ref });
  const later = aWonDeal(NEXT, { company: firm.ref, createdAt: '2026-03-02', closedAt: '2026-04-01' });

  it('makes the first won deal of an account its new customer', () => {
    const { of } = build([firm, later, first]);

    expect(kinds(of('won'))).toEqual([`${DEAL} new customer`, `${NEXT} existing`]);
  });

  it.each<[string, Partial<DealRecord>, string]>([
    ['was created before the first was won', { createdAt: '2026-02-28' }, 'new'],
    ['was created on the day of the first win', { createdAt: '2026-03-01' }, 'existing'],
    ['is typed as new', { business: 'new' }, 'new'],
    ['is typed as existing', { createdAt: '2026-02-28', business: 'existing' }, 'existing'],
    ['has no creation day', { createdAt: null }, 'new'],
    ['is of another account', { company: null }, 'new'],
  ])('calls a second deal that %s %s business', (_case, parts, expected) => {
    const { of } = build([firm, first, { ...later, ...parts }]);

    expect(kinds(of('won'))).toEqual([`${DEAL} new customer`, `${NEXT} ${expected}`]);
  });

  it('makes one new customer of two wins on one day', () => {
    const { of } = build([firm, first, { ...later, createdAt: '2026-02-01', closedAt: '2026-03-01' }]);

    expect(kinds(of('won'))).toEqual([`${DEAL} new customer`, `${NEXT} new`]);
  });

  it('counts a win without an account, not as a new customer, and lists it', () => {
    const journeys = build([person, aWonDeal(DEAL)]);

    expect(kinds(journeys.of('won'))).toEqual([`${DEAL} new`]);
    expect(onlyRow(journeys.of('won')).flags).toEqual(['no-company']);
    expect(issueList(journeys)).toEqual([`deal-without-company ${DEAL}`]);
  });

  it('does not let a lost deal make an account a customer', () => {
    const lost = aDeal(DEAL, { company: firm.ref, isClosed: true, closedAt: '2026-03-01' });

    const { of } = build([firm, lost, later]);

    expect(kinds(of('won'))).toEqual([`${NEXT} new customer`]);
  });

  function kinds(rows: ReturnType<ReturnType<typeof build>['of']>): readonly string[] {
    return rows.map(
      ({ id, business, isNewCustomer }) => `${id} ${business}${isNewCustomer ? ' customer' : ''}`,
    );
  }
});

describe('a deal of both CRMs', () => {
  const copy = aWonDeal(COPY, { foreignRefs: [ref(DEAL)], amount: '999' });

  it('is counted once, by the copy of the system of record', () => {
    const { of } = build([copy, aWonDeal(DEAL)]);

    expect(onlyRow(of('won'))).toMatchObject({ amountMinor: 300_000, sources: [DEAL, COPY] });
  });

  it('is counted by the copy of HubSpot where that is the system of record', () => {
    const config = aConfig({ systemOfRecord: { deals: 'hubspot' } });

    const { of } = build([copy, aWonDeal(DEAL)], { config });

    expect(onlyRow(of('won'))).toMatchObject({ amountMinor: 999 });
  });

  it('takes people and company from the other copy where its own names none', () => {
    const company = aCompany('hubspot/companies/1');
    const contact = aPerson('hubspot/contacts/1');
    const people = [{ person: contact.ref, isPrimary: true }];

    const { deals } = build([aWonDeal(DEAL), { ...copy, company: company.ref, people }, company, contact]);

    expect(deals).toMatchObject([{ companyId: 'hubspot/companies/1', personId: 'hubspot/contacts/1' }]);
  });

  it('lists a copy that matches none, and never counts it', () => {
    const journeys = build([aWonDeal(COPY)]);

    expect(journeys.rows).toEqual([]);
    expect(issueList(journeys)).toEqual([`deal-unmatched-copy ${COPY}`]);
  });

  it('counts every deal of the system of record that one copy leads to, and lists them', () => {
    const claims = { foreignRefs: [copy.ref] };
    const entities: readonly Entity[] = [aWonDeal(DEAL, claims), aWonDeal(NEXT, claims), copy];

    const journeys = build(entities);

    expect(journeys.of('won').map(({ id }) => id)).toEqual([DEAL, NEXT]);
    expect(issueList(journeys)).toContain(`ambiguous-identity ${DEAL}`);
    expect(issueList(journeys)).toContain(`ambiguous-identity ${NEXT}`);
    expect(journeys.issues[0]?.candidates).toEqual([DEAL, NEXT]);
  });

  it('trusts the stored id of a copy whose name and date fit another deal, and lists both', () => {
    const named = { name: 'Plan', company: firm.ref };
    const entities: readonly Entity[] = [
      firm,
      aWonDeal(DEAL),
      aWonDeal(NEXT, named),
      { ...copy, ...named, company: firm.ref },
    ];

    const journeys = build(entities);

    expect(journeys.deals.map(({ record, copies }) => [record.ref.id, copies.length])).toEqual([
      ['1', 1],
      ['2', 0],
    ]);
    expect(issueList(journeys)).toContain(`ambiguous-identity ${COPY}`);
    expect(issueList(journeys)).toContain(`ambiguous-identity ${NEXT}`);
  });
});
