import type { ErasureLog } from './erasure-store.ts';
import { recordKey } from './keys.ts';
import { type StoredRecord, toRecordItem, toStoredRecord } from './record-item.ts';
import {
  buryRecord,
  type IncomingGone,
  type IncomingPatch,
  type IncomingRecord,
  mergeRecord,
  patchRecord,
  type VersionRule,
} from './record-versions.ts';
import type { BatchOperation, Item, Table, TableKey } from './table.ts';

/** What the CRM said of one object: whole records, parts of records, and ids that are gone. */
export interface IncomingPage {
  readonly crm: string;
  readonly object: string;
  readonly records: readonly IncomingRecord[];
  readonly patches?: readonly IncomingPatch[];
  readonly gone?: readonly IncomingGone[];
  /** Ids that records of the page took the place of: tombstones from now on. */
  readonly merged?: readonly IncomingGone[];
}

export interface StoreCount {
  /** New records and records whose content changed. */
  readonly upserted: number;
  readonly deleted: number;
  /** Same version, older version, a newer stamp on the same content, or erased for ever. */
  readonly unchanged: number;
  /** Stored records that became tombstones because another one took their place; nobody read them. */
  readonly merged: number;
}

type Outcome = 'upserted' | 'deleted' | 'unchanged';

/**
 * Stores one page: newer versions replace older ones, the first sight of a source stays, what is gone becomes a
 * tombstone that no older copy brings back, and what was erased stays away. The caller holds the object's lease.
 * Storing the same page again changes nothing.
 */
export async function storePage(
  table: Table,
  page: IncomingPage,
  rule: VersionRule & { readonly erasures: ErasureLog },
): Promise<StoreCount> {
  const keys = keysOf(page);
  const now = await loadStored(table, [...keys.values()]);
  const changed = new Map<string, Item>();
  const count = { upserted: 0, deleted: 0, unchanged: 0, merged: 0 };
  const take = (id: string, next: StoredRecord | undefined): Outcome => {
    const outcome = outcomeOf(now.get(id), next);
    if (next !== undefined) {
      now.set(id, next);
      // At once: its fields were just written out for the digest.
      changed.set(id, toRecordItem(next, keys.get(id)));
    }
    return outcome;
  };
  const newest = newestById(page.records);
  count.unchanged += page.records.length - newest.length;
  for (const incoming of newest) {
    const { id } = incoming.record;
    const next = rule.erasures.has(id) ? undefined : mergeRecord(incoming, now.get(id), rule);
    count[take(id, next)] += 1;
  }
  for (const patch of page.patches ?? [])
    count[take(patch.id, patchRecord(patch, now.get(patch.id), rule))] += 1;
  // Before the page buries anything: an erasure says whether the record lived until then.
  const alive = new Map(now);
  for (const gone of page.gone ?? []) count[take(gone.id, buryRecord(gone, now.get(gone.id), rule))] += 1;
  for (const gone of page.merged ?? [])
    if (take(gone.id, buryRecord(gone, now.get(gone.id), rule)) === 'deleted') count.merged += 1;
  const erased = await erase(page, alive, rule.erasures);
  const puts: BatchOperation[] = [...changed.values()]
    .filter(({ sk }) => !erased.has(sk))
    .map((put) => ({ put }));
  const removes = (isMerged: boolean): readonly BatchOperation[] =>
    [...erased.values()].flatMap(({ record, mergedInto }) =>
      (mergedInto !== undefined) === isMerged ? [{ remove: recordKey(record) }] : [],
    );
  await table.batchWrite([...puts, ...removes(true)]);
  // Last, since only these tell which other records must go with them.
  await table.batchWrite(removes(false));
  return count;
}

/** Keys of everything a page names, by id. */
function keysOf({ crm, object, records, patches = [], gone = [], merged = [] }: IncomingPage) {
  const keys = new Map<string, TableKey>();
  const add = (id: string): void => {
    if (!keys.has(id)) keys.set(id, recordKey({ crm, object, id }));
  };
  for (const { record } of records) add(record.id);
  for (const part of [patches, gone, merged]) for (const { id } of part) add(id);
  return keys;
}

/** The stored copies, in one read. */
async function loadStored(table: Table, keys: readonly TableKey[]): Promise<Map<string, StoredRecord>> {
  const items = await table.batchGet(keys);
  return new Map(items.map((item) => [item.sk, toStoredRecord(item)]));
}

interface ErasedRecord {
  readonly record: StoredRecord;
  readonly mergedInto: string | undefined;
}

/** Records that were deleted for privacy: nothing of them is kept but that there was one. */
async function erase(
  { gone = [] }: IncomingPage,
  now: ReadonlyMap<string, StoredRecord>,
  erasures: ErasureLog,
): Promise<ReadonlyMap<string, ErasedRecord>> {
  const erased = new Map<string, ErasedRecord>();
  for (const { id, at, remains, mergedInto } of gone) {
    if (remains === undefined) continue;
    const record = now.get(id);
    // One that was never stored counts for nothing either, but a page that is late must not bring it.
    await erasures.erase(id, { ...remains, wasDeleted: record?.deleted ?? true, erasedAt: at });
    if (record !== undefined) erased.set(id, { record, mergedInto });
  }
  return erased;
}

function outcomeOf(before: StoredRecord | undefined, next: StoredRecord | undefined): Outcome {
  if (next === undefined || next.hash === before?.hash) return 'unchanged';
  return next.deleted ? 'deleted' : 'upserted';
}

function newestById(records: readonly IncomingRecord[]): readonly IncomingRecord[] {
  const byId = new Map<string, IncomingRecord>();
  for (const incoming of records) {
    const other = byId.get(incoming.record.id);
    if (other === undefined || other.record.version <= incoming.record.version)
      byId.set(incoming.record.id, incoming);
  }
  return [...byId.values()];
}
