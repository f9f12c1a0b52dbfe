import { followersOf } from './cascades.ts';
import { isHistoryObject } from './field-history.ts';
import type { ObjectDefinition } from './object-definition.ts';
import type { Org } from './org.ts';
import { changeRow, systemStamp, userStamp } from './record-changes.ts';
import type { BinEntry } from './recycle-bin.ts';
import type { Refusal } from './salesforce-errors.ts';
import type { FieldValue, StoredRow } from './value-types.ts';

/** Why a record could not be restored or purged; undefined when it was. */
type BinOutcome = Refusal | undefined;

const NOT_IN_BIN: Refusal = {
  code: 'UNDELETE_FAILED',
  message: 'Entity is not in the recycle bin',
  fields: [],
};

const INVALID_REFERENCE: Refusal = {
  code: 'INVALID_CROSS_REFERENCE_KEY',
  message: 'invalid cross reference id',
  fields: [],
};

/** Moves a record and what hangs on it to the recycle bin: `queryAll` still finds them. */
export function binRecord(
  org: Org,
  object: string,
  row: StoredRow,
  also: Readonly<Record<string, FieldValue>> = {},
): void {
  const followers = binFollowers(org, object, row.id);
  const cause = 'MasterRecordId' in also ? { cause: 'merge' as const } : {};
  changeRow(org, object, row, { IsDeleted: true, ...also, ...userStamp(org) }, { kind: 'DELETE', ...cause });
  addToBin(org, { object, id: row.id, deletedMs: org.clock.nowMs(), followers });
}

function binFollowers(org: Org, object: string, id: string): BinEntry['followers'] {
  return followersOf(org, object, id).flatMap((child) => {
    const deeper = binFollowers(org, child.object, child.row.id);
    putDeleted(org, child.object, child.row, true);
    return [{ object: child.object, id: child.row.id }, ...deeper];
  });
}

/** History rows have no stamp of their own and send no events. */
function putDeleted(org: Org, object: string, row: StoredRow, isDeleted: boolean): void {
  if (isHistoryObject(object)) org.store.update(object, row, { IsDeleted: isDeleted });
  else {
    const kind = isDeleted ? 'DELETE' : 'UNDELETE';
    changeRow(org, object, row, { IsDeleted: isDeleted, ...systemStamp(org) }, { kind });
  }
}

function addToBin(org: Org, entry: BinEntry): void {
  org.bin.add(entry);
  org.store.whenUndone(() => org.bin.remove(entry.id));
}

/** Restores a record with what was deleted because of it. A merged record comes back without its children. */
export function undeleteRecord(org: Org, object: ObjectDefinition, id: string): BinOutcome {
  const row = org.store.table(object.name).find(id);
  const entry = row === undefined ? undefined : org.bin.find(row.id);
  if (row === undefined || entry === undefined) return NOT_IN_BIN;
  org.store.transact(() => {
    const cleared = (row.values['MasterRecordId'] ?? null) === null ? {} : { MasterRecordId: null };
    const values = { IsDeleted: false, ...cleared, ...userStamp(org) };
    changeRow(org, object.name, row, values, { kind: 'UNDELETE' });
    for (const follower of entry.followers) {
      const child = org.store.table(follower.object).get(follower.id);
      if (child !== undefined) putDeleted(org, follower.object, child, false);
    }
    org.bin.remove(row.id);
    org.store.whenUndone(() => org.bin.add(entry));
    return { result: undefined, keep: true };
  });
  return undefined;
}

/** Removes a deleted record for good, as when the recycle bin is emptied: no query finds it any more. */
export function purgeRecord(org: Org, object: ObjectDefinition, id: string): BinOutcome {
  const row = org.store.table(object.name).find(id);
  const entry = row === undefined ? undefined : org.bin.find(row.id);
  if (entry === undefined) return INVALID_REFERENCE;
  purge(org, entry);
  return undefined;
}

/** Removes what has been in the recycle bin for 15 days. Costs what it removes. */
export function purgeExpired(org: Org): void {
  for (const entry of org.bin.expired(org.clock.nowMs())) purge(org, entry);
}

function purge(org: Org, entry: BinEntry): void {
  for (const { object, id } of [...entry.followers, entry]) {
    const row = org.store.table(object).get(id);
    if (row?.values['IsDeleted'] === true) org.store.remove(object, row);
  }
  org.bin.remove(entry.id);
}

/** Puts records that an export folder holds as deleted into the bin: their 15 days begin when the org does. */
export function fillBin(org: Org): void {
  const deletedMs = org.clock.nowMs();
  for (const { name: object } of org.catalog.objects()) {
    for (const { id, values } of org.store.table(object).list()) {
      if (values['IsDeleted'] === true) org.bin.add({ object, id, deletedMs, followers: [] });
    }
  }
}
