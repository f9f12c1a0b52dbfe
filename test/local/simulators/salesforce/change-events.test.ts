import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { call, type SimulatedOrg, startOrg } from './simulated-org.ts';

const OLD = '2026-01-01T00:00:00.000Z';
const ANN = '00QAAAAAAAAAAAA001';
const BEN = '00QAAAAAAAAAAAA002';
const LEADS = `Id,FirstName,LastName,Company,City,Phone,Status,SystemModstamp
${ANN},Ann,Sato,Acme,Tokyo,03-1,Working - Contacted,${OLD}
${BEN},Ben,Ito,Acme,,03-1,Working - Contacted,${OLD}
`;

const HeaderSchema = z.looseObject({ recordIds: z.array(z.string()), changeType: z.string() });
const PayloadSchema = z.looseObject({ ChangeEventHeader: HeaderSchema });
const EventSchema = z.looseObject({
  'detail-type': z.string(),
  source: z.string(),
  detail: z.looseObject({ payload: PayloadSchema.optional(), ChangeEventHeader: HeaderSchema.optional() }),
});

let org: SimulatedOrg;
beforeEach(async () => {
  org = await startOrg({ Lead: LEADS });
});
afterEach(() => org.close());

const payloadOf = (text: string | undefined) => EventSchema.parse(JSON.parse(text ?? 'null')).detail.payload;
const headerOf = (text: string | undefined) => payloadOf(text)?.ChangeEventHeader;
const change = (id: string, values: object) => call(org.url, 'PATCH', `/sobjects/Lead/${id}`, values);
const changeAll = (records: readonly object[]) =>
  call(org.url, 'PATCH', '/composite/sobjects', {
    records: records.map((record) => ({ attributes: { type: 'Lead' }, ...record })),
  });

describe('an update', () => {
  it('is told by its changed fields, with the parts of compounds under their compound', async () => {
    await change(ANN, { LastName: 'Kato', City: 'Osaka', Phone: null });

    const [event] = org.takeChangeEvents();

    expect(EventSchema.parse(JSON.parse(event ?? ''))).toMatchObject({
      'detail-type': 'LeadChangeEvent',
      source: expect.stringMatching(/^aws\.partner\/salesforce\.com\/00D\w{15}\/0YL\w{15}$/),
    });
    expect(payloadOf(event)).toMatchObject({
      Name: { LastName: 'Kato' },
      Address: { City: 'Osaka' },
      LastModifiedDate: '2026-04-01T09:00:00.000Z',
      ChangeEventHeader: {
        entityName: 'Lead',
        changeType: 'UPDATE',
        recordIds: [ANN],
        changedFields: expect.arrayContaining(['Name.LastName', 'Address.City', 'Phone', 'LastModifiedDate']),
        sequenceNumber: 1,
        commitTimestamp: Date.parse('2026-04-01T09:00:00.000Z'),
      },
    });
    expect(Object.keys(payloadOf(event) ?? {})).not.toContain('Phone');
    expect(headerOf(event)).not.toHaveProperty('nulledFields');
  });

  it('numbers its commit beyond what a JavaScript number holds', async () => {
    await change(ANN, { Phone: '1' });
    await change(ANN, { Phone: '2' });

    const numbers = org.takeChangeEvents().map((event) => /"commitNumber":(\d+)/.exec(event)?.[1] ?? '');

    expect(new Set(numbers).size).toBe(2);
    expect(numbers.every((text) => BigInt(text) > BigInt(Number.MAX_SAFE_INTEGER))).toBe(true);
  });

  it('names the client that asked for it', async () => {
    await fetch(`${org.url}/services/data/v62.0/sobjects/Lead/${ANN}`, {
      method: 'PATCH',
      headers: { authorization: 'Bearer sim-token', 'sforce-call-options': 'client=RevLoop' },
      body: JSON.stringify({ Phone: '9' }),
    });
    org.edit({ verb: 'update', object: 'Lead', id: ANN, values: { Phone: '8' } });

    const origins = org.takeChangeEvents().map((event) => headerOf(event)?.['changeOrigin']);

    expect(origins).toEqual([
      'com/salesforce/api/rest/62.0;client=RevLoop',
      'com/salesforce/api/soap/66.0;client=SfdcInternalAPI/',
    ]);
  });

  it('of many records alike is one event with their ids, in the sequence of its transaction', async () => {
    await changeAll([
      { id: ANN, Company: 'New' },
      { id: BEN, Company: 'New' },
    ]);
    await changeAll([
      { id: ANN, Company: 'A' },
      { id: BEN, Company: 'B' },
    ]);

    const headers = org.takeChangeEvents().map(headerOf);

    expect(headers.map((header) => [header?.recordIds, header?.['sequenceNumber']])).toEqual([
      [[ANN, BEN], 1],
      [[ANN], 1],
      [[BEN], 2],
    ]);
    expect(headers[1]?.['transactionKey']).toBe(headers[2]?.['transactionKey']);
  });

  it('that is rolled back is not told', async () => {
    await call(org.url, 'PATCH', '/composite/sobjects', {
      allOrNone: true,
      records: [
        { attributes: { type: 'Lead' }, id: ANN, Phone: '1' },
        { attributes: { type: 'Lead' }, id: BEN, LastName: null },
      ],
    });

    expect(org.takeChangeEvents()).toEqual([]);
  });
});

describe('the full style', () => {
  it('tells every field of a new record, nulls too, with times as numbers', async () => {
    await call(org.url, 'POST', '/sobjects/Account', { Name: 'Acme' });

    const [event] = org.takeChangeEvents({ body: 'full' });

    expect(payloadOf(event)).toMatchObject({
      Name: 'Acme',
      Phone: null,
      CreatedDate: Date.parse('2026-04-01T09:00:00.000Z'),
      ChangeEventHeader: { changeType: 'CREATE', changedFields: [], nulledFields: [], diffFields: [] },
    });
  });
});

describe('the AppFlow envelope', () => {
  it('has the event right under detail', async () => {
    await change(ANN, { Phone: '1' });

    const [event] = org.takeChangeEvents({ envelope: 'appflow' });

    const { source, detail } = EventSchema.parse(JSON.parse(event ?? ''));
    expect(source).toBe('aws.partner/appflow/salesforce.com/123456789012/revloop');
    expect(detail.ChangeEventHeader).toMatchObject({ recordIds: [ANN], changeType: 'UPDATE' });
  });
});

describe('the way to the consumer', () => {
  it('duplicates, drops, reverses and shrinks events to gaps as asked', async () => {
    for (const phone of ['1', '2', '3', '4']) await change(ANN, { Phone: phone });

    const events = org.takeChangeEvents({ duplicateEvery: 3, dropEvery: 4, gapEvery: 2, order: 'reverse' });

    expect(events.map((event) => headerOf(event)?.changeType)).toEqual([
      'UPDATE',
      'UPDATE',
      'GAP_UPDATE',
      'UPDATE',
    ]);
    expect(payloadOf(events[2])?.['Phone']).toBeUndefined();
  });

  it('tells of an overflow by the id that stands for none', async () => {
    await fetch(`${org.url}/_simulator/change-events`, {
      method: 'POST',
      body: JSON.stringify({ gap: 'GAP_OVERFLOW', object: 'Lead' }),
    });

    const response = await fetch(`${org.url}/_simulator/change-events`, { method: 'POST', body: '{}' });
    const [event] = z.array(EventSchema).parse(await response.json());

    expect(event?.detail.payload?.ChangeEventHeader).toMatchObject({
      entityName: 'Lead',
      changeType: 'GAP_OVERFLOW',
      recordIds: ['000000000000000AAA'],
    });
  });

  it('brings events to a listener when they commit', async () => {
    const heard: string[] = [];
    org.deliverChangeEvents({ body: 'changed', envelope: 'relay' }, (event) => heard.push(event));

    await change(ANN, { Phone: '1' });

    expect(heard.map((event) => headerOf(event)?.recordIds)).toEqual([[ANN]]);
  });
});

describe('life-cycle edits', () => {
  it('tell a conversion as account, contact, opportunity, lead in one transaction', () => {
    org.edit({ verb: 'convert', leadId: ANN });

    const headers = org.takeChangeEvents().map(headerOf);

    expect(headers.slice(0, 4).map((header) => `${header?.['entityName']} ${header?.changeType}`)).toEqual([
      'Account CREATE',
      'Contact CREATE',
      'Opportunity CREATE',
      'Lead UPDATE',
    ]);
    expect(new Set(headers.map((header) => header?.['transactionKey'])).size).toBe(1);
  });

  it('tell a merge, a restore and nothing of a purge', () => {
    org.edit({ verb: 'merge', object: 'Lead', winnerId: ANN, loserIds: [BEN] });
    org.edit({ verb: 'undelete', object: 'Lead', id: BEN });
    org.edit({ verb: 'delete', object: 'Lead', id: BEN });
    org.edit({ verb: 'purge', object: 'Lead', id: BEN });

    const told = org
      .takeChangeEvents()
      .map(headerOf)
      .map((header) => [header?.changeType, header?.recordIds[0]]);

    expect(told).toEqual([
      ['DELETE', BEN],
      ['UPDATE', ANN],
      ['UNDELETE', BEN],
      ['DELETE', BEN],
    ]);
  });
});
