import type { ObjectTable } from './object-table.ts';
import { defaultPipelineId } from './pipelines.ts';
import type { Portal } from './portal.ts';
import { associate, type NewAssociation, toLinks } from './record-links.ts';
import { setStageDates } from './stage-dates.ts';
import { blankRecord, type ChangeSource, type StoredRecord } from './stored-record.ts';

type Values = ReadonlyMap<string, string | null>;

/** The app whose token wrote; a receiver of webhooks tells its own writes by it. */
export const APP_ID = 1;
/** Every write over the vendor's API. */
export const INTEGRATION: ChangeSource = { type: 'INTEGRATION', id: String(APP_ID) };

/** Kept per property; contacts keep more. https://developers.hubspot.com/docs/guides/api/crm/using-object-apis */
const HISTORY_VERSIONS = 20;
const CONTACT_HISTORY_VERSIONS = 45;

/** `values` have passed `checkWrite`. */
export function createRecord(
  portal: Portal,
  table: ObjectTable,
  values: Values,
  associations: readonly NewAssociation[],
  source: ChangeSource = INTEGRATION,
): StoredRecord {
  const atMs = portal.clock.nowMs();
  const links = associations.flatMap(toLinks);
  const record = blankRecord(table.records.newId(), atMs);
  const [createdProperty = 'createdate'] = table.name.createdProperties;
  const createdAt = values.get(createdProperty) ?? values.get('createdate');
  if (typeof createdAt === 'string') record.createdAtMs = Date.parse(createdAt);
  table.records.add(record);
  const settable = [...values].filter(([name]) => !table.name.createdProperties.includes(name));
  const all = new Map([...creationValues(source), ...objectDefaults(table), ...settable]);
  portal.changes.record({ kind: 'creation', object: table.name.plural, id: record.id, atMs, source });
  setValues(portal, table, record, { values: all, source, atMs });
  for (const { to, toId, typeId } of links) {
    associate(portal, { from: table.name.plural, fromId: record.id, to, toId }, [typeId], source);
  }
  return record;
}

/** Stamps the record on every write, also where no value changes, as the vendor does. */
export function updateRecord(
  portal: Portal,
  table: ObjectTable,
  record: StoredRecord,
  values: Values,
  write: { readonly source?: ChangeSource; readonly atMs?: number; readonly isStamped?: boolean } = {},
): void {
  const { source = INTEGRATION, atMs = portal.clock.nowMs(), isStamped = true } = write;
  setValues(portal, table, record, { values, source, atMs });
  if (values.has('dealstage') || values.has('pipeline')) {
    // The stage decides from now on, not what the import said.
    for (const name of ['hs_is_closed', 'hs_is_closed_won']) table.records.setValue(record, name, null);
  }
  if (isStamped) table.records.stamp(record, atMs);
}

/** A soft delete: restorable for 90 days, gone from lists and search. */
export function archiveRecord(
  portal: Portal,
  table: ObjectTable,
  record: StoredRecord,
  source: ChangeSource = INTEGRATION,
): void {
  const atMs = portal.clock.nowMs();
  table.records.stamp(record, atMs);
  table.records.archive(record, atMs);
  portal.changes.record({ kind: 'deletion', object: table.name.plural, id: record.id, atMs, source });
}

/** Only a person can, in the vendor's own pages: there is no such call. */
export function restoreRecord(
  portal: Portal,
  table: ObjectTable,
  record: StoredRecord,
  source: ChangeSource,
): void {
  const atMs = portal.clock.nowMs();
  table.records.restore(record);
  table.records.stamp(record, atMs);
  portal.changes.record({ kind: 'restore', object: table.name.plural, id: record.id, atMs, source });
}

/** For privacy: no list, no search and no id finds it again, and nothing stays associated. */
export function purgeRecord(
  portal: Portal,
  table: ObjectTable,
  record: StoredRecord,
  source: ChangeSource = INTEGRATION,
): void {
  const object = table.name.plural;
  table.records.purge(record);
  portal.associations.removeAll(object, record.id);
  portal.changes.record({
    kind: 'privacyDeletion',
    object,
    id: record.id,
    atMs: portal.clock.nowMs(),
    source,
  });
}

function setValues(
  portal: Portal,
  table: ObjectTable,
  record: StoredRecord,
  write: { readonly values: Values; readonly source: ChangeSource; readonly atMs: number },
): void {
  const { source, atMs } = write;
  const kept = table.name.plural === 'contacts' ? CONTACT_HISTORY_VERSIONS : HISTORY_VERSIONS;
  const values = new Map([...write.values, ...setStageDates(table, record, write.values, atMs)]);
  for (const [name, value] of values) {
    if ((record.values.get(name) ?? '') === (value ?? '')) continue;
    const history = record.history ?? new Map();
    record.history = history;
    const known = history.get(name) ?? importedVersion(record, name);
    const version = { value: value ?? '', timestampMs: atMs, source };
    history.set(name, [version, ...known].slice(0, kept));
    table.records.setValue(record, name, value);
    portal.changes.record({
      kind: 'propertyChange',
      object: table.name.plural,
      id: record.id,
      property: name,
      value: value ?? '',
      atMs,
      source,
    });
  }
}

/** What the vendor sets on a new record by itself. */
function creationValues({ type, id }: ChangeSource): readonly (readonly [string, string])[] {
  return [
    ['hs_object_source', type],
    ['hs_object_source_id', id ?? ''],
    ['hs_object_source_label', type],
  ];
}

function objectDefaults({ name, pipelines }: ObjectTable): readonly (readonly [string, string])[] {
  if (name.plural === 'deals') return [['pipeline', defaultPipelineId(pipelines)]];
  return name.plural === 'contacts' || name.plural === 'companies' ? [['lifecyclestage', 'lead']] : [];
}

function importedVersion(record: StoredRecord, name: string) {
  const value = record.values.get(name);
  return value === undefined ? [] : [{ value, timestampMs: record.createdAtMs, source: { type: 'IMPORT' } }];
}
