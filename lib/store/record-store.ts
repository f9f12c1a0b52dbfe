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

/** Versions of the live records of an object, by id. */
export async function listStoredVersions(
  table: Table,
  crm: string,
  object: string,
): Promise<ReadonlyMap<string, string>> {
  const shards = await Promise.all(
    recordPartitions(crm, object).map((pk) => table.query(pk, { attributes: ['deleted', 'version'] })),
  );
  const live = shards.flat().filter((item) => item['deleted'] === false);
  return new Map(live.map((item) => [item.sk, textOf(item, 'version')]));
}
