import { describe, expect, it } from 'vitest';
import { toSalesforceEntity } from '../../../lib/crm/salesforce/records.ts';
import { NO_SOURCE } from '../../../lib/domain/entities.ts';
import { aCrmConfig, aRecord } from './a-record.ts';

const CREATED = { at: '2026-04-01T00:00:00.000Z', inferred: true };
const STATUSES = { mql: ['MQL'], sql: ['SQL'], disqualified: ['Unqualified'] };
const toLead = (fields: Parameters<typeof aRecord>[1], config: Parameters<typeof aCrmConfig>[0] = {}) =>
  toSalesforceEntity(aRecord('Lead', fields), aCrmConfig(config));

describe('a lead', () => {
  it('becomes a person with everything the record says', () => {
    const lead = toLead(
      {
        Email: 'a@example.com',
        Company: 'Acme',
        Status: 'New',
        LeadSource: 'Seminar',
        UTM_Source__c: 'google',
        utm_medium__c: 'cpc',
        UtmCampaign__c: 'spring',
        Landing_Page__c: '/pricing',
        NumberOfEmployees: 1200,
        AnnualRevenue: 6e9,
        Industry: 'Retail',
        Title: 'CMO',
        OwnerId: '00G000000000001AAA',
        RevLoop_Reject_Reason__c: 'timing',
        HubSpot_Id__c: '901',
      },
      { foreignId: 'HubSpot_Id__c' },
    );

    expect(lead).toEqual({
      kind: 'person',
      ref: { crm: 'salesforce', object: 'Lead', id: '00QSB3hXUaUYRrk2MH' },
      role: 'lead',
      email: 'a@example.com',
      foreignRefs: [{ crm: 'hubspot', object: 'contacts', id: '901' }],
      convertedTo: [],
      company: null,
      companyName: 'Acme',
      createdAt: '2026-04-01T00:00:00.000Z',
      source: {
        ...NO_SOURCE,
        leadSource: 'Seminar',
        utmSource: 'google',
        utmMedium: 'cpc',
        utmCampaign: 'spring',
        landingPage: '/pricing',
      },
      witnesses: 'creation',
      firstTouchAt: null,
      mql: 'not-mapped',
      sql: 'not-reached',
      employees: 1200,
      companyRevenue: 6e9,
      industry: 'Retail',
      jobTitle: 'CMO',
      ownerId: '00G000000000001AAA',
      isOpen: true,
      rejectReason: 'timing',
    });
  });

  it('points to what conversion made of it', () => {
    const lead = toLead({
      IsConverted: true,
      ConvertedDate: '2026-05-05',
      ConvertedContactId: '003SB3hXUaUYRrkYMH',
      ConvertedAccountId: '001SB3hXUaUYRrkYMH',
      ConvertedOpportunityId: null,
    });

    expect(lead).toMatchObject({
      convertedTo: [
        { crm: 'salesforce', object: 'Contact', id: '003SB3hXUaUYRrkYMH' },
        { crm: 'salesforce', object: 'Account', id: '001SB3hXUaUYRrkYMH' },
      ],
      company: { object: 'Account', id: '001SB3hXUaUYRrkYMH' },
      isOpen: false,
    });
  });

  it.each([
    ['nothing mapped, open', {}, { Status: 'New' }, 'not-mapped', 'not-reached'],
    [
      'nothing mapped, converted',
      {},
      { IsConverted: true, ConvertedDate: '2026-05-05' },
      'not-mapped',
      { at: '2026-05-05', inferred: false },
    ],
    ['nothing mapped, converted without a date', {}, { IsConverted: true }, 'not-mapped', CREATED],
    ['mapped, before MQL', STATUSES, { Status: 'New' }, 'not-reached', 'not-reached'],
    ['mapped, at MQL', STATUSES, { Status: 'mql' }, CREATED, 'not-reached'],
    ['mapped, at SQL', STATUSES, { Status: 'SQL' }, CREATED, CREATED],
    [
      'mapped, converted past SQL',
      STATUSES,
      { Status: 'Closed', IsConverted: true, ConvertedDate: '2026-05-05' },
      CREATED,
      { at: '2026-05-05', inferred: true },
    ],
  ])('enters stages by its status: %s', (_name, statuses, fields, mql, sql) => {
    expect(toLead(fields, { statuses })).toMatchObject({ mql, sql });
  });

  it('enters no stage where its creation is unknown', () => {
    const lead = { ...aRecord('Lead', { Status: 'MQL' }), createdAt: null };

    expect(toSalesforceEntity(lead, aCrmConfig({ statuses: STATUSES }))).toMatchObject({
      mql: 'not-reached',
      createdAt: null,
    });
  });

  it.each([
    ['new', { Status: 'New' }, false, true],
    ['converted', { IsConverted: true }, false, false],
    ['disqualified', { Status: 'unqualified' }, false, false],
    ['deleted', { Status: 'New' }, true, false],
  ])('that is %s is open or not', (_name, fields, deleted, isOpen) => {
    const lead = { ...aRecord('Lead', fields), deleted };

    expect(toSalesforceEntity(lead, aCrmConfig({ statuses: STATUSES }))).toMatchObject({ isOpen });
  });

  it.each([
    ['2025-11-03', '2025-11-03'],
    [null, '2026-04-01T00:00:00.000Z'],
  ])('with the acquisition date %s counts from %s', (Acquired__c, createdAt) => {
    expect(toLead({ Acquired__c }, { acquisitionDate: 'Acquired__c' })).toMatchObject({ createdAt });
  });

  it('takes the landing page from the mapped field only', () => {
    const lead = toLead({ landing_page__c: '/a', First_Page__c: '/b' }, { landingPage: 'First_Page__c' });

    expect(lead).toMatchObject({ source: { landingPage: '/b' } });
  });
});

describe('a contact', () => {
  it('becomes a person of its account who enters no stage by itself', () => {
    const contact = aRecord('Contact', {
      Email: 'b@example.com',
      AccountId: '001SB3hXUaUYRrkYMH',
      LeadSource: 'Web',
    });

    expect(toSalesforceEntity(contact, aCrmConfig({ statuses: STATUSES }))).toMatchObject({
      role: 'contact',
      email: 'b@example.com',
      company: { object: 'Account', id: '001SB3hXUaUYRrkYMH' },
      source: { leadSource: 'Web' },
      mql: 'not-reached',
      sql: 'not-reached',
      isOpen: false,
    });
  });
});
