import type { ObjectTable } from './object-table.ts';
import type { Portal } from './portal.ts';
import { compareRecords } from './record-order.ts';
import { INTEGRATION } from './record-writes.ts';
import { blankRecord, type ChangeSource, type StoredRecord } from './stored-record.ts';

/** Values that come from the record that was there first, whichever is the primary. */
const OF_THE_OLDER = /^hs_analytics_(source|first_)/;

/**
 * A merge makes a record with an id of its own; both old ids lead to it. Values of the primary win, but for its
 * blanks; the lifecycle stage is the furthest one and the original source that of the older record.
 * https://developers.hubspot.com/docs/guides/api/crm/using-object-apis (merge records)
 */
export function mergeRecords(
  portal: Portal,
  table: ObjectTable,
  pair: { readonly primary: StoredRecord; readonly other: StoredRecord },
  source: ChangeSource = INTEGRATION,
): StoredRecord {
  const { primary, other } = pair;
  const atMs = portal.clock.nowMs();
  const isKept = portal.settings.current().mergeKeepsPrimaryId;
  const survivor = isKept ? primary : blankRecord(table.records.newId(), atMs);
  const mergedIds = (isKept ? [other] : [primary, other]).sort(compareRecords);
  const values = mergedValues(portal, table, { primary, other, losers: mergedIds });
  if (isKept) table.records.stamp(survivor, atMs);
  survivor.createdAtMs = Math.min(primary.createdAtMs, other.createdAtMs);
  const moved = [...values].filter(([name, value]) => primary.values.get(name) !== value).length;
  table.records.replace(mergedIds, survivor);
  for (const [name, value] of values) table.records.setValue(survivor, name, value);
  survivor.history = mergedHistory(primary, other, survivor);
  for (const { id } of mergedIds) portal.associations.move(table.name.plural, id, survivor.id);
  const object = table.name.plural;
  const change = { object, atMs, source };
  portal.changes.record({
    ...change,
    kind: 'merge',
    primaryId: primary.id,
    mergedIds: [other.id],
    newId: survivor.id,
    movedProperties: moved,
  });
  for (const { id } of mergedIds) portal.changes.record({ ...change, kind: 'deletion', id });
  return survivor;
}

function mergedValues(
  portal: Portal,
  table: ObjectTable,
  parts: {
    readonly primary: StoredRecord;
    readonly other: StoredRecord;
    readonly losers: readonly StoredRecord[];
  },
): ReadonlyMap<string, string> {
  const { primary, other, losers } = parts;
  const values = new Map([...other.values, ...primary.values]);
  const older = primary.createdAtMs <= other.createdAtMs ? primary : other;
  for (const [name, value] of older.values) if (OF_THE_OLDER.test(name)) values.set(name, value);
  const stages = portal.pipelines.get(table.name.plural)?.[0]?.stages.map(({ id }) => id) ?? [];
  const furthest = [primary, other]
    .map(({ values: own }) => own.get('lifecyclestage') ?? '')
    .sort((a, b) => stages.indexOf(b) - stages.indexOf(a))[0];
  if (furthest !== undefined && furthest !== '' && table.name.plural !== 'deals')
    values.set('lifecyclestage', furthest);
  const inOrder = [primary, other]
    .sort(compareRecords)
    .flatMap((record) => [...mergedIdsOf(record), ...(losers.includes(record) ? [record.id] : [])]);
  values.set('hs_merged_object_ids', [...new Set(inOrder)].join(';'));
  if (table.name.plural === 'contacts') addContactTraces(values, parts, portal.clock.nowMs());
  return values;
}

/** A merged contact keeps the other's email as an additional one, and the ids with their time. */
function addContactTraces(
  values: Map<string, string>,
  parts: {
    readonly primary: StoredRecord;
    readonly other: StoredRecord;
    readonly losers: readonly StoredRecord[];
  },
  nowMs: number,
): void {
  const { primary, other, losers } = parts;
  const vids = [primary, other].flatMap((record) =>
    splitList(record.values.get('hs_calculated_merged_vids')),
  );
  values.set('hs_calculated_merged_vids', [...vids, ...losers.map(({ id }) => `${id}:${nowMs}`)].join(';'));
  const mails = [
    other.values.get('email'),
    ...[primary, other].flatMap(({ values: own }) => splitList(own.get('hs_additional_emails'))),
  ];
  const additional = new Set(mails.filter((mail) => mail !== undefined && mail !== values.get('email')));
  if (additional.size > 0) values.set('hs_additional_emails', [...additional].join(';'));
}

/** What the primary had, then what only the other had. */
function mergedHistory(primary: StoredRecord, other: StoredRecord, survivor: StoredRecord) {
  if (survivor === primary) return primary.history;
  const all = new Map([...(other.history ?? []), ...(primary.history ?? [])]);
  return all.size === 0 ? undefined : all;
}

function mergedIdsOf(record: StoredRecord): readonly string[] {
  return splitList(record.values.get('hs_merged_object_ids'));
}

function splitList(text: string | undefined): readonly string[] {
  return text?.split(';').filter((part) => part !== '') ?? [];
}
