import type { ExportRow } from '../export-folder.ts';

/** Who wrote a value: `INTEGRATION` for the API, `CRM_UI` for a person, `IMPORT` for what the export holds. */
export interface ChangeSource {
  readonly type: string;
  readonly id?: string | undefined;
}

export interface ValueVersion {
  readonly value: string;
  readonly timestampMs: number;
  readonly source: ChangeSource;
}

/** What a record's values must be able to do: a `Map`, or one that is computed until it is written to. */
export interface RecordValues extends Iterable<[string, string]> {
  readonly get: (name: string) => string | undefined;
  readonly set: (name: string, value: string) => unknown;
  readonly delete: (name: string) => boolean;
  readonly keys: () => Iterable<string>;
}

/** One record as the simulator keeps it. Stamps are kept as numbers; their properties are derived on reading. */
export interface StoredRecord {
  readonly id: string;
  /** For ordering and comparing; ids stay below 2^53. */
  readonly idNumber: number;
  /** Set values only; no stamps, no id. */
  readonly values: RecordValues;
  /** Newest first, only for properties written since the start; undefined until the first write. */
  history: Map<string, readonly ValueVersion[]> | undefined;
  createdAtMs: number;
  updatedAtMs: number;
  archivedAtMs: number | undefined;
}

/** Columns of an export that describe the record and are no properties. */
export const RECORD_COLUMNS: readonly string[] = ['id', 'createdAt', 'updatedAt', 'archived', 'archivedAt'];

/** Properties that follow from the stamps and the id, for every object. */
const STAMP_PROPERTIES: readonly string[] = [
  'hs_object_id',
  'createdate',
  'hs_createdate',
  'lastmodifieddate',
  'hs_lastmodifieddate',
];

/** Undefined for a row without an id. `nowMs` stamps a row that carries no date. */
export function toStoredRecord(row: ExportRow, nowMs: number): StoredRecord | undefined {
  const id = row['id'] ?? row['hs_object_id'];
  if (id === null || id === undefined) return undefined;
  const createdAtMs =
    firstInstant(row, ['createdate', 'hs_createdate', 'createdAt']) ??
    firstInstant(row, ['updatedAt']) ??
    nowMs;
  const updatedAtMs =
    firstInstant(row, ['updatedAt', 'lastmodifieddate', 'hs_lastmodifieddate']) ?? createdAtMs;
  const isArchived = row['archived']?.toLowerCase() === 'true';
  const values = new Map<string, string>();
  for (const [column, value] of Object.entries(row)) {
    if (value !== null && !RECORD_COLUMNS.includes(column) && !STAMP_PROPERTIES.includes(column))
      values.set(column, value);
  }
  return {
    ...blankRecord(id, createdAtMs),
    values,
    updatedAtMs,
    archivedAtMs: isArchived ? (firstInstant(row, ['archivedAt']) ?? updatedAtMs) : undefined,
  };
}

export function blankRecord(id: string, nowMs: number): StoredRecord {
  return {
    id,
    idNumber: Number(id),
    values: new Map(),
    history: undefined,
    createdAtMs: nowMs,
    updatedAtMs: nowMs,
    archivedAtMs: undefined,
  };
}

function firstInstant(row: ExportRow, columns: readonly string[]): number | undefined {
  for (const column of columns) {
    const value = row[column];
    if (value === null || value === undefined) continue;
    const instant = Date.parse(value);
    if (!Number.isNaN(instant)) return instant;
  }
  return undefined;
}
