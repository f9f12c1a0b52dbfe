import { type ObjectTable, readValue } from '../object-table.ts';
import type { Portal } from '../portal.ts';
import type { StoredRecord } from '../stored-record.ts';

/** A value as versions 1 and 2 send it: with when and by what it was set. */
interface LegacyValue {
  readonly value: string;
  readonly timestamp: number;
  readonly source: string;
  readonly sourceId: string | null;
  readonly versions: readonly unknown[];
}

/** All set values, or those named; stamps are epoch milliseconds, as every date of these versions is. */
export function legacyValues(
  table: ObjectTable,
  record: StoredRecord,
  wanted: readonly string[] | 'all',
): Readonly<Record<string, LegacyValue>> {
  const { createdProperties, modifiedProperty } = table.name;
  const all = [...record.values.keys(), ...createdProperties.slice(0, 1), modifiedProperty, 'hs_object_id'];
  const names = wanted === 'all' ? all : wanted.filter((name) => table.catalog.get(name) !== undefined);
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = readValue(table, record, name);
      return value === null ? [] : [[name, toLegacyValue(table, record, { name, value })] as const];
    }),
  );
}

/** Ids of the records at the other end, as numbers. */
export function legacyIds(
  portal: Portal,
  table: ObjectTable,
  record: StoredRecord,
  to: string,
): readonly number[] {
  const live = portal.associations
    .of(table.name.plural, record.id, to)
    .filter(({ toId }) => portal.tables.get(to)?.records.get(toId)?.archivedAtMs === undefined);
  return live.map(({ toId }) => Number(toId));
}

/** The live records after `offset`, which is the id of the last one shown. */
export function legacyPage(
  table: ObjectTable,
  offset: string | undefined,
  limit: number,
): { readonly records: readonly StoredRecord[]; readonly hasMore: boolean; readonly offset: number } {
  const { ordered } = table.records;
  const records: StoredRecord[] = [];
  let at = offset === undefined || offset === '0' ? 0 : table.records.positionAfter(offset);
  for (; at < ordered.length && records.length <= limit; at += 1) {
    const record = ordered[at];
    if (record !== undefined && record.archivedAtMs === undefined) records.push(record);
  }
  const shown = records.slice(0, limit);
  return { records: shown, hasMore: records.length > limit, offset: Number(shown.at(-1)?.id ?? 0) };
}

function toLegacyValue(
  table: ObjectTable,
  record: StoredRecord,
  { name, value }: { readonly name: string; readonly value: string },
): LegacyValue {
  const type = table.catalog.get(name)?.type;
  const isDate = type === 'datetime' || type === 'date';
  const text = isDate && !/^\d+$/.test(value) ? String(Date.parse(value)) : value;
  const latest = record.history?.get(name)?.[0];
  const isStamp = name === table.name.modifiedProperty;
  const timestamp = isStamp ? record.updatedAtMs : (latest?.timestampMs ?? record.createdAtMs);
  const version = {
    timestamp,
    source: latest?.source.type ?? 'IMPORT',
    sourceId: latest?.source.id ?? null,
  };
  return { value: text, ...version, versions: [{ name, value: text, ...version, sourceVid: [] }] };
}
