import { describe, expect, it } from 'vitest';
import { makeDemoCompany } from '../../../lib/local/demo/demo-company.ts';
import type { StageCounts } from '../../../lib/local/demo/stage-counts.ts';
import { readCsv } from './read-csv.ts';

const { files, truth } = makeDemoCompany({ seed: 42, today: '2026-11-22' });
const channels = Object.values(truth.channels);
const opportunities = readCsv(files.get('salesforce/Opportunity.csv'));
const leads = readCsv(files.get('salesforce/Lead.csv'));
const contacts = readCsv(files.get('hubspot/contacts.csv'));

describe('truthOf', () => {
  it.each(['leads', 'opportunities', 'won', 'newCustomers', 'wonRevenue'] as const)(
    'sums %s of channels and unattributed to the total',
    (count) => {
      const parts: readonly StageCounts[] = [...channels, ...Object.values(truth.unattributed)];

      const sum = parts.reduce((total, part) => total + part[count], 0);

      expect(sum).toBe(truth.totals[count]);
    },
  );

  it('sums spend of channels and the unknown one to the total', () => {
    const sum = channels.reduce((total, { spend }) => total + spend, 0);

    expect(sum + truth.unallocatedSpend).toBe(truth.totals.spend);
  });

  it('sums sub-channels of paid search to the channel', () => {
    const paid = truth.channels['paid_search'];

    const parts = Object.values(paid?.subChannels ?? {});

    expect(Object.keys(paid?.subChannels ?? {})).toEqual(['LP-A', 'LP-B']);
    expect(parts.reduce((sum, { leads }) => sum + leads, 0)).toBe(paid?.leads);
    expect(parts.reduce((sum, { spend }) => sum + spend, 0)).toBe(paid?.spend);
  });

  it('sums months to the totals', () => {
    const sum = (months: Readonly<Record<string, number>>) =>
      Object.values(months).reduce((a, b) => a + b, 0);

    expect(sum(truth.leadsByMonth)).toBe(truth.totals.leads);
    expect(sum(truth.wonByMonth)).toBe(truth.totals.won);
    expect(Object.keys(truth.leadsByMonth)).toHaveLength(19);
  });

  it('agrees with the won opportunities that the file calls new business or leaves blank before any win', () => {
    const won = opportunities.filter((row) => row['IsWon'] === 'true');
    const firstWin = new Map<string, string>();
    for (const row of [...won].sort((a, b) => ((a['CloseDate'] ?? '') < (b['CloseDate'] ?? '') ? -1 : 1)))
      if (row['AccountId'] && !firstWin.has(row['AccountId']))
        firstWin.set(row['AccountId'], row['Id'] ?? '');
    const isFirst = (row: Record<string, string>) => firstWin.get(row['AccountId'] ?? '') === row['Id'];

    const business = won.filter(
      (row) => row['Type'] === 'New Business' || (row['Type'] === '' && isFirst(row)),
    );

    expect(business).toHaveLength(truth.totals.won);
    expect(business.filter(isFirst)).toHaveLength(truth.totals.newCustomers);
    expect(business.reduce((sum, row) => sum + Number(row['Amount']), 0)).toBe(truth.totals.wonRevenue);
  });

  it('counts a person of both CRMs once', () => {
    const byEmail = new Set(contacts.map((row) => row['email']?.toLowerCase()));
    const storedIds = new Set(contacts.map((row) => row['id']));
    const salesforceContacts = readCsv(files.get('salesforce/Contact.csv'));
    const convertedTo = new Set(leads.map((row) => row['ConvertedContactId']));

    const onlySalesforce = [
      ...leads,
      ...salesforceContacts.filter((row) => !convertedTo.has(row['Id'] ?? '')),
    ].filter(
      (row) => !byEmail.has(row['Email']?.trim().toLowerCase()) && !storedIds.has(row['HubSpot_Id__c'] ?? ''),
    );

    // The ambiguous leads share an address with two contacts and stay people of their own.
    expect(contacts.length + onlySalesforce.length + truth.ambiguousEmails).toBe(truth.people);
  });

  it('ranks every open lead once', () => {
    const byRule = Object.values(truth.ranksByRule).reduce((a, b) => a + b, 0);

    const byRank = Object.values(truth.ranks).reduce((a, b) => a + b, 0);

    expect(byRank).toBe(byRule);
    expect(Math.min(...Object.values(truth.ranksByRule))).toBeGreaterThan(0);
  });

  it('names one deal of each kind that contradicts itself', () => {
    expect(truth.issues).toEqual({
      'won-before-lead': 1,
      'deal-without-company': 1,
      'deal-without-contact': 3,
      'deal-without-amount': 1,
      'deal-unmatched-copy': 1,
      'ambiguous-identity': 9,
      'spend-unknown-channel': 1,
    });
  });

  it('has existing customers, excluded people and churned customers', () => {
    expect(truth.existingCustomers).toBe(12);
    expect(truth.excluded).toBe(16);
    expect(truth.churnedCustomers).toBeGreaterThan(3);
  });
});
