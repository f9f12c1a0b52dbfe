import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CrmRecord, SourceAttributes } from '../../lib/domain/entities.ts';
import { openErasures } from '../../lib/store/erasure-store.ts';
import { contentHash } from '../../lib/store/record-content.ts';
import { loadRecords, loadStored, putRecords } from '../../lib/store/record-store.ts';
import { storePage } from '../../lib/store/store-page.ts';
import { aCrmRecord, aSource, ref } from '../support/builders.ts';
import { MemoryTable } from '../support/memory-table.ts';

const FIRST = '2026-01-10T00:00:00.000Z';
const LATER = '2026-01-11T00:00:00.000Z';
const VOLATILE = new Set(['SystemModstamp']);

describe('storePage, with whole records', () => {
  it('stores new records as they were read', async () => {
    const table = new MemoryTable();
    const record = aCrmRecord('hubspot/deals/1', {
      fields: { name: 'A', amount: 1.5, isOpen: true, empty: '' },
      links: [{ to: ref('hubspot/contacts/2'), isPrimary: true }],
    });

    const count = await upsert(table, record);

    expect(count).toEqual({ upserted: 1, deleted: 0, unchanged: 0 });
    expect(await loadRecords(table, 'hubspot', 'deals')).toMatchObject([record]);
  });

  it('changes nothing when a page is replayed', async () => {
    const table = new MemoryTable();
    await upsert(table, aCrmRecord(), aCrmRecord('salesforce/Lead/2'));
    const before = table.dump();

    const count = await upsert(table, aCrmRecord(), aCrmRecord('salesforce/Lead/2'));

    expect(count).toEqual({ upserted: 0, deleted: 0, unchanged: 2 });
    expect(table.dump()).toEqual(before);
  });

  it('leaves a newer record as it is when an older copy arrives', async () => {
    const table = new MemoryTable();
    await upsert(table, aCrmRecord('salesforce/Lead/1', { version: LATER, fields: { Name: 'new' } }));

    const count = await upsert(
      table,
      aCrmRecord('salesforce/Lead/1', { version: FIRST, fields: { Name: 'old' } }),
    );

    expect(count).toEqual({ upserted: 0, deleted: 0, unchanged: 1 });
    expect(await nameOf(table)).toBe('new');
  });

  it('takes other content of the same second', async () => {
    const table = new MemoryTable();
    await upsert(table, aCrmRecord('salesforce/Lead/1', { fields: { Name: 'before' } }));

    const count = await upsert(table, aCrmRecord('salesforce/Lead/1', { fields: { Name: 'after' } }));

    expect(count.upserted).toBe(1);
    expect(await nameOf(table)).toBe('after');
  });

  it('counts a newer stamp on the same content as unchanged, and keeps the stamp', async () => {
    const table = new MemoryTable();
    await upsert(table, aCrmRecord('salesforce/Lead/1', { fields: { Name: 'A', SystemModstamp: FIRST } }));

    const echo = aCrmRecord('salesforce/Lead/1', {
      version: LATER,
      fields: { Name: 'A', SystemModstamp: LATER },
    });
    const count = await upsert(table, echo);

    expect(count).toEqual({ upserted: 0, deleted: 0, unchanged: 1 });
    expect((await loadRecords(table, 'salesforce', 'Lead'))[0]?.version).toBe(LATER);
  });

  it('counts a deletion as one, and keeps the record', async () => {
    const table = new MemoryTable();
    await upsert(table, aCrmRecord());

    const count = await upsert(table, aCrmRecord('salesforce/Lead/1', { version: LATER, deleted: true }));

    expect(count).toEqual({ upserted: 0, deleted: 1, unchanged: 0 });
    expect(await loadRecords(table, 'salesforce', 'Lead')).toMatchObject([{ id: '1', deleted: true }]);
  });

  it('takes the newest of several copies on one page', async () => {
    const table = new MemoryTable();
    const newest = aCrmRecord('salesforce/Lead/1', { version: LATER, fields: { Name: 'newest' } });

    const count = await upsert(table, aCrmRecord(), newest, aCrmRecord());

    expect(count).toEqual({ upserted: 1, deleted: 0, unchanged: 2 });
    expect(await nameOf(table)).toBe('newest');
  });

  it('keeps the source of the first sight', async () => {
    const table = new MemoryTable();
    await upsertOne(table, FIRST, aSource({ leadSource: 'Webinar' }));

    await upsertOne(table, LATER, aSource({ leadSource: 'Purchased list' }));

    expect(await originOf(table)).toEqual(aSource({ leadSource: 'Webinar' }));
  });

  it.each([
    ['blank', aSource()],
    ['none', null],
  ])('fills a source that was %s at first', async (_case, first) => {
    const table = new MemoryTable();
    await upsertOne(table, FIRST, first);

    await upsertOne(table, LATER, aSource({ leadSource: 'Webinar' }));

    expect(await originOf(table)).toEqual(aSource({ leadSource: 'Webinar' }));
  });

  it('ends in the same store whatever the order, the batches and the repetitions in which versions arrive', async () => {
    const versions = [1, 2, 3].flatMap((day) =>
      ['1', '2'].map((id) =>
        aCrmRecord(`salesforce/Lead/${id}`, { version: `2026-01-0${day}T00:00:00.000Z`, fields: { day } }),
      ),
    );
    const arrivals = fc
      .shuffledSubarray([...versions, ...versions], { minLength: versions.length * 2 })
      .chain((records) => fc.tuple(fc.constant(records), fc.integer({ min: 1, max: 12 })));
    const expected = new MemoryTable();
    await upsert(expected, ...versions);

    await fc.assert(
      fc.asyncProperty(arrivals, async ([records, size]) => {
        const table = new MemoryTable();
        for (let at = 0; at < records.length; at += size)
          await upsert(table, ...records.slice(at, at + size));
        expect(table.dump()).toEqual(expected.dump());
      }),
      { seed: 1, numRuns: 100 },
    );
  });
});

describe('loadRecords', () => {
  it('gives records of one object in id order', async () => {
    const table = new MemoryTable();
    const ids = Array.from({ length: 40 }, (_, at) => String(at).padStart(2, '0'));
    await upsert(table, ...[...ids].reverse().map((id) => aCrmRecord(`salesforce/Lead/${id}`)));
    await upsert(table, aCrmRecord('salesforce/Contact/1'));

    const found = await loadRecords(table, 'salesforce', 'Lead');

    expect(found.map(({ id }) => id)).toEqual(ids);
  });

  it('says so where an item is not one of this version', async () => {
    const table = new MemoryTable();
    await upsert(table, aCrmRecord());
    for (const item of table.dump()) await table.put({ ...item, fields: '{"Name":{}}' });

    const load = loadRecords(table, 'salesforce', 'Lead');

    await expect(load).rejects.toMatchObject({ code: 'item-invalid' });
  });
});

describe('loadStored and putRecords', () => {
  it('give back what was put, and nothing for what was not', async () => {
    const table = new MemoryTable();
    const record = { ...aCrmRecord(), hash: 'h', origin: null };

    await putRecords(table, [record]);

    expect(await loadStored(table, [ref('salesforce/Lead/1'), ref('salesforce/Lead/2')])).toEqual([record]);
  });
});

describe('contentHash', () => {
  const base = aCrmRecord('salesforce/Lead/1', { fields: { Name: 'A', Score: 1 } });

  it.each<[string, Partial<CrmRecord>]>([
    ['the order of fields', { fields: { Score: 1, Name: 'A' } }],
    ['a blank field', { fields: { Name: 'A', Score: 1, Note: '', More: null } }],
    ['a volatile field', { fields: { Name: 'A', Score: 1, SystemModstamp: LATER } }],
    ['the version', { version: LATER }],
  ])('does not depend on %s', (_case, parts) => {
    expect(contentHash({ ...base, ...parts }, VOLATILE)).toBe(contentHash(base, VOLATILE));
  });

  it.each<[string, Partial<CrmRecord>]>([
    ['a value', { fields: { Name: 'B', Score: 1 } }],
    ['a zero in place of a blank', { fields: { Name: 'A', Score: 1, Note: 0 } }],
    ['a link', { links: [{ to: ref('salesforce/Account/1'), isPrimary: false }] }],
    ['the deletion', { deleted: true }],
  ])('depends on %s', (_case, parts) => {
    expect(contentHash({ ...base, ...parts }, VOLATILE)).not.toBe(contentHash(base, VOLATILE));
  });
});

function upsert(table: MemoryTable, ...records: readonly CrmRecord[]) {
  return store(
    table,
    records.map((record) => ({ record, origin: null })),
  );
}

function upsertOne(table: MemoryTable, version: string, origin: SourceAttributes | null) {
  const record = aCrmRecord('salesforce/Lead/1', { version, fields: { version } });
  return store(table, [{ record, origin }]);
}

async function store(
  table: MemoryTable,
  records: readonly { readonly record: CrmRecord; readonly origin: SourceAttributes | null }[],
) {
  const { crm = '', object = '' } = records[0]?.record ?? {};
  const erasures = await openErasures(table, crm, object);
  const { merged: _, ...count } = await storePage(
    table,
    { crm, object, records },
    { volatile: VOLATILE, isCurrent: false, erasures },
  );
  return count;
}

async function nameOf(table: MemoryTable) {
  return (await loadRecords(table, 'salesforce', 'Lead'))[0]?.fields['Name'];
}

async function originOf(table: MemoryTable) {
  return (await loadRecords(table, 'salesforce', 'Lead'))[0]?.origin;
}
