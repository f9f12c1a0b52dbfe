import type { ObjectTable } from './object-table.ts';
import type { StoredRecord } from './stored-record.ts';

/** The property that holds the stage of each object that has one. */
const STAGE_PROPERTY: Readonly<Record<string, string>> = {
  contacts: 'lifecyclestage',
  companies: 'lifecyclestage',
  deals: 'dealstage',
  tickets: 'hs_pipeline_stage',
  leads: 'hs_pipeline_stage',
};

/** The stamps that a change of stage sets, of those the object has: entered and left, in both spellings. */
export function setStageDates(
  table: ObjectTable,
  record: StoredRecord,
  values: ReadonlyMap<string, string | null>,
  atMs: number,
): ReadonlyMap<string, string> {
  const property = STAGE_PROPERTY[table.name.plural];
  const next = property === undefined ? undefined : values.get(property);
  const last = property === undefined ? undefined : record.values.get(property);
  if (next === undefined || next === null || next === last) return new Map();
  const entered = [`hs_v2_date_entered_${next}`, `hs_date_entered_${next}`, `hs_lifecyclestage_${next}_date`];
  const left = last === undefined ? [] : [`hs_v2_date_exited_${last}`, `hs_date_exited_${last}`];
  const at = new Date(atMs).toISOString();
  const known = [...entered, ...left].filter((name) => table.catalog.get(name) !== undefined);
  return new Map(known.map((name) => [name, at]));
}
