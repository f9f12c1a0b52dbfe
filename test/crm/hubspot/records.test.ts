import { describe, expect, it } from 'vitest';
import { toHubspotEntity } from '../../../lib/crm/hubspot/records.ts';
import { ConfigSchema, type CrmConfig } from '../../../lib/domain/config.ts';
import type { CompanyRecord, FieldValue, PersonRecord } from '../../../lib/domain/entities.ts';
import { aRecord, CREATED, NO_CONFIG } from './a-record.ts';

function person(fields: Readonly<Record<string, FieldValue>>, config: Partial<CrmConfig> = {}): PersonRecord {
  const entity = toHubspotEntity(aRecord('contacts', { createdate: CREATED, ...fields }), {
    ...NO_CONFIG,
    ...config,
  });
  if (entity?.kind !== 'person') throw new Error('no person');
  return entity;
}

function company(fields: Readonly<Record<string, FieldValue>>): CompanyRecord {
  const entity = toHubspotEntity(aRecord('companies', fields), NO_CONFIG);
  if (entity?.kind !== 'company') throw new Error('no company');
  return entity;
}

describe('a contact', () => {
  it('is a lead that witnesses its first touch', () => {
    const result = person({ email: 'a@example.com', company: 'A', jobtitle: 'CTO', hubspot_owner_id: '5' });

    expect(result).toMatchObject({
      ref: { crm: 'hubspot', object: 'contacts', id: '9' },
      role: 'lead',
      witnesses: 'first-touch',
      email: 'a@example.com',
      companyName: 'A',
      jobTitle: 'CTO',
      ownerId: '5',
      createdAt: CREATED,
      firstTouchAt: CREATED,
      isOpen: true,
    });
  });

  it.each<[Record<string, string>, Partial<PersonRecord['source']>]>([
    [{ hs_analytics_source: 'PAID_SEARCH' }, { analyticsSource: 'PAID_SEARCH' }],
    [{ hs_analytics_source: 'OFFLINE' }, { analyticsSource: null }],
    [
      { utm_source: 'google', utm_medium: 'cpc', utm_campaign: 'x' },
      { utmSource: 'google', utmMedium: 'cpc', utmCampaign: 'x' },
    ],
    [{ hs_analytics_first_touch_converting_campaign: 'c' }, { utmCampaign: 'c', campaign: 'c' }],
    [{ first_conversion_event_name: 'lp-1' }, { form: 'lp-1', landingPage: null }],
    [
      { hs_analytics_first_url: 'https://a.example/lp/x?utm=1', first_conversion_event_name: 'f' },
      { landingPage: '/lp/x', form: 'f' },
    ],
    [{ lead_source: 'Seminar' }, { leadSource: 'Seminar' }],
  ])('with %j came from %j', (fields, expected) => {
    const { source } = person(fields);

    expect(source).toMatchObject(expected);
  });

  it('takes its landing page from the field that is mapped', () => {
    const { source } = person({ lp: '/campaign', first_conversion_event_name: 'f' }, { landingPage: 'lp' });

    expect(source.landingPage).toBe('/campaign');
  });

  it.each<[Record<string, string>, unknown, unknown]>([
    [{}, 'not-reached', 'not-reached'],
    [{ lifecyclestage: 'lead' }, 'not-reached', 'not-reached'],
    [{ lifecyclestage: 'other' }, 'not-reached', 'not-reached'],
    [{ lifecyclestage: '12345' }, 'not-mapped', 'not-mapped'],
    [{ lifecyclestage: 'marketingqualifiedlead' }, { at: CREATED, inferred: true }, 'not-reached'],
    [{ lifecyclestage: 'customer' }, { at: CREATED, inferred: true }, { at: CREATED, inferred: true }],
    [
      { lifecyclestage: 'lead', hs_lifecyclestage_marketingqualifiedlead_date: '2026-02-01T00:00:00Z' },
      { at: '2026-02-01T00:00:00.000Z', inferred: false },
      'not-reached',
    ],
    [
      { lifecyclestage: 'opportunity', hs_v2_date_entered_opportunity: '2026-03-01T00:00:00Z' },
      { at: CREATED, inferred: true },
      { at: '2026-03-01T00:00:00.000Z', inferred: true },
    ],
  ])('with %j has MQL %j and SQL %j', (fields, mql, sql) => {
    const result = person(fields);

    expect([result.mql, result.sql]).toEqual([mql, sql]);
  });

  it('has reached the stage that the config names', () => {
    const { mql } = person({ lifecyclestage: '12345' }, { statuses: { mql: ['12345'] } });

    expect(mql).toEqual({ at: CREATED, inferred: true });
  });

  it('was created when the mapped acquisition date says', () => {
    const result = person({ acquired: '2025-12-01' }, { acquisitionDate: 'acquired' });

    expect([result.createdAt, result.firstTouchAt]).toEqual(['2025-12-01', '2025-12-01']);
  });

  it.each([
    [{ lifecyclestage: 'customer' }, {}],
    [{ lifecyclestage: 'evangelist' }, {}],
    [{ hs_lead_status: 'UNQUALIFIED' }, {}],
    [{ hs_lead_status: 'BAD_TIMING' }, { disqualified: ['BAD_TIMING'] }],
  ])('with %j and %j is no longer open', (fields, statuses) => {
    const { isOpen } = person(fields, { statuses });

    expect(isOpen).toBe(false);
  });

  it('that was archived is no longer open', () => {
    const result = toHubspotEntity(aRecord('contacts', {}, { deleted: true }), NO_CONFIG);

    expect(result).toMatchObject({ isOpen: false });
  });

  it.each([
    ['300', 300],
    ['25-50', 25],
    ['1000+', 1000],
    ['1,200', 1200],
    ['many', null],
    ['', null],
  ])('with %j employees has %j', (numemployees, employees) => {
    const result = person({ numemployees });

    expect(result.employees).toBe(employees);
  });

  it('names its lead and contact in Salesforce by their long ids', () => {
    const result = person({
      salesforceleadid: '00Q000000000ABC',
      salesforcecontactid: '003000000000abcAAA',
      hs_salesforce_object_id: 'x',
    });

    expect(result.foreignRefs).toEqual([
      { crm: 'salesforce', object: 'Lead', id: '00Q000000000ABCEA2' },
      { crm: 'salesforce', object: 'Contact', id: '003000000000abcAAA' },
    ]);
  });

  it('takes the foreign id from the field that is mapped', () => {
    const result = person(
      { sf: '003000000000abcAAA', salesforceleadid: '00Q000000000ABC' },
      { foreignId: 'sf' },
    );

    expect(result.foreignRefs.map(({ object }) => object)).toEqual(['Contact']);
  });
});

describe('a company', () => {
  it('carries what people are matched and sized by', () => {
    const result = company({
      name: 'A',
      domain: 'A.example',
      numberofemployees: '40',
      annualrevenue: '1000000',
      industry: 'IT',
    });

    expect(result).toMatchObject({
      name: 'A',
      domain: 'a.example',
      employees: 40,
      revenue: 1_000_000,
      industry: 'IT',
    });
  });
});

describe('other records', () => {
  it('make an owner, inactive when archived', () => {
    const record = aRecord('owners', { firstName: 'Aoi', lastName: 'Sato' }, { deleted: true });

    expect(toHubspotEntity(record, NO_CONFIG)).toMatchObject({
      kind: 'owner',
      name: 'Aoi Sato',
      isActive: false,
    });
  });

  it('make nothing where the object has no place in the model', () => {
    expect(toHubspotEntity(aRecord('tickets', {}), NO_CONFIG)).toBeNull();
  });

  it('accept the config as it is parsed', () => {
    const config = ConfigSchema.shape.crm.parse({ hubspot: {} }).hubspot;

    expect(config).toEqual(NO_CONFIG);
  });
});
