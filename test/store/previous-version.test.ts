import { describe, expect, it } from 'vitest';
import { readPosition } from '../../lib/crm/hubspot/cursor.ts';
import { fromCursor } from '../../lib/crm/salesforce/position.ts';
import { openErasures } from '../../lib/store/erasure-store.ts';
import { recordKey } from '../../lib/store/keys.ts';
import { loadRecords } from '../../lib/store/record-store.ts';
import { storePage } from '../../lib/store/store-page.ts';
import { loadCheckpoint } from '../../lib/store/sync-store.ts';
import type { Item } from '../../lib/store/table.ts';
import { aCrmRecord, aSource } from '../support/builders.ts';
import { MemoryTable } from '../support/memory-table.ts';

const REF = { crm: 'salesforce', object: 'Lead', id: '00Q000000000001AAA' };
const STAMP = '2026-01-10T00:00:00.000Z';
const SOURCE = aSource({ leadSource: 'Webinar' });

/** F94r: what 0.1.0 wrote, attribute by attribute. */
const OLD_RECORD = {
  ...recordKey(REF),
  shard: '3',
  crm: REF.crm,
  object: REF.object,
  version: STAMP,
  createdAt: STAMP,
  deleted: false,
  // sha256 of {"deleted":false,"fields":{"Email":"a@example.com"},"links":[]}, as 0.1.0 took it.
  hash: '1Ip4vi8YI2yn8tT0N_HP8M',
  fields: '{"Email":"a@example.com","Phone":null}',
  links: '[]',
  origin: JSON.stringify(SOURCE),
};

describe('items of version 0.1.0 (F94r)', () => {
  it('read as the records they are', async () => {
    const table = await aTableWith(OLD_RECORD);

    const [record] = await loadRecords(table, REF.crm, REF.object);

    expect(record).toMatchObject({
      ...REF,
      version: STAMP,
      deleted: false,
      fields: { Email: 'a@example.com', Phone: null },
      links: [],
      origin: SOURCE,
    });
    expect(record).not.toHaveProperty('goneAt');
  });

  it('count as unchanged when the CRM gives the same record again, and keep their source', async () => {
    const table = await aTableWith(OLD_RECORD);
    const before = table.dump();
    const same = aCrmRecord('salesforce/Lead/00Q000000000001AAA', {
      version: STAMP,
      createdAt: STAMP,
      fields: { Email: 'a@example.com', Phone: null },
    });

    const count = await storePage(
      table,
      {
        crm: REF.crm,
        object: REF.object,
        records: [{ record: same, origin: aSource({ leadSource: 'Other' }) }],
      },
      {
        volatile: new Set(),
        isCurrent: false,
        erasures: await openErasures(table, REF.crm, REF.object),
      },
    );

    expect(count).toMatchObject({ upserted: 0, unchanged: 1 });
    expect(table.dump()).toEqual(before);
  });

  it.each([
    ['salesforce', 'Lead', '{"id":"00Q000000000001AAA","modstamp":"2026-01-10T00:00:00.000Z"}'],
    ['salesforce', 'Task', '{"id":null,"modstamp":null}'],
    ['hubspot', 'contacts', '{"from":1767999600000,"phase":"window"}'],
    ['hubspot', 'contacts', '{"after":"101","maxSeen":null,"phase":"list","startedAt":1767999600000}'],
  ])('go on at the checkpoint of %s %s %s', async (crm, object, cursor) => {
    const table = await aTableWith({ pk: `SYNC#${crm}#${object}`, sk: 'CHECKPOINT', fence: 4, cursor });

    const stored = await loadCheckpoint(table, crm, object);

    expect(stored).toEqual(JSON.parse(cursor));
    expect(() => (crm === 'hubspot' ? readPosition(stored) : fromCursor(stored))).not.toThrow();
  });
});

async function aTableWith(item: Item): Promise<MemoryTable> {
  const table = new MemoryTable();
  await table.put(item);
  return table;
}
