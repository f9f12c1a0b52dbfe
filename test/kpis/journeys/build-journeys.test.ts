import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Entity } from '../../../lib/domain/entities.ts';
import { buildJourneys } from '../../../lib/kpis/journeys/build-journeys.ts';
import {
  aCampaign,
  aCompany,
  aConfig,
  aDeal,
  aMember,
  aPerson,
  aRole,
  aSource,
  aWonDeal,
  ref,
  sourced,
} from '../../support/builders.ts';
import { build } from './build.ts';

/** Two companies in both CRMs, with people, roles, copies, campaigns, shared e-mails and missing facts. */
const WORLD: readonly Entity[] = [
  aCompany('salesforce/Account/1', { domain: 'x.jp' }),
  aCompany('hubspot/companies/1', { domain: 'x.jp' }),
  aCompany('salesforce/Account/2'),
  aPerson('salesforce/Lead/1', {
    email: 'a@x.jp',
    convertedTo: [ref('salesforce/Contact/1'), ref('salesforce/Opportunity/1')],
  }),
  aPerson('salesforce/Contact/1', { email: 'a@x.jp', company: ref('salesforce/Account/1') }),
  aPerson('hubspot/contacts/1', {
    email: 'A@x.jp',
    createdAt: '2026-01-10',
    mql: { at: '2026-01-10', inferred: false },
  }),
  aPerson('hubspot/contacts/2', {
    source: aSource(),
    company: ref('hubspot/companies/1'),
    createdAt: '2026-04-01',
  }),
  aPerson('salesforce/Lead/2', { email: 'info@y.jp', mql: { at: '2026-01-10', inferred: true } }),
  aPerson('salesforce/Lead/3', { email: 'info@y.jp', createdAt: null }),
  aPerson('salesforce/Contact/4', { company: ref('salesforce/Account/2') }),
  aWonDeal('salesforce/Opportunity/1', { company: ref('salesforce/Account/1'), name: 'Plan' }),
  aWonDeal('hubspot/deals/1', { company: ref('hubspot/companies/1'), name: 'plan' }),
  aWonDeal('salesforce/Opportunity/2', { company: ref('salesforce/Account/1') }),
  aWonDeal('salesforce/Opportunity/3', {
    company: ref('salesforce/Account/2'),
    amount: null,
    closedAt: null,
  }),
  aDeal('salesforce/Opportunity/4', { isClosed: true, closedAt: '2026-02-20' }),
  aDeal('hubspot/deals/2', { people: [{ person: ref('hubspot/contacts/2'), isPrimary: true }] }),
  aRole('salesforce/Opportunity/1', 'salesforce/Contact/1', { isPrimary: true }),
  aRole('salesforce/Opportunity/2', 'salesforce/Contact/4'),
  aRole('salesforce/Opportunity/2', 'salesforce/Contact/1'),
  aCampaign('1'),
  aCampaign('2', { name: 'Roadshow' }),
  aMember('1', 'salesforce/Contact/4'),
  aMember('2', 'salesforce/Contact/4'),
];

describe('buildJourneys', () => {
  it('does not depend on the order of the records', () => {
    const expected = plain(WORLD);

    fc.assert(
      fc.property(fc.shuffledSubarray([...WORLD], { minLength: WORLD.length }), (shuffled) => {
        expect(plain(shuffled)).toEqual(expected);
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  it('gives every row exactly one credit per model, and every won deal one row', () => {
    const { of, rows } = build(WORLD);

    expect(of('won').map(({ id }) => id)).toHaveLength(3);
    expect(new Set(rows.map(({ stage, id }) => `${stage} ${id}`)).size).toBe(rows.length);
  });

  it('names the canonical id of every person, company and deal', () => {
    const { aliases } = build(WORLD);

    expect(aliases.get('salesforce/Lead/1')).toBe(aliases.get('hubspot/contacts/1'));
    expect(aliases.get('salesforce/Account/1')).toBe(aliases.get('hubspot/companies/1'));
    expect(aliases.get('salesforce/Opportunity/1')).toBe(aliases.get('hubspot/deals/1'));
  });

  it('is empty for an empty store', () => {
    expect(build([])).toMatchObject({ rows: [], people: [], deals: [], issues: [] });
  });
});

function plain(entities: readonly Entity[]): string {
  const { aliases, ...rest } = buildJourneys(sourced(entities), aConfig());
  return JSON.stringify({ ...rest, aliases: [...aliases].sort() });
}
