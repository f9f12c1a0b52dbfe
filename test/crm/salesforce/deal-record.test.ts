import { describe, expect, it } from 'vitest';
import { toSalesforceEntity } from '../../../lib/crm/salesforce/records.ts';
import { NO_SOURCE } from '../../../lib/domain/entities.ts';
import { aCrmConfig, aRecord } from './a-record.ts';

const toDeal = (fields: Parameters<typeof aRecord>[1], config: Parameters<typeof aCrmConfig>[0] = {}) =>
  toSalesforceEntity(aRecord('Opportunity', fields), aCrmConfig(config));

describe('an opportunity', () => {
  it('becomes a deal with everything the record says', () => {
    const deal = toDeal(
      {
        Name: 'Acme 2026',
        AccountId: '001SB3hXUaUYRrkYMH',
        StageName: 'Closed Lost',
        IsClosed: true,
        IsWon: false,
        Amount: 1200000,
        CurrencyIsoCode: 'JPY',
        CloseDate: '2026-06-30',
        LeadSource: 'Web',
        CampaignId: '701',
        Type: 'New Customer',
        OwnerId: '005wi5iqUR4GoH8AYK',
        Loss__c: 'price',
        Ends__c: '2027-06-30',
        HubSpot_Id__c: '55',
      },
      {
        lossReason: 'Loss__c',
        contractEnd: 'Ends__c',
        foreignId: 'HubSpot_Id__c',
        dealTypes: { new: ['new customer'] },
      },
    );

    expect(deal).toEqual({
      kind: 'deal',
      ref: { crm: 'salesforce', object: 'Opportunity', id: '00QSB3hXUaUYRrk2MH' },
      name: 'Acme 2026',
      foreignRefs: [{ crm: 'hubspot', object: 'deals', id: '55' }],
      company: { crm: 'salesforce', object: 'Account', id: '001SB3hXUaUYRrkYMH' },
      people: [],
      createdAt: '2026-04-01T00:00:00.000Z',
      closedAt: '2026-06-30',
      isClosed: true,
      isWon: false,
      stage: 'Closed Lost',
      amount: '1200000',
      currency: 'JPY',
      business: 'new',
      lossReason: 'price',
      source: { ...NO_SOURCE, leadSource: 'Web' },
      campaign: { crm: 'salesforce', object: 'Campaign', id: '701' },
      contractEnd: '2027-06-30',
      ownerId: '005wi5iqUR4GoH8AYK',
    });
  });

  it.each([
    ['the org says won', {}, { IsClosed: true, IsWon: true }, { isClosed: true, isWon: true }],
    ['the org says lost', {}, { IsClosed: true, IsWon: false }, { isClosed: true, isWon: false }],
    ['the org says open', {}, { IsClosed: false, IsWon: false }, { isClosed: false, isWon: false }],
    [
      'listed as won',
      { won: ['Signed'] },
      { StageName: 'signed', IsClosed: false },
      { isClosed: true, isWon: true },
    ],
    [
      'won in the org, not in the list',
      { won: ['Signed'] },
      { StageName: 'Paid', IsClosed: true, IsWon: true },
      { isClosed: false, isWon: false },
    ],
    [
      'listed as lost',
      { lost: ['Dead'] },
      { StageName: 'Dead', IsClosed: false },
      { isClosed: true, isWon: false },
    ],
    [
      'lost in the org, not in the list',
      { lost: ['Dead'] },
      { StageName: 'Gone', IsClosed: true },
      { isClosed: false, isWon: false },
    ],
  ])('is closed and won as %s', (_name, stages, fields, outcome) => {
    expect(toDeal(fields, { stages })).toMatchObject(outcome);
  });

  it.each([
    ['New Customer', 'new'],
    ['Renewal', 'existing'],
    ['Other', null],
    [null, null],
  ])('of the type %s is business of the kind %s', (Type, business) => {
    const dealTypes = { new: ['New Customer'], existing: ['Renewal'] };

    expect(toDeal({ Type }, { dealTypes })).toMatchObject({ business });
  });

  it.each([
    [0, '0'],
    [1234.5, '1234.5'],
    ['0.00', '0.00'],
    [-10, '-10'],
    [null, null],
  ])('with the amount %j has the amount %j', (Amount, amount) => {
    expect(toDeal({ Amount })).toMatchObject({ amount });
  });
});
