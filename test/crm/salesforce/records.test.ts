import { describe, expect, it } from 'vitest';
import { toSalesforceEntity } from '../../../lib/crm/salesforce/records.ts';
import { aCrmConfig, aRecord } from './a-record.ts';

const SELF = { crm: 'salesforce', object: '', id: '00QSB3hXUaUYRrk2MH' };
const ref = (object: string, id: string) => ({ crm: 'salesforce', object, id });
const ACCOUNT = '001SB3hXUaUYRrkYMH';
const CONTACT = '003SB3hXUaUYRrkYMH';
const DEAL = '006SB3hXUaUYRrkYMH';

describe('a Salesforce record', () => {
  it('of an object that is no entity is null', () => {
    expect(toSalesforceEntity(aRecord('Organization'), aCrmConfig())).toBeNull();
  });

  it('becomes a company with the domain of its website', () => {
    const account = aRecord('Account', {
      Name: 'Acme',
      Website: 'HTTP://www.Acme.co.jp/ja?x=1',
      NumberOfEmployees: 120,
      AnnualRevenue: 5e9,
      Industry: 'Software',
      OwnerId: '005wi5iqUR4GoH8AYK',
      HubSpot_Id__c: 77,
    });

    expect(toSalesforceEntity(account, aCrmConfig({ foreignId: 'HubSpot_Id__c' }))).toEqual({
      kind: 'company',
      ref: { ...SELF, object: 'Account' },
      name: 'Acme',
      domain: 'acme.co.jp',
      foreignRefs: [{ crm: 'hubspot', object: 'companies', id: '77' }],
      employees: 120,
      revenue: 5e9,
      industry: 'Software',
      ownerId: '005wi5iqUR4GoH8AYK',
      createdAt: '2026-04-01T00:00:00.000Z',
    });
  });

  it.each([
    ['acme.co.jp', 'acme.co.jp'],
    ['https://shop.acme.co.jp', 'shop.acme.co.jp'],
    ['なし', null],
    ['no website', null],
    [null, null],
  ])('has for the website %s the domain %s', (Website, domain) => {
    expect(toSalesforceEntity(aRecord('Account', { Website }), aCrmConfig())).toMatchObject({ domain });
  });

  it('becomes a role that ties a contact to a deal', () => {
    const role = aRecord('OpportunityContactRole', {
      OpportunityId: DEAL,
      ContactId: CONTACT,
      IsPrimary: true,
    });

    expect(toSalesforceEntity(role, aCrmConfig())).toEqual({
      kind: 'role',
      ref: { ...SELF, object: 'OpportunityContactRole' },
      deal: ref('Opportunity', DEAL),
      person: ref('Contact', CONTACT),
      isPrimary: true,
    });
  });

  it('becomes a campaign', () => {
    const campaign = aRecord('Campaign', { Name: 'Seminar', Type: 'Event', IsActive: true });

    expect(toSalesforceEntity(campaign, aCrmConfig())).toEqual({
      kind: 'campaign',
      ref: { ...SELF, object: 'Campaign' },
      name: 'Seminar',
      type: 'Event',
      isActive: true,
    });
  });

  it.each([
    ['its response', { FirstRespondedDate: '2026-04-20', HasResponded: true }, '2026-04-20', true],
    ['its creation', {}, '2026-04-01T00:00:00.000Z', false],
  ])('becomes a campaign member dated by %s', (_name, fields, at, responded) => {
    const member = aRecord('CampaignMember', {
      CampaignId: '701',
      ContactId: CONTACT,
      LeadId: '00Q1',
      ...fields,
    });

    expect(toSalesforceEntity(member, aCrmConfig())).toEqual({
      kind: 'member',
      ref: { ...SELF, object: 'CampaignMember' },
      campaign: ref('Campaign', '701'),
      people: [ref('Contact', CONTACT), ref('Lead', '00Q1')],
      at,
      responded,
    });
  });

  it.each([
    [{ Name: 'Sato', IsActive: false }, false],
    [{ Name: 'Sato' }, true],
  ])('becomes an owner: %j is active: %s', (fields, isActive) => {
    expect(toSalesforceEntity(aRecord('User', fields), aCrmConfig())).toEqual({
      kind: 'owner',
      ref: { ...SELF, object: 'User' },
      name: 'Sato',
      isActive,
    });
  });

  it.each([
    ['Opportunity', { Amount: 'abc' }, 'Amount is "abc", not a number'],
    ['Opportunity', { CloseDate: 'soon' }, 'CloseDate is "soon", not a date'],
    ['Opportunity', { CloseDate: '2026-02-30' }, 'CloseDate is "2026-02-30", not a date'],
    ['Opportunity', { IsWon: 'true' }, 'IsWon is "true", not true or false'],
    ['Account', { NumberOfEmployees: 'many' }, 'NumberOfEmployees is "many", not a number'],
    ['Lead', { ConvertedDate: '12/05/2017' }, 'ConvertedDate is "12/05/2017", not a date'],
    ['OpportunityContactRole', { OpportunityId: DEAL }, 'ContactId is null, not a record id'],
    ['CampaignMember', {}, 'CampaignId is null, not a record id'],
  ])('of %s with %j is refused', (object, fields, reason) => {
    const toEntity = () =>
      toSalesforceEntity(aRecord(object, { IsConverted: true, ...fields }), aCrmConfig());

    expect(toEntity).toThrow(
      expect.objectContaining({ code: 'record-invalid', message: expect.stringContaining(reason) }),
    );
  });

  it('keeps one key for the 15- and the 18-character form of an id', () => {
    const deal = aRecord('Opportunity', { AccountId: ACCOUNT.slice(0, 15) });

    expect(toSalesforceEntity(deal, aCrmConfig())).toMatchObject({ company: ref('Account', ACCOUNT) });
  });
});
