import type { RecordRef } from '../domain/entities.ts';
import { textOf } from './json.ts';
import { recordKey, recordPartitions } from './keys.ts';
import { type StoredRecord, toRecordItem, toStoredRecord } from './record-item.ts';
import type { Table } from './table.ts';

/** Every stored record of an object, deleted ones included, in id order. */
export async function loadRecords(
  table: Table,
  crm: string,
  object: string,
): Promise<readonly StoredRecord[]> {
  const shards = await Promise.all(recordPartitions(crm, object).map((pk) => table.query(pk)));
  return shards
    .flat()
    .map(toStoredRecord)
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** The stored records among `refs`, in no particular order. */
export async function loadStored(table: Table, refs: readonly RecordRef[]): Promise<readonly StoredRecord[]> {
  return (await table.batchGet(refs.map(recordKey))).map(toStoredRecord);
}

/** Puts records as they are now known to be, e.g. after our own write. The caller holds the object's lease. */
export async function putRecords(table: Table, records: readonly StoredRecord[]): Promise<void> {
  await table.batchWrite(records.map((record) => ({ put: toRecordItem(record) })));
}

/** Live (not deleted) records of an object, counted without loading them. */
export async function countRecords(table: Table, crm: string, object: string): Promise<number> {
  const counts = await Promise.all(
    recordPartitions(crm, object).map((pk) => table.count(pk, { attribute: 'deleted', equals: false })),
  );
  return counts.reduce((sum, count) => sum + count, 0);
}

/** Records listed at once: memory stays flat however large the object is. */
const LISTED = 1000;

/** Versions of the live records of an object, page by page. */
export async function* listStoredVersions(
  table: Table,
  crm: string,
  object: string,
): AsyncGenerator<readonly { readonly id: string; readonly version: string }[]> {
  for (const pk of recordPartitions(crm, object)) {
    for (let after: string | undefined; ; ) {
      const from = after === undefined ? {} : { after };
      const items = await table.query(pk, { attributes: ['deleted', 'version'], limit: LISTED, ...from });
      const live = items.filter((item) => item['deleted'] === false);
      yield live.map((item) => ({ id: item.sk, version: textOf(item, 'version') }));
      after = items.at(-1)?.sk;
      if (after === undefined || items.length < LISTED) break;
    }
  }
}
