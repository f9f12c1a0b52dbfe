import { type ObjectTable, readValue } from './object-table.ts';
import type { Portal } from './portal.ts';
import { compareRecords } from './record-order.ts';
import { type Candidates, findCandidates } from './search-candidates.ts';
import { compileFilter, type NumberReader, numberReader, type Predicate } from './search-filter.ts';
import type { SearchRequest, SearchSort } from './search-request.ts';
import { matchesQuery } from './search-tokens.ts';
import type { StoredRecord } from './stored-record.ts';

/** Properties that `query` looks at. https://developers.hubspot.com/docs/guides/api/crm/search */
const SEARCHABLE: Readonly<Record<string, readonly string[]>> = {
  contacts: ['firstname', 'lastname', 'email', 'phone', 'company', 'hs_object_id'],
  companies: ['name', 'domain', 'website', 'phone', 'hs_object_id'],
  deals: ['dealname', 'pipeline', 'dealstage', 'description', 'dealtype', 'hs_object_id'],
};
const ALWAYS_SEARCHABLE = ['hs_object_id', 'name'];

/** A record as it is, and as the index sees it. */
interface Row {
  readonly record: StoredRecord;
  readonly seen: StoredRecord;
}

/**
 * Live records that match, in order. Groups are alternatives, the filters of one all hold. What was written lately
 * is matched and ordered by what the index still knows of it.
 */
export function evaluateSearch(
  portal: Portal,
  table: ObjectTable,
  request: SearchRequest,
): readonly StoredRecord[] {
  const matches = compileRequest(portal, table, request);
  const { records, order } = findCandidates(table, request);
  const pending = table.records.lag.pending();
  // Only the first sort is honoured; without one, the oldest come first.
  const sort = request.sorts?.[0] ?? { propertyName: 'createdate', isDescending: false };
  if (pending.length === 0) {
    const found = records.filter((record) => record.archivedAtMs === undefined && matches(record));
    const rows = isSorted(table, order, sort) ? found : sortRows(table, found.map(settled), sort);
    return portal.settings.current().isSearchUnordered ? swapNeighbours(rows) : rows;
  }
  const unsettled = new Set(pending);
  const rows = [...records.filter((record) => !unsettled.has(record)), ...pending].flatMap(
    (record): Row[] => {
      const seen = table.records.lag.view(record);
      const isListed = seen?.archivedAtMs === undefined && isLive(table, record);
      return seen !== undefined && isListed && matches(seen) ? [{ record, seen }] : [];
    },
  );
  const found = sortRows(table, rows.sort(byId), sort);
  return portal.settings.current().isSearchUnordered ? swapNeighbours(found) : found;
}

/** An answer holds records as they are: one that was deleted since cannot be shown. */
function isLive(table: ObjectTable, record: StoredRecord): boolean {
  return record.archivedAtMs === undefined && table.records.get(record.id) === record;
}

function settled(record: StoredRecord): Row {
  return { record, seen: record };
}

function isSorted(table: ObjectTable, order: Candidates['order'], sort: SearchSort): boolean {
  if (sort.isDescending) return false;
  const wanted = order === 'id' ? 'hs_object_id' : table.name.modifiedProperty;
  return sort.propertyName === wanted;
}

/** Out of order, as the live index is for fresh data; the same at every call, so that pages fit together. */
function swapNeighbours(found: readonly StoredRecord[]): readonly StoredRecord[] {
  return found.map((record, i) => found[i % 2 === 0 ? i + 1 : i - 1] ?? record);
}

function compileRequest(portal: Portal, table: ObjectTable, request: SearchRequest): Predicate {
  const groups = (request.filterGroups ?? []).map(({ filters }) =>
    filters.map((filter) => compileFilter(portal, table, filter)),
  );
  const fits: Predicate =
    groups.length === 0
      ? () => true
      : (record) => groups.some((filters) => filters.every((accepts) => accepts(record)));
  const { query } = request;
  if (query === undefined || query === null || query.trim() === '') return fits;
  const names = SEARCHABLE[table.name.plural] ?? ALWAYS_SEARCHABLE;
  return (record) => fits(record) && matchesQuery(textsOf(table, record, names), query);
}

function textsOf(table: ObjectTable, record: StoredRecord, names: readonly string[]): readonly string[] {
  return names.flatMap((name) => readValue(table, record, name) ?? []);
}

/** Records without the value come last; equal ones are in the order of their ids. */
function sortRows(
  table: ObjectTable,
  rows: readonly Row[],
  { propertyName, isDescending }: SearchSort,
): readonly StoredRecord[] {
  const read: NumberReader | undefined =
    propertyName === 'createdate' ? (record) => record.createdAtMs : numberReader(table, propertyName);
  const sign = isDescending ? -1 : 1;
  if (read !== undefined) {
    const keyed = rows.map(({ record, seen }) => ({ record, key: read(seen) }));
    return keyed.sort((a, b) => compareKeys(a.key, b.key, sign) || byId(a, b)).map(({ record }) => record);
  }
  const keyed = rows.map(({ record, seen }) => ({ record, key: readValue(table, seen, propertyName) }));
  return keyed.sort((a, b) => compareTexts(a.key, b.key, sign) || byId(a, b)).map(({ record }) => record);
}

function byId(a: { readonly record: StoredRecord }, b: { readonly record: StoredRecord }): number {
  return compareRecords(a.record, b.record);
}

function compareKeys(a: number, b: number, sign: number): number {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
  return (a - b) * sign;
}

function compareTexts(a: string | null, b: string | null, sign: number): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return a < b ? -sign : a > b ? sign : 0;
}
