import { inlineTypeName } from './association-types.ts';
import { type ObjectTable, readValue } from './object-table.ts';
import type { Portal } from './portal.ts';
import { tableOf } from './portal.ts';
import type { StoredRecord, ValueVersion } from './stored-record.ts';

export interface RecordSelection {
  readonly properties: readonly string[];
  readonly propertiesWithHistory: readonly string[];
  readonly associations: readonly string[];
}

/** A record as the vendor sends it. */
export type WireRecord = Readonly<Record<string, unknown>> & { readonly id: string };

export const NOTHING_SELECTED: RecordSelection = {
  properties: [],
  propertiesWithHistory: [],
  associations: [],
};

/** Inline associations are cut here and carry their own paging. */
const INLINE_ASSOCIATIONS = 100;

/** Requested properties that do not exist are left out; unset ones are null; id and stamps are always there. */
export function toWireRecord(
  portal: Portal,
  table: ObjectTable,
  record: StoredRecord,
  selection: RecordSelection,
): WireRecord {
  const withHistory = selection.propertiesWithHistory.filter((name) => table.catalog.get(name) !== undefined);
  const asked = selection.properties.filter((name) => table.catalog.get(name) !== undefined);
  const isDefault = selection.properties.length === 0;
  const names = [...(isDefault ? table.name.defaultProperties : asked), ...withHistory];
  const values = names.map((name) => [name, readValue(table, record, name)] as const);
  const history = withHistory.map((name) => [name, historyOf(table, record, name)] as const);
  const associations = selection.associations.flatMap((to) => inlineAssociations(portal, table, record, to));
  return {
    ...envelope(portal, table, record, Object.fromEntries([...stamps(table, record), ...values])),
    ...(selection.propertiesWithHistory.length > 0
      ? { propertiesWithHistory: Object.fromEntries(history) }
      : {}),
    ...(associations.length > 0 ? { associations: Object.fromEntries(associations) } : {}),
  };
}

/** The answer to a write: what was sent, as it stands now (`""` where it was cleared), and the stamps. */
export function toWrittenRecord(
  portal: Portal,
  table: ObjectTable,
  record: StoredRecord,
  written: readonly string[],
): WireRecord {
  const values = written.map((name) => [name, readValue(table, record, name) ?? ''] as const);
  return envelope(portal, table, record, Object.fromEntries([...stamps(table, record), ...values]));
}

/** The answer to a create: every value the record has. */
export function toCreatedRecord(portal: Portal, table: ObjectTable, record: StoredRecord): WireRecord {
  return envelope(
    portal,
    table,
    record,
    Object.fromEntries([...stamps(table, record), ...record.values].sort(([a], [b]) => (a < b ? -1 : 1))),
  );
}

function stamps(table: ObjectTable, record: StoredRecord): readonly (readonly [string, string | null])[] {
  const { createdProperties, modifiedProperty } = table.name;
  const always = [...createdProperties.slice(0, 1), modifiedProperty, 'hs_object_id'];
  return always.map((name) => [name, readValue(table, record, name)] as const);
}

function envelope(
  portal: Portal,
  table: ObjectTable,
  record: StoredRecord,
  properties: Readonly<Record<string, string | null>>,
): WireRecord {
  const { archivedAtMs } = record;
  return {
    id: record.id,
    properties,
    createdAt: new Date(record.createdAtMs).toISOString(),
    updatedAt: new Date(record.updatedAtMs).toISOString(),
    archived: archivedAtMs !== undefined,
    ...(archivedAtMs === undefined ? {} : { archivedAt: new Date(archivedAtMs).toISOString() }),
    url: recordUrl(portal.account.portalId, table.name.plural, table.name.typeId, record.id),
  };
}

function recordUrl(portalId: number, plural: string, typeId: string, id: string): string {
  return plural === 'tasks'
    ? `https://app.hubspot.com/tasks/${portalId}/view/all/task/${id}`
    : `https://app.hubspot.com/contacts/${portalId}/record/${typeId}/${id}`;
}

/** Newest first. A value that was never written since the start came with the import. */
function historyOf(table: ObjectTable, record: StoredRecord, name: string) {
  const versions = record.history?.get(name);
  const imported = readValue(table, record, name);
  const all: readonly ValueVersion[] =
    versions ??
    (imported === null
      ? []
      : [{ value: imported, timestampMs: record.createdAtMs, source: { type: 'IMPORT' } }]);
  return all.map(({ value, timestampMs, source }) => ({
    value,
    timestamp: new Date(timestampMs).toISOString(),
    sourceType: source.type,
    ...(source.id === undefined ? {} : { sourceId: source.id, ...userOf(source.id) }),
  }));
}

function userOf(sourceId: string) {
  const [, user] = /^userId:(\d+)$/.exec(sourceId) ?? [];
  return user === undefined ? {} : { updatedByUserId: Number(user) };
}

/** Nothing for a record without associations: the vendor leaves the key out. */
function inlineAssociations(portal: Portal, table: ObjectTable, record: StoredRecord, toSpelling: string) {
  const to = tableOf(portal, toSpelling);
  const found = liveAssociations(portal, table, record.id, to);
  if (found.length === 0) return [];
  const results = found
    .slice(0, INLINE_ASSOCIATIONS)
    .flatMap(({ toId, typeIds }) =>
      typeIds.map((typeId) => ({ id: toId, type: inlineTypeName(table.name, to.name, typeId) })),
    );
  const after = found[INLINE_ASSOCIATIONS - 1]?.toId;
  const hasMore = found.length > INLINE_ASSOCIATIONS && after !== undefined;
  const link = `https://api.hubapi.com/crm/v4/objects/${table.name.plural}/${record.id}/associations/${to.name.plural}?after=${after}`;
  return [[to.name.plural, { results, ...(hasMore ? { paging: { next: { after, link } } } : {}) }] as const];
}

/** Archived records do not show up at the other end. */
export function liveAssociations(portal: Portal, from: ObjectTable, fromId: string, to: ObjectTable) {
  const id = from.records.get(fromId)?.id ?? fromId;
  return portal.associations
    .of(from.name.plural, id, to.name.plural)
    .filter(({ toId }) => to.records.get(toId)?.archivedAtMs === undefined);
}
