import { describe, expect, it } from 'vitest';
import { toSalesforceEntity } from '../../../lib/crm/salesforce/records.ts';
import { toSalesforceChanges } from '../../../lib/crm/salesforce/stage-changes.ts';
import type { FieldValue } from '../../../lib/domain/entities.ts';
import { aCrmConfig, aRecord } from './a-record.ts';

const DEAL = '006dM00000Mw7VtQAJ';
const LEAD = '00QSB3hXUaUYRrk2MH';
const CONTACT = '0035f00001BZaVpAAL';
const ACCOUNT = '0015f00001BZaVpAAL';

const changesOf = (object: string, fields: Readonly<Record<string, FieldValue>>) =>
  toSalesforceChanges(aRecord(object, fields), aCrmConfig()).map(({ of, field, value, at }) => [
    of.object,
    of.id,
    field,
    value,
    at,
  ]);
const entityOf = (object: string, fields: Readonly<Record<string, FieldValue>>) =>
  toSalesforceEntity(aRecord(object, fields), aCrmConfig());

describe('a history row', () => {
  const at = '2026-04-01T00:00:00.000Z';

  it('of an opportunity gives stage, amount and close date of its time', () => {
    const row = { OpportunityId: DEAL, StageName: 'Proposal', Amount: 1000, CloseDate: '2026-05-31' };

    const changes = changesOf('OpportunityHistory', row);

    expect(changes).toEqual([
      ['Opportunity', DEAL, 'stage', 'Proposal', at],
      ['Opportunity', DEAL, 'amount', '1000', at],
      ['Opportunity', DEAL, 'close-date', '2026-05-31', at],
    ]);
  });

  it.each([
    ['OpportunityFieldHistory', { OpportunityId: DEAL }, 'StageName', 'Opportunity', DEAL, 'stage'],
    ['OpportunityFieldHistory', { OpportunityId: DEAL }, 'Amount', 'Opportunity', DEAL, 'amount'],
    ['OpportunityFieldHistory', { OpportunityId: DEAL }, 'CloseDate', 'Opportunity', DEAL, 'close-date'],
    ['LeadHistory', { LeadId: LEAD }, 'Status', 'Lead', LEAD, 'status'],
  ])('of %s with %j gives the new value of %s', (object, parent, Field, of, id, field) => {
    const changes = changesOf(object, { ...parent, Field, OldValue: 'old', NewValue: 'new' });

    expect(changes).toEqual([[of, id, field, 'new', at]]);
  });

  it.each([
    ['LeadHistory', { LeadId: LEAD, Field: 'created', OldValue: null, NewValue: null }],
    [
      'LeadHistory',
      { LeadId: LEAD, Field: 'Owner', OldValue: '005000000000001AAA', NewValue: '005000000000002AAA' },
    ],
    ['LeadHistory', { LeadId: LEAD, Field: 'Owner', OldValue: 'Sato', NewValue: 'Suzuki' }],
    ['LeadHistory', { Field: 'Status', NewValue: 'x' }],
    ['Lead', { Status: 'Open' }],
  ])('of %s with %j gives nothing', (object, fields) => {
    const changes = changesOf(object, fields);

    expect(changes).toEqual([]);
  });

  it('that was deleted with its record gives nothing', () => {
    const row = {
      ...aRecord('LeadHistory', { LeadId: LEAD, Field: 'Status', NewValue: 'x' }),
      deleted: true,
    };

    const changes = toSalesforceChanges(row, aCrmConfig());

    expect(changes).toEqual([]);
  });
});

describe('an activity', () => {
  it.each([
    [{ TaskSubtype: 'Call', CallType: 'Inbound' }, 'call', 'inbound'],
    [{ TaskSubtype: 'Task', CallType: 'Outbound' }, 'call', 'outbound'],
    [{ CallType: 'Outbound' }, 'call', 'outbound'],
    [{ TaskSubtype: 'ListEmail' }, 'email', null],
    [{}, 'task', null],
  ] as const)('of task fields %j is a %s, %s', (fields, type, direction) => {
    const entity = entityOf('Task', { ...fields, IsClosed: true });

    expect(entity).toMatchObject({ kind: 'activity', type, direction, isDone: true });
  });

  it('names people, companies and deals by the prefix of their ids', () => {
    const entity = entityOf('Task', { WhoId: CONTACT, WhatId: DEAL, AccountId: ACCOUNT });

    expect(entity).toMatchObject({
      people: [{ crm: 'salesforce', object: 'Contact', id: CONTACT }],
      companies: [{ crm: 'salesforce', object: 'Account', id: ACCOUNT }],
      deals: [{ crm: 'salesforce', object: 'Opportunity', id: DEAL }],
    });
  });

  it('names a company once, and nothing of objects that are not synced', () => {
    const entity = entityOf('Task', { WhoId: LEAD, WhatId: ACCOUNT, AccountId: ACCOUNT });
    const other = entityOf('Task', { WhatId: '500000000000001AAA' });

    expect(entity).toMatchObject({ people: [{ object: 'Lead' }], companies: [{ id: ACCOUNT }], deals: [] });
    expect(other).toMatchObject({ people: [], companies: [], deals: [] });
  });

  it.each([
    [
      'Task',
      { CompletedDateTime: '2026-03-01T09:00:00.000Z', ActivityDate: '2026-03-05' },
      '2026-03-01T09:00:00.000Z',
    ],
    ['Task', { ActivityDate: '2026-03-05' }, '2026-03-05'],
    ['Event', { ActivityDateTime: '2026-03-02T09:00:00.000Z' }, '2026-03-02T09:00:00.000Z'],
    ['Event', { ActivityDate: '2026-03-05' }, '2026-03-05'],
    ['Event', {}, '2026-04-01T00:00:00.000Z'],
  ])('%s of %j took place at %s', (object, fields, at) => {
    const entity = entityOf(object, fields);

    expect(entity).toMatchObject({ at });
  });
});

describe('a rate', () => {
  it('S20 says how many units one corporate unit is worth, and until when', () => {
    const row = {
      IsoCode: 'GBP',
      ConversionRate: 0.7431,
      StartDate: '2026-01-01',
      NextStartDate: '2026-02-01',
    };

    const rate = entityOf('DatedConversionRate', row);

    expect(rate).toMatchObject({
      kind: 'rate',
      currency: 'GBP',
      perCorporateUnit: '0.7431',
      from: '2026-01-01',
      until: '2026-02-01',
    });
  });

  it('without an end holds until further notice', () => {
    const rate = entityOf('DatedConversionRate', {
      IsoCode: 'GBP',
      ConversionRate: 2,
      NextStartDate: '9999-12-31',
    });

    expect(rate).toMatchObject({ until: null });
  });

  it('of a currency names the corporate one', () => {
    const rate = entityOf('CurrencyType', { IsoCode: 'USD', ConversionRate: 1, IsCorporate: true });

    expect(rate).toMatchObject({ isCorporate: true, from: null, until: null });
  });

  it.each([{ IsoCode: 'USD' }, { ConversionRate: 1 }, { IsoCode: 'USD', ConversionRate: 0 }])(
    'of %j is invalid',
    (fields) => {
      expect(() => entityOf('CurrencyType', fields)).toThrow(
        expect.objectContaining({ code: 'record-invalid' }),
      );
    },
  );
});
