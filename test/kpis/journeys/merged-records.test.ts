import { describe, expect, it } from 'vitest';
import type { Entity } from '../../../lib/domain/entities.ts';
import type { LedgerRow } from '../../../lib/domain/ledger.ts';
import type { RecordMerge } from '../../../lib/domain/record-history.ts';
import {
  aCompany,
  aConfig,
  aMember,
  aPerson,
  aRole,
  aSource,
  aWonDeal,
  ref,
  sourced,
} from '../../support/builders.ts';
import { build, onlyRow } from './build.ts';

const [OLD, LEFT] = ['hubspot/contacts/1', 'hubspot/contacts/2'];
const [LEAD, CONTACT] = ['salesforce/Lead/1', 'salesforce/Contact/1'];
const DEAL = 'salesforce/Opportunity/1';
const MERGED: RecordMerge = { from: ref(OLD), into: ref(LEFT) };
/** From a webinar of 5 January; the contact it was merged into came by search in February. */
const loser = aPerson(OLD, { createdAt: '2026-01-05' });
const winner = aPerson(LEFT, {
  createdAt: '2026-02-05',
  source: aSource({ analyticsSource: 'ORGANIC_SEARCH' }),
});

describe('a person whose records were merged', () => {
  it('F56: is one lead of the day and the source that the merged record had first', () => {
    const { of, people } = build([winner], { history: past([loser], [MERGED]) });

    const row = onlyRow(of('lead'));
    expect([row.id, row.day, row.credit.first.channel]).toEqual([OLD, '2026-01-05', 'seminar']);
    expect(row.sources).toEqual([LEFT, OLD]);
    expect(people[0]?.records.map(({ entity }) => entity.ref.id)).toEqual(['2']);
  });

  it('F56: counts the same revenue before and after the merge', () => {
    const people = [{ person: ref(OLD), isPrimary: true }];
    const deal = aWonDeal('hubspot/deals/1', { people });
    const config = aConfig({ crm: { hubspot: {} } });

    const before = build([loser, winner, deal], { config });
    const after = build([winner, deal], { config, history: past([loser], [MERGED]) });

    const uncredited = ({ credit: _, route: __, ...row }: LedgerRow) => row;
    expect(after.of('won').map(uncredited)).toEqual(before.of('won').map(uncredited));
    expect(onlyRow(after.of('won')).credit.first).toMatchObject({ channel: 'seminar' });
  });

  it('keeps the campaigns that name the id of before', () => {
    const member = aMember('1', OLD, { at: '2026-01-03' });

    const { people } = build([winner, member], { history: past([loser], [MERGED]) });

    expect(people[0]?.touches.map(({ kind, at }) => `${kind} ${at}`)).toContain('campaign 2026-01-03');
  });

  it.each([
    ['can be contacted where what lives has an address', 'a@x.jp', null, true],
    ['cannot where only the merged record had one', null, 'a@x.jp', false],
  ])('%s', (_name, lives, merged, isContactable) => {
    const history = past([{ ...loser, email: merged }], [MERGED]);

    const { of } = build([{ ...winner, email: lives }], { history });

    expect(onlyRow(of('lead')).isContactable).toBe(isContactable);
  });

  it('is no lead where the merged record is all that is known', () => {
    const { rows, people } = build([], { history: past([loser], [MERGED]) });

    expect([rows, people]).toEqual([[], []]);
  });

  it('F61: is gone from every figure where a record was deleted and nothing took its place', () => {
    const { of } = build([winner], { history: past([loser], []) });

    expect(onlyRow(of('lead'))).toMatchObject({ id: LEFT, day: '2026-02-05', sources: [LEFT] });
  });
});

describe('a lead that was converted', () => {
  const lead = aPerson(LEAD, { createdAt: '2026-01-05', convertedTo: [ref(CONTACT), ref(DEAL)] });
  const contact = aPerson(CONTACT, { createdAt: '2026-02-01', source: aSource({ leadSource: 'Partner' }) });

  it('F57: keeps its day, its source and its deal where it was deleted afterwards', () => {
    const { of } = build([contact, aWonDeal(DEAL)], { history: past([lead], []) });

    expect(onlyRow(of('lead'))).toMatchObject({ day: '2026-01-05' });
    expect(onlyRow(of('won')).credit['lead-creation']).toMatchObject({ channel: 'seminar' });
  });

  it.each<[string, readonly Entity[]]>([
    ['the lead alone', [lead]],
    ['lead and contact', [lead, contact]],
    ['lead and deal', [lead, aWonDeal(DEAL)]],
    ['contact and deal', [contact, aRole(DEAL, CONTACT), aWonDeal(DEAL)]],
    ['all of them', [aWonDeal(DEAL), aRole(DEAL, CONTACT), contact, lead]],
  ])('F57: is never counted twice when %s has arrived', (_case, arrived) => {
    const { of } = build(arrived);

    expect(of('lead').length).toBeLessThanOrEqual(1);
    expect(of('won').length).toBeLessThanOrEqual(1);
    expect(
      of('won').filter(({ credit }) => 'reason' in credit.first && credit.first.reason === 'no-contact'),
    ).toEqual([]);
  });
});

describe('an existing customer (definitions.md)', () => {
  const [gone, left] = ['salesforce/Account/1', 'salesforce/Account/2'];
  const merges = [{ from: ref(gone), into: ref(left) }];
  const win = aWonDeal(DEAL, { company: ref(gone), closedAt: '2026-01-01' });

  it('is known by a win of a company that was merged into the lead’s', () => {
    const lead = aPerson(LEAD, { company: ref(left), createdAt: '2026-01-10' });

    const { people } = build([lead, win, aCompany(left)], { history: past([aCompany(gone)], merges) });

    expect(people).toMatchObject([{ isExistingCustomer: true }]);
  });

  it.each([
    ['the day it was won', '2026-01-01', false],
    ['the day after', '2026-01-02', true],
  ])('is one where the lead came %s: %s, %s', (_case, createdAt, expected) => {
    const lead = aPerson(LEAD, { company: ref(left), createdAt });

    const { people } = build([lead, { ...win, company: ref(left) }, aCompany(left)]);

    expect(people).toMatchObject([{ isExistingCustomer: expected }]);
  });

  it('is none by a deal that the merged lead itself became', () => {
    const first = aPerson('salesforce/Lead/9', { createdAt: '2026-01-10', convertedTo: [ref(DEAL)] });
    const lead = aPerson(LEAD, { company: ref(left), createdAt: '2026-02-10' });

    const { people } = build([lead, { ...win, company: ref(left) }, aCompany(left)], {
      history: past([first], [{ from: first.ref, into: lead.ref }]),
    });

    expect(people).toMatchObject([{ isExistingCustomer: false, leadDay: '2026-01-10' }]);
  });
});

function past(gone: readonly Entity[], merges: readonly RecordMerge[]) {
  return { gone: sourced(gone), merges };
}
