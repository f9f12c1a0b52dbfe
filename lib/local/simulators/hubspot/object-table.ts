import type { ExportTable } from '../export-folder.ts';
import type { ObjectName } from './object-names.ts';
import { defaultPipelineId, findStage, type Pipeline } from './pipelines.ts';
import { PropertyCatalog } from './property-catalog.ts';
import type { PropertyDefinition } from './property-definition.ts';
import { toInstant } from './property-values.ts';
import { RecordStore } from './record-store.ts';
import type { SearchLag } from './search-lag.ts';
import { type StoredRecord, toStoredRecord } from './stored-record.ts';

/** One object of the portal: its properties and its records. */
export interface ObjectTable {
  readonly name: ObjectName;
  readonly catalog: PropertyCatalog;
  readonly records: RecordStore;
  readonly pipelines: readonly Pipeline[];
}

const ISO_MS = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

export function buildObjectTable(parts: {
  readonly name: ObjectName;
  readonly table: ExportTable | undefined;
  readonly pipelines: readonly Pipeline[];
  readonly nowMs: number;
  readonly lag: SearchLag;
}): ObjectTable {
  const { name, table, pipelines, nowMs, lag } = parts;
  const catalog = new PropertyCatalog(name, table, nowMs);
  const records = (table?.rows ?? []).flatMap((row) => toStoredRecord(row, nowMs) ?? []);
  for (const property of catalog.list(false)) normalizeColumn(property, records);
  return { name, catalog, records: new RecordStore(records, lag), pipelines };
}

/** The wire value of a property; null where it is not set or does not exist. */
export function readValue(table: ObjectTable, record: StoredRecord, property: string): string | null {
  if (property === 'hs_object_id') return record.id;
  if (property === table.name.modifiedProperty) return new Date(record.updatedAtMs).toISOString();
  if (table.name.createdProperties.includes(property)) return new Date(record.createdAtMs).toISOString();
  const stored = record.values.get(property);
  if (stored !== undefined) return stored;
  if (table.name.plural !== 'deals') return null;
  if (property === 'hs_is_closed') return closedState(table, record)?.isClosed ?? null;
  if (property === 'hs_is_closed_won') return closedState(table, record)?.isWon ?? null;
  return null;
}

/** Follows the stage of the deal; undefined where the portal does not know the stage. */
function closedState(table: ObjectTable, record: StoredRecord) {
  const pipeline = record.values.get('pipeline') ?? defaultPipelineId(table.pipelines);
  const stage = findStage(table.pipelines, pipeline, record.values.get('dealstage') ?? '');
  if (stage === undefined) return undefined;
  const isClosed = stage.metadata['isClosed'] === 'true';
  const isWon = isClosed && Number(stage.metadata['probability']) === 1;
  return { isClosed: String(isClosed), isWon: String(isWon) };
}

/** Exports spell instants in many ways; the vendor answers ISO 8601 with milliseconds. */
function normalizeColumn(property: PropertyDefinition, records: readonly StoredRecord[]): void {
  const { name, type } = property;
  if (type !== 'datetime' && type !== 'bool') return;
  for (const { values } of records) {
    const value = values.get(name);
    if (value === undefined || ISO_MS.test(value)) continue;
    if (type === 'bool') values.set(name, value.toLowerCase());
    else {
      const instant = toInstant(value);
      if (instant !== undefined) values.set(name, new Date(instant).toISOString());
    }
  }
}
