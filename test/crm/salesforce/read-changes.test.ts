import { afterEach, describe, expect, it } from 'vitest';
import type { ChangePage, Crm, Cursor, ObjectDescription } from '../../../lib/crm/crm.ts';
import { createSalesforceCrm } from '../../../lib/crm/salesforce/salesforce-crm.ts';
import { allIds } from '../../support/all-ids.ts';
import {
  evenRandom,
  instantClock,
  page,
  type ScriptedOrg,
  type SeenCall,
  SIM,
  type Step,
  startScriptedOrg,
} from './scripted-org.ts';

const STAMP = '2026-05-01T07:25:37.000+0000';
const LEAD: ObjectDescription = {
  object: 'Lead',
  fields: [
    { name: 'Id', label: 'Id', type: 'text', isWritable: false },
    { name: 'Company', label: 'Company', type: 'text', isWritable: true },
    { name: 'SystemModstamp', label: 'Stamp', type: 'date-time', isWritable: false },
  ],
};

let org: ScriptedOrg;
afterEach(() => org.close());

async function connect(script: readonly Step[] | ((call: SeenCall) => Step)): Promise<Crm> {
  org = await startScriptedOrg(script);
  return createSalesforceCrm({ url: org.url, credentials: SIM, clock: instantClock(), random: evenRandom });
}

async function readAll(
  crm: Crm,
  options: { cursor?: Cursor; lookbackMs?: number; of?: ObjectDescription } = {},
) {
  const pages: ChangePage[] = [];
  const { cursor = null, lookbackMs = 0, of = LEAD } = options;
  for await (const read of crm.readChanges(of, cursor, { lookbackMs })) pages.push(read);
  return pages;
}

const lead = (id: string, stamp: string | null = STAMP) => ({
  Id: id,
  Company: `Company ${id}`,
  SystemModstamp: stamp,
});
const leads = (count: number) =>
  Array.from({ length: count }, (_, i) => lead(`00Q${String(i).padStart(15, '0')}`));
/** A page that is followed by others. */
const more = (rows: readonly object[], totalSize: number, next = '/services/data/v66.0/query/0r8xx-1') =>
  page(rows, { done: false, totalSize, nextRecordsUrl: next });
const soqlOf = (call: SeenCall | undefined) => new URL(call?.path ?? '', 'http://host').searchParams.get('q');

describe('reading changes', () => {
  it('F30 puts a row aside that has a field twice, by its id, and reads the others', async () => {
    const rows = JSON.stringify([lead('00Q000000000000001'), lead('00Q000000000000002')]);
    const doubled = rows.replace('"Company"', '"Company":"Other","Company"');
    const answer = `{"totalSize":2,"done":true,"records":${doubled}}`;
    const crm = await connect([
      (response) => response.writeHead(200, { 'content-type': 'application/json' }).end(answer),
    ]);

    const [read] = await readAll(crm);

    expect(read?.records.map(({ id }) => id)).toEqual(['00Q000000000000002']);
    expect(read?.rejects).toMatchObject([{ id: '00Q000000000000001', code: 'record-invalid' }]);
  });

  it('reads deleted rows too, in the order of stamp and id', async () => {
    const crm = await connect([page([])]);

    await readAll(crm);

    expect(org.calls[0]?.path).toMatch(/^\/services\/data\/v66\.0\/queryAll\?q=/);
    expect(soqlOf(org.calls[0])).toBe(
      'SELECT Id,SystemModstamp,Company FROM Lead ORDER BY SystemModstamp ASC, Id ASC',
    );
  });

  it('goes on between equal stamps by id and stops at the page that is done', async () => {
    const rows = leads(2001);
    const crm = await connect([more(rows.slice(0, 2000), 2001), page(rows.slice(2000))]);

    const pages = await readAll(crm);

    expect(pages.map((read) => [read.records.length, read.done])).toEqual([
      [2000, false],
      [1, true],
    ]);
    expect(soqlOf(org.calls[1])).toContain(
      "WHERE (SystemModstamp = 2026-05-01T07:25:37.000Z AND Id > '00Q000000000001999') OR SystemModstamp > 2026-05-01T07:25:37.000Z ORDER",
    );
    expect(org.calls).toHaveLength(2);
  });

  it('gives one empty page and the old cursor when nothing changed', async () => {
    const crm = await connect([page([])]);
    const cursor = { modstamp: '2026-05-01T00:00:00.000Z', id: '00Q000000000000001' };

    const pages = await readAll(crm, { cursor, lookbackMs: 60_000 });

    expect(pages).toEqual([{ records: [], rejects: [], cursor, done: true }]);
    expect(soqlOf(org.calls[0])).toContain('WHERE SystemModstamp >= 2026-04-30T23:59:00.000Z ORDER');
  });

  it('does not let the cursor fall back while the lookback is read again', async () => {
    const crm = await connect([page([lead('00Q000000000000001', '2026-05-01T07:25:00.000+0000')])]);
    const cursor = { modstamp: '2026-05-01T07:25:37.000Z', id: '00Q000000000000009' };

    const [read] = await readAll(crm, { cursor, lookbackMs: 60_000 });

    expect(read?.records).toHaveLength(1);
    expect(read?.cursor).toEqual(cursor);
  });

  it('X6 goes on behind a short page by its own position, never by the locator', async () => {
    const rows = leads(2);
    const elsewhere = 'https://elsewhere.example/services/data/v66.0/query/1-1';
    const crm = await connect([more(rows.slice(0, 1), 2, elsewhere), page(rows.slice(1))]);

    const pages = await readAll(crm);

    expect(pages.map((read) => read.records.length)).toEqual([1, 1]);
    expect(soqlOf(org.calls[1])).toContain("AND Id > '00Q000000000000000'");
  });

  it.each([
    'https://elsewhere.example/services/data/v66.0/query/1-1',
    '//elsewhere.example/query/1',
    '/other/1',
  ])('F96 does not follow a next page to %s', async (nextRecordsUrl) => {
    const crm = await connect([more(leads(1), 2, nextRecordsUrl)]);

    const listing = allIds(crm.listIds('Lead'));

    await expect(listing).rejects.toMatchObject({ failure: 'corrupt' });
    expect(org.calls).toHaveLength(1);
  });

  it.each([
    [
      'goes back in time',
      [lead('00Q000000000000001'), lead('00Q000000000000002', '2026-05-01T07:25:36.000+0000')],
    ],
    ['repeats a record', [lead('00Q000000000000001'), lead('00Q000000000000001')]],
  ])('refuses an answer that %s', async (_name, rows) => {
    const crm = await connect([page(rows)]);

    await expect(readAll(crm)).rejects.toMatchObject({ failure: 'corrupt' });
  });

  it('repeats a page that holds fewer rows than it says', async () => {
    const rows = leads(2);
    const crm = await connect([page(rows.slice(0, 1), { totalSize: 2 }), page(rows)]);

    const pages = await readAll(crm);

    expect(pages[0]?.records).toHaveLength(2);
  });

  it('names rows that are no records and reads the rest', async () => {
    const rows = [
      { Id: null, SystemModstamp: STAMP },
      lead('00Q000000000000001', null),
      { ...lead('00Q000000000000002'), Called__c: 'yesterday' },
      { ...lead('00Q000000000000003'), Called__c: null },
    ];
    const crm = await connect([page(rows)]);
    const called = { name: 'Called__c', label: 'Called', type: 'date-time', isWritable: true } as const;

    const [read] = await readAll(crm, { of: { object: 'Lead', fields: [...LEAD.fields, called] } });

    expect(read?.rejects.map(({ id, reason }) => [id, reason])).toEqual([
      ['', 'Lead row without Id'],
      ['00Q000000000000001', 'SystemModstamp is not a date-time'],
      ['00Q000000000000002', 'Called__c is not a date-time'],
    ]);
    expect(read?.records.map((record) => record.id)).toEqual(['00Q000000000000003']);
  });

  it('turns a row into a record of its version', async () => {
    const row = {
      attributes: { type: 'Lead' },
      ...lead('00QSB3hXUaUYRrk'),
      IsDeleted: true,
      CreatedDate: STAMP,
    };
    const crm = await connect([page([row])]);

    const [read] = await readAll(crm);

    expect(read?.records).toEqual([
      {
        crm: 'salesforce',
        object: 'Lead',
        id: '00QSB3hXUaUYRrk2MH',
        version: '2026-05-01T07:25:37.000Z',
        createdAt: '2026-05-01T07:25:37.000Z',
        deleted: true,
        fields: {
          Id: '00QSB3hXUaUYRrk',
          Company: 'Company 00QSB3hXUaUYRrk',
          SystemModstamp: '2026-05-01T07:25:37.000Z',
        },
        links: [],
      },
    ]);
  });

  it('uses the best stamp an object shows', async () => {
    const crm = await connect([page([])]);
    const fields = ['Id', 'CreatedDate'].map(
      (name) => ({ name, label: name, type: 'date-time', isWritable: false }) as const,
    );

    await readAll(crm, { of: { object: 'Old__History', fields } });

    expect(soqlOf(org.calls[0])).toContain('ORDER BY CreatedDate ASC, Id ASC');
  });

  it('says so when an object shows no stamp', async () => {
    const crm = await connect([]);

    await expect(readAll(crm, { of: { object: 'Lead', fields: [] } })).rejects.toMatchObject({
      failure: 'permission',
    });
  });
});
