import { type ObjectTable, readValue } from './object-table.ts';
import type { Portal } from './portal.ts';
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

/** Live records that match, in order. Groups are alternatives, the filters of one all hold. */
export function evaluateSearch(
  portal: Portal,
  table: ObjectTable,
  request: SearchRequest,
): readonly StoredRecord[] {
  const matches = compileRequest(portal, table, request);
  const found = table.records.ordered.filter(
    (record) => record.archivedAtMs === undefined && matches(record),
  );
  // Only the first sort is honoured; without one, the oldest come first.
  const sort = request.sorts?.[0] ?? { propertyName: 'createdate', isDescending: false };
  return sortRecords(table, found, sort);
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

/** Records without the value come last; equal ones keep the order of their ids. */
function sortRecords(
  table: ObjectTable,
  found: readonly StoredRecord[],
  { propertyName, isDescending }: SearchSort,
): readonly StoredRecord[] {
  if (propertyName === 'hs_object_id') return isDescending ? found.toReversed() : found;
  const isCreated = propertyName === 'createdate';
  const read: NumberReader | undefined = isCreated
    ? (record) => record.createdAtMs
    : numberReader(table, propertyName);
  const sign = isDescending ? -1 : 1;
  if (read !== undefined) {
    const keyed = found.map((record) => ({ record, key: read(record) }));
    return keyed.sort((a, b) => compareKeys(a.key, b.key, sign)).map(({ record }) => record);
  }
  const keyed = found.map((record) => ({ record, key: readValue(table, record, propertyName) }));
  return keyed.sort((a, b) => compareTexts(a.key, b.key, sign)).map(({ record }) => record);
}

function compareKeys(a: number, b: number, sign: number): number {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
  return (a - b) * sign;
}

function compareTexts(a: string | null, b: string | null, sign: number): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return a < b ? -sign : a > b ? sign : 0;
}
