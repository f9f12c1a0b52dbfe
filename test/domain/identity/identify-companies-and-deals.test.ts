import { describe, expect, it } from 'vitest';
import type { CompanyRecord, DealRecord } from '../../../lib/domain/entities.ts';
import { identifyCompanies } from '../../../lib/domain/identity/identify-companies.ts';
import { identifyDeals } from '../../../lib/domain/identity/identify-deals.ts';
import type { Identity } from '../../../lib/domain/identity/identity.ts';
import { aCompany, aDeal, ref } from '../../support/builders.ts';

describe('identifyCompanies', () => {
  const ACCOUNT = 'salesforce/Account/1';
  const COMPANY = 'hubspot/companies/1';

  it.each<[string, readonly CompanyRecord[]]>([
    ['a stored id', [aCompany(ACCOUNT), aCompany(COMPANY, { foreignRefs: [ref(ACCOUNT)] })]],
    ['a domain', [aCompany(ACCOUNT, { domain: 'x.jp' }), aCompany(COMPANY, { domain: 'X.jp' })]],
    [
      'a domain as an address',
      [aCompany(ACCOUNT, { domain: 'https://www.x.jp/top?a#b' }), aCompany(COMPANY, { domain: 'x.jp' })],
    ],
  ])('joins by %s', (_case, companies) => {
    expect(groupsOf(identifyCompanies(companies))).toHaveLength(1);
  });

  it.each(['gmail.com', 'yahoo.co.jp', 'localhost', '', ' '])('does not join by the domain %j', (domain) => {
    const identity = identifyCompanies([aCompany(ACCOUNT, { domain }), aCompany(COMPANY, { domain })]);

    expect(groupsOf(identity)).toHaveLength(2);
    expect(identity.issues).toEqual([]);
  });

  it('rejects and lists a domain that two accounts share', () => {
    const domain = 'holding.jp';

    const identity = identifyCompanies([
      aCompany(ACCOUNT, { domain }),
      aCompany('salesforce/Account/2', { domain }),
      aCompany(COMPANY, { domain }),
    ]);

    expect(groupsOf(identity)).toHaveLength(3);
    expect(identity.issues).toHaveLength(3);
  });
});

describe('identifyDeals', () => {
  const DEAL = 'salesforce/Opportunity/1';
  const COPY = 'hubspot/deals/1';

  it.each<[string, readonly DealRecord[]]>([
    ['a stored id', [aDeal(DEAL), aDeal(COPY, { foreignRefs: [ref(DEAL)] })]],
    ['company, name and close day', [closing(DEAL), closing(COPY, { name: ' ａcme plan' })]],
  ])('joins by %s', (_case, deals) => {
    expect(groupsOf(identify(deals))).toHaveLength(1);
  });

  it.each<[string, Partial<DealRecord>]>([
    ['another name', { name: 'Other' }],
    ['no name', { name: null }],
    ['another close day', { closedAt: '2026-03-02' }],
    ['no close day', { closedAt: null }],
    ['another company', { company: ref('hubspot/companies/2') }],
    ['no company', { company: null }],
  ])('keeps a deal with %s apart', (_case, parts) => {
    expect(groupsOf(identify([closing(DEAL), closing(COPY, parts)]))).toHaveLength(2);
  });

  it('rejects and lists a copy that fits several deals', () => {
    const identity = identify([closing(DEAL), closing('salesforce/Opportunity/2'), closing(COPY)]);

    expect(groupsOf(identity)).toHaveLength(3);
    expect(identity.issues).toHaveLength(3);
  });

  it('does not match deals of one CRM with each other', () => {
    const identity = identify([closing(DEAL), closing('salesforce/Opportunity/2')]);

    expect(groupsOf(identity)).toHaveLength(2);
    expect(identity.issues).toEqual([]);
  });

  function closing(at: string, parts: Partial<DealRecord> = {}): DealRecord {
    const company = ref(at.startsWith('hubspot') ? 'hubspot/companies/1' : 'salesforce/Account/1');
    return { ...aDeal(at, { name: 'Acme Plan', closedAt: '2026-03-01', company }), ...parts };
  }

  function identify(deals: readonly DealRecord[]): Identity {
    return identifyDeals(deals, {
      companyOf: ({ company }) => company?.id ?? null,
      closeDayOf: ({ closedAt }) => closedAt,
    });
  }
});

function groupsOf({ canonicalOf }: Identity): readonly string[] {
  return [...new Set(canonicalOf.values())];
}
