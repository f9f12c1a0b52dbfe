import { describe, expect, it } from 'vitest';
import { identifyCompanies } from '../../../lib/domain/identity/identify-companies.ts';
import { identifyPeople } from '../../../lib/domain/identity/identify-people.ts';
import type { RecordMerge } from '../../../lib/domain/record-history.ts';
import { aCompany, aPerson, ref } from '../../support/builders.ts';

const A = 'hubspot/contacts/1';
const B = 'hubspot/contacts/2';
const C = 'hubspot/contacts/3';
const LEAD = 'salesforce/Lead/1';
const CONTACT = 'salesforce/Contact/1';

describe('merges', () => {
  it('F56: a merged record stays an alias of who took its place, and keeps the canonical id it gave', () => {
    const old = aPerson(A, { createdAt: '2025-01-01' });
    const young = aPerson(B, { createdAt: '2026-01-01' });

    const before = identifyPeople([old, young]);
    const after = identifyPeople([young], { gone: [old], merges: [merge(A, B)] });

    expect(before.canonicalOf.get(A)).toBe(A);
    expect([after.canonicalOf.get(A), after.canonicalOf.get(B)]).toEqual([A, A]);
    expect([...after.forebears]).toEqual([A]);
  });

  it('F56: a chain of merges leads to its end', () => {
    const { canonicalOf } = identifyPeople([aPerson(C)], {
      gone: [aPerson(A, { createdAt: '2026-02-01' }), aPerson(B, { createdAt: '2026-02-01' })],
      merges: [merge(A, B), merge(B, C)],
    });

    expect([A, B, C].map((id) => canonicalOf.get(id))).toEqual([C, C, C]);
  });

  it('F56: an id that was never read leads to the record that names it', () => {
    const { canonicalOf } = identifyPeople([aPerson(B)], { gone: [], merges: [merge(A, B)] });

    expect(canonicalOf.get(A)).toBe(B);
  });

  it('F58: a record merged into one that nobody has read yet is nobody until that one arrives', () => {
    const past = { gone: [aPerson(A)], merges: [merge(A, B)] };

    const before = identifyPeople([], past);
    const after = identifyPeople([aPerson(B)], past);

    expect([before.canonicalOf.get(A), before.aliases.get(A)]).toEqual([undefined, A]);
    expect(after.canonicalOf.get(B)).toBe(A);
  });

  it('joins what the stored id of a merged record says to the record that took its place', () => {
    const { canonicalOf } = identifyPeople([aPerson(B), aPerson(LEAD, { foreignRefs: [ref(A)] })], {
      gone: [],
      merges: [merge(A, B)],
    });

    expect(canonicalOf.get(LEAD)).toBe(canonicalOf.get(B));
  });

  it('takes a converted lead that was deleted as a forebear of its contact', () => {
    const lead = aPerson(LEAD, { convertedTo: [ref(CONTACT), ref('salesforce/Account/1')] });

    const { canonicalOf, forebears } = identifyPeople([aPerson(CONTACT)], { gone: [lead], merges: [] });

    expect(canonicalOf.get(LEAD)).toBe(canonicalOf.get(CONTACT));
    expect([...forebears]).toEqual([LEAD]);
  });

  it('joins two leads that were converted to one contact, also before it is read', () => {
    const convertedTo = [ref(CONTACT)];
    const leads = [LEAD, 'salesforce/Lead/2'].map((at) => aPerson(at, { convertedTo }));

    const { canonicalOf, issues } = identifyPeople([...leads, aPerson('salesforce/Contact/9')]);

    expect(canonicalOf.get('salesforce/Lead/2')).toBe(canonicalOf.get(LEAD));
    expect(issues).toEqual([]);
  });

  it('keeps leads apart that were converted to one account', () => {
    const convertedTo = [ref('salesforce/Account/1')];
    const leads = [LEAD, 'salesforce/Lead/2'].map((at) => aPerson(at, { convertedTo }));

    const { canonicalOf } = identifyPeople(leads);

    expect(canonicalOf.get('salesforce/Lead/2')).not.toBe(canonicalOf.get(LEAD));
  });

  it('matches nobody by the e-mail of a deleted record, but leads its id on', () => {
    const email = 'a@x.jp';

    const { canonicalOf, aliases, forebears, issues } = identifyPeople([aPerson(LEAD, { email })], {
      gone: [aPerson(A, { email }), aPerson(B, { email: 'b@x.jp' })],
      merges: [],
    });

    expect([canonicalOf.get(A), aliases.get(A), aliases.get(B)]).toEqual([undefined, LEAD, B]);
    expect([forebears.size, issues.length]).toEqual([0, 0]);
  });

  it('leads the id of a deleted record nowhere where two people are like it', () => {
    const email = 'a@x.jp';
    const twins = [aPerson(LEAD, { email }), aPerson('salesforce/Lead/2', { email })];

    const { aliases } = identifyPeople(twins, { gone: [aPerson(A, { email })], merges: [] });

    expect(aliases.get(A)).toBe(A);
  });

  it('leads the company ids that a merge took to the one that is left', () => {
    const [old, left] = ['hubspot/companies/1', 'hubspot/companies/2'];

    const { canonicalOf } = identifyCompanies([aCompany(left, { createdAt: '2025-01-01' })], {
      gone: [aCompany(old)],
      merges: [merge(old, left)],
    });

    expect([canonicalOf.get(old), canonicalOf.get(left)]).toEqual([left, left]);
  });
});

describe('stored ids that contradict each other', () => {
  const twins = ['a@x.jp', 'b@x.jp'].map((email, at) =>
    aPerson(`salesforce/Lead/${at + 1}`, { email, foreignRefs: [ref(A)] }),
  );

  it('are refused and listed with both candidates where two leads of different e-mails claim one contact', () => {
    const { canonicalOf, issues } = identifyPeople([...twins, aPerson(A)]);

    expect(new Set(canonicalOf.values()).size).toBe(3);
    const candidates = ['salesforce/Lead/1', 'salesforce/Lead/2'];
    expect(issues).toMatchObject(candidates.map((at) => ({ ref: at, candidates })));
  });

  it('leave the contact to the lead whose e-mail it has', () => {
    const { canonicalOf } = identifyPeople([...twins, aPerson(A, { email: 'b@x.jp' })]);

    expect(canonicalOf.get(A)).toBe(canonicalOf.get('salesforce/Lead/2'));
    expect(canonicalOf.get(A)).not.toBe(canonicalOf.get('salesforce/Lead/1'));
  });

  it('are refused where one contact names two leads of different e-mails', () => {
    const leads = twins.map((lead) => ({ ...lead, foreignRefs: [] }));
    const contact = aPerson(A, { foreignRefs: leads.map((lead) => lead.ref) });

    const { canonicalOf, issues } = identifyPeople([...leads, contact]);

    expect(new Set(canonicalOf.values()).size).toBe(3);
    expect(issues).toHaveLength(2);
  });

  it('are none where a merge or a conversion made the leads one', () => {
    const [first, second] = twins;
    if (first === undefined || second === undefined) throw new Error('no twins');
    const convertedTo = [ref(CONTACT)];

    const { canonicalOf, issues } = identifyPeople([
      { ...first, convertedTo },
      { ...second, convertedTo },
      aPerson(CONTACT),
      aPerson(A),
    ]);

    expect(new Set(canonicalOf.values()).size).toBe(1);
    expect(issues).toEqual([]);
  });

  it('are refused for companies of different domains', () => {
    const company = 'hubspot/companies/1';
    const accounts = ['x.jp', 'y.jp'].map((domain, at) =>
      aCompany(`salesforce/Account/${at + 1}`, { domain, foreignRefs: [ref(company)] }),
    );

    const { canonicalOf, issues } = identifyCompanies([...accounts, aCompany(company)]);

    expect(new Set(canonicalOf.values()).size).toBe(3);
    expect(issues).toHaveLength(2);
  });
});

describe('values that only together join what must stay apart', () => {
  it('join nobody and are all listed', () => {
    const chain = [
      aPerson(LEAD, { email: 'a@x.jp' }),
      aPerson(A, { email: 'a@x.jp', foreignRefs: [ref(CONTACT)] }),
      aPerson(CONTACT, { email: 'b@x.jp' }),
      aPerson('salesforce/Lead/2', { email: 'b@x.jp' }),
    ];

    const { canonicalOf, issues } = identifyPeople(chain);

    expect(canonicalOf.get(A)).toBe(canonicalOf.get(CONTACT));
    expect(new Set(canonicalOf.values()).size).toBe(3);
    expect(issues.map(({ candidates }) => candidates)).toEqual([
      [A, LEAD],
      [CONTACT, 'salesforce/Lead/2'],
      [A, LEAD],
      [CONTACT, 'salesforce/Lead/2'],
    ]);
  });
});

function merge(from: string, into: string): RecordMerge {
  return { from: ref(from), into: ref(into) };
}
