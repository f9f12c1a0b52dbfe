import { targetOf } from './association-types.ts';
import { invalidRequest } from './hubspot-errors.ts';
import type { ObjectTable } from './object-table.ts';
import { defaultPipelineId } from './pipelines.ts';
import type { Portal } from './portal.ts';
import { compareRecords } from './record-store.ts';
import { blankRecord, type StoredRecord } from './stored-record.ts';

type Values = ReadonlyMap<string, string | null>;

export interface NewAssociation {
  readonly to: { readonly id: string };
  readonly types: readonly { readonly associationTypeId: number }[];
}

/** What the vendor sets on a record that an integration creates. */
const CREATION_VALUES: readonly (readonly [string, string])[] = [
  ['hs_object_source', 'INTEGRATION'],
  ['hs_object_source_id', '1'],
  ['hs_object_source_label', 'INTEGRATION'],
];
/** Kept per property. https://developers.hubspot.com/docs/guides/api/crm/using-object-apis (history) */
const HISTORY_VERSIONS = 20;

/** `values` have passed `checkWrite`. */
export function createRecord(
  portal: Portal,
  table: ObjectTable,
  values: Values,
  associations: readonly NewAssociation[],
): StoredRecord {
  const nowMs = portal.clock.nowMs();
  const links = associations.flatMap(toLinks);
  const record = blankRecord(table.records.newId(), nowMs);
  const [createdProperty = 'createdate'] = table.name.createdProperties;
  const createdAt = values.get(createdProperty) ?? values.get('createdate');
  if (typeof createdAt === 'string') record.createdAtMs = Date.parse(createdAt);
  table.records.add(record);
  const defaults = new Map([...CREATION_VALUES, ...objectDefaults(table)]);
  const settable = [...values].filter(([name]) => !table.name.createdProperties.includes(name));
  setValues(table, record, new Map([...defaults, ...settable]), nowMs);
  for (const { to, toId, typeId } of links) {
    portal.associations.add({ from: table.name.plural, fromId: record.id, to, toId }, [typeId]);
  }
  return record;
}

/** Stamps the record on every write, also where no value changes, as the vendor does. */
export function updateRecord(portal: Portal, table: ObjectTable, record: StoredRecord, values: Values): void {
  const nowMs = portal.clock.nowMs();
  setValues(table, record, values, nowMs);
  if (values.has('dealstage') || values.has('pipeline')) {
    // The stage decides from now on, not what the import said.
    for (const name of ['hs_is_closed', 'hs_is_closed_won']) table.records.setValue(record, name, null);
  }
  record.updatedAtMs = nowMs;
}

/** A soft delete: restorable for 90 days, gone from lists and search. */
export function archiveRecord(portal: Portal, table: ObjectTable, record: StoredRecord): void {
  const nowMs = portal.clock.nowMs();
  record.updatedAtMs = nowMs;
  table.records.archive(record, nowMs);
}

/**
 * A merge makes a record with an id of its own; both old ids lead to it. Values of the primary win.
 * https://developers.hubspot.com/docs/guides/api/crm/using-object-apis (merge records)
 */
export function mergeRecords(
  portal: Portal,
  table: ObjectTable,
  primary: StoredRecord,
  other: StoredRecord,
): StoredRecord {
  const nowMs = portal.clock.nowMs();
  const survivor = blankRecord(table.records.newId(), nowMs);
  survivor.createdAtMs = Math.min(primary.createdAtMs, other.createdAtMs);
  for (const [name, value] of [...other.values, ...primary.values]) survivor.values.set(name, value);
  const losers = [primary, other].sort(compareRecords);
  const merged = new Set(losers.flatMap((loser) => [...mergedIds(loser), loser.id]));
  survivor.values.set('hs_merged_object_ids', [...merged].join(';'));
  table.records.replace(losers, survivor);
  for (const { id } of losers) portal.associations.move(table.name.plural, id, survivor.id);
  return survivor;
}

function mergedIds(record: StoredRecord): readonly string[] {
  return (
    record.values
      .get('hs_merged_object_ids')
      ?.split(';')
      .filter((id) => id !== '') ?? []
  );
}

function setValues(table: ObjectTable, record: StoredRecord, values: Values, nowMs: number): void {
  for (const [name, value] of values) {
    const known = record.history.get(name) ?? importedVersion(record, name);
    const version = { value: value ?? '', timestampMs: nowMs, sourceType: 'INTEGRATION' };
    record.history.set(name, [version, ...known].slice(0, HISTORY_VERSIONS));
    table.records.setValue(record, name, value);
  }
}

function objectDefaults({ name, pipelines }: ObjectTable): readonly (readonly [string, string])[] {
  if (name.plural === 'deals') return [['pipeline', defaultPipelineId(pipelines)]];
  return name.plural === 'contacts' || name.plural === 'companies' ? [['lifecyclestage', 'lead']] : [];
}

function importedVersion(record: StoredRecord, name: string) {
  const value = record.values.get(name);
  return value === undefined ? [] : [{ value, timestampMs: record.createdAtMs, sourceType: 'IMPORT' }];
}

function toLinks({ to, types }: NewAssociation) {
  return types.map(({ associationTypeId }) => {
    const target = targetOf(associationTypeId);
    if (target === undefined) throw invalidRequest(`Unknown association type ${associationTypeId}`);
    return { to: target, toId: to.id, typeId: associationTypeId };
  });
}
