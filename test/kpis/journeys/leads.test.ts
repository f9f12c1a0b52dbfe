import { describe, expect, it } from 'vitest';
import type { Entity, PersonRecord } from '../../../lib/domain/entities.ts';
import { aCompany, aConfig, aPerson, aRole, aSource, aWonDeal, ref } from '../../support/builders.ts';
import { build, onlyRow } from './build.ts';

const LEAD = 'salesforce/Lead/1';
const CONTACT = 'salesforce/Contact/1';
const HUBSPOT = 'hubspot/contacts/1';
const ACCOUNT = 'salesforce/Account/1';
const DEAL = 'salesforce/Opportunity/1';

describe('lead (definitions.md, Stages)', () => {
  it('counts a person of both CRMs once, on the earliest day', () => {
    const people = [
      aPerson(LEAD, { email: 'a@x.jp', createdAt: '2026-01-10' }),
      aPerson(HUBSPOT, { email: 'A@x.jp', createdAt: '2026-01-08' }),
    ];

    const row = onlyRow(build(people).of('lead'));

    expect(row).toMatchObject({ id: HUBSPOT, day: '2026-01-08', sources: [HUBSPOT, LEAD] });
  });

  it.each([
    ['2026-01-31T14:59:59.999Z', '2026-01-31'],
    ['2026-01-31T15:00:00.000Z', '2026-02-01'],
    ['2026-01-31', '2026-01-31'],
  ])('dates a record of %s to %s in Tokyo', (createdAt, day) => {
    const row = onlyRow(build([aPerson(LEAD, { createdAt })]).of('lead'));

    expect(row.day).toBe(day);
  });

  it.each<[string, readonly PersonRecord[], number]>([
    ['a contact that names a lead source', [aPerson(CONTACT)], 1],
    ['a contact without a lead source', [aPerson(CONTACT, { source: aSource() })], 0],
    [
      'a contact with UTM but no lead source',
      [aPerson(CONTACT, { source: aSource({ utmMedium: 'cpc' }) })],
      0,
    ],
    ['a lead without a lead source', [aPerson(LEAD, { source: aSource() })], 1],
    ['a HubSpot contact without a source', [aPerson(HUBSPOT, { source: aSource() })], 1],
    [
      'a lead and the contact it became',
      [aPerson(LEAD, { convertedTo: [ref(CONTACT)] }), aPerson(CONTACT)],
      1,
    ],
  ])('counts %s %d times', (_case, people, count) => {
    expect(build(people).of('lead')).toHaveLength(count);
  });

  it('dates a person by the lead, where there is one, and not by an older contact', () => {
    const people = [
      aPerson(CONTACT, { createdAt: '2025-06-01' }),
      aPerson(LEAD, { createdAt: '2026-01-10', convertedTo: [ref(CONTACT)] }),
    ];

    const row = onlyRow(build(people).of('lead'));

    expect(row.day).toBe('2026-01-10');
  });

  it('keeps an undated lead in totals only', () => {
    const row = onlyRow(build([aPerson(LEAD, { createdAt: null })]).of('lead'));

    expect(row).toMatchObject({ day: null, flags: ['undated'] });
  });

  it('carries the reason why sales rejected the person', () => {
    const people = [
      aPerson(HUBSPOT, { email: 'a@x.jp', createdAt: '2026-01-01' }),
      aPerson(LEAD, { email: 'a@x.jp', rejectReason: 'no_budget' }),
    ];

    const row = onlyRow(build(people).of('lead'));

    expect(row.rejectReason).toBe('no_budget');
  });

  it('carries the day of the first new-business win credited to the person', () => {
    const deals = [aWonDeal(DEAL, { closedAt: '2026-03-05' }), aWonDeal('salesforce/Opportunity/2')];
    const people = [aPerson(LEAD, { convertedTo: deals.map((deal) => deal.ref) })];

    const row = onlyRow(build([...people, ...deals]).of('lead'));

    expect(row.wonDay).toBe('2026-03-01');
  });
});

describe('exclusions', () => {
  it.each<[string, Record<string, unknown>, Partial<PersonRecord>]>([
    ['an e-mail domain', { emailDomain: ['Partner.jp'] }, { email: 'a@partner.JP' }],
    ['a company name', { companyName: ['Rival Inc'] }, { companyName: ' ＲIVAL inc ' }],
    ['a field', { field: 'Type__c', in: ['Partner'] }, {}],
  ])('keep a person of %s out of the leads, and count them', (_case, rule, parts) => {
    const config = aConfig({ exclude: [rule] });

    const { of, people } = build([aPerson(LEAD, parts)], { config, fields: { Type__c: 'Partner' } });

    expect(of('lead')).toEqual([]);
    expect(people).toMatchObject([{ isExcluded: true, isLead: false }]);
  });

  it.each<[string, Record<string, unknown>, Partial<PersonRecord>]>([
    ['a sub-domain', { emailDomain: ['partner.jp'] }, { email: 'a@x.partner.jp' }],
    ['a blank e-mail', { emailDomain: ['partner.jp'] }, { email: null }],
    ['another company', { companyName: ['Rival'] }, { companyName: 'Rival 2' }],
    ['no company', { companyName: ['Rival'] }, { companyName: null }],
    ['another value of the field', { field: 'Type__c', in: ['Customer'] }, {}],
    ['a field it does not have', { field: 'None__c', in: ['Partner'] }, {}],
  ])('leave a person of %s in', (_case, rule, parts) => {
    const config = aConfig({ exclude: [rule] });

    const { of } = build([aPerson(LEAD, parts)], { config, fields: { Type__c: 'Partner' } });

    expect(of('lead')).toHaveLength(1);
  });

  it('exclude a person by any of their records', () => {
    const config = aConfig({ exclude: [{ companyName: ['Rival'] }] });
    const people = [
      aPerson(LEAD, { email: 'a@x.jp', companyName: 'Rival' }),
      aPerson(HUBSPOT, { email: 'a@x.jp' }),
    ];

    const { of } = build(people, { config });

    expect(of('lead')).toEqual([]);
  });
});

describe('existing customer', () => {
  const firm = aCompany(ACCOUNT);
  const oldWin = aWonDeal(DEAL, { company: firm.ref, createdAt: '2025-10-01', closedAt: '2025-12-01' });
  const person = aPerson(CONTACT, { company: firm.ref });

  it.each<[string, readonly Entity[], boolean]>([
    ['whose company had won before the lead', [oldWin], true],
    ['whose company won on the day of the lead', [{ ...oldWin, closedAt: '2026-01-10' }], false],
    ['whose company won after the lead', [{ ...oldWin, closedAt: '2026-02-01' }], false],
    ['whose company lost before', [{ ...oldWin, isWon: false }], false],
    ['whose company won without a date', [{ ...oldWin, closedAt: null }], false],
    ['who was themselves in the deal that had won', [oldWin, aRole(DEAL, CONTACT)], false],
    [
      'whose own conversion made the deal',
      [oldWin, aPerson(LEAD, { convertedTo: [person.ref, oldWin.ref], company: firm.ref })],
      false,
    ],
    [
      'of another company',
      [{ ...oldWin, company: ref('salesforce/Account/2') }, aCompany('salesforce/Account/2')],
      false,
    ],
    ['of no company', [{ ...oldWin, company: null }], false],
  ])('is a person %s', (_case, others, expected) => {
    const row = onlyRow(build([firm, person, ...others]).of('lead'));

    expect(row.flags.includes('existing-customer')).toBe(expected);
  });

  it('enters no further stage', () => {
    const reached = {
      mql: { at: '2026-01-11', inferred: false },
      sql: { at: '2026-01-12', inferred: false },
    };
    const lead = aPerson(LEAD, { company: firm.ref, ...reached });

    const { of } = build([firm, oldWin, lead]);

    expect([of('lead').length, of('mql').length, of('sql').length]).toEqual([1, 0, 0]);
  });

  it('is found through the company of either CRM', () => {
    const company = aCompany('hubspot/companies/1', { foreignRefs: [firm.ref] });
    const contact = aPerson(HUBSPOT, { company: company.ref });

    const row = onlyRow(build([firm, company, oldWin, contact]).of('lead'));

    expect(row.flags).toEqual(['existing-customer']);
  });
});
