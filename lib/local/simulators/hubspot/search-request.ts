import * as z from 'zod';
import { invalidCursor, invalidRequest, VendorError } from './hubspot-errors.ts';
import type { ObjectTable } from './object-table.ts';
import { toInstant } from './property-values.ts';

const OPERATORS = [
  'EQ',
  'NEQ',
  'LT',
  'LTE',
  'GT',
  'GTE',
  'BETWEEN',
  'IN',
  'NOT_IN',
  'HAS_PROPERTY',
  'NOT_HAS_PROPERTY',
  'CONTAINS_TOKEN',
  'NOT_CONTAINS_TOKEN',
] as const;

const ScalarSchema = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const FilterSchema = z.object({
  propertyName: z.string(),
  operator: z.enum(OPERATORS),
  value: ScalarSchema.nullish(),
  highValue: ScalarSchema.nullish(),
  values: z.array(ScalarSchema).nullish(),
});
const SortSchema = z.union([
  z.string().transform(toSort),
  z
    .object({ propertyName: z.string(), direction: z.enum(['ASCENDING', 'DESCENDING']).optional() })
    .transform(({ propertyName, direction }) => ({ propertyName, isDescending: direction === 'DESCENDING' })),
]);

export const SearchSchema = z.object({
  filterGroups: z.array(z.object({ filters: z.array(FilterSchema) })).nullish(),
  sorts: z.array(SortSchema).nullish(),
  query: z.string().nullish(),
  properties: z.array(z.string()).nullish(),
  limit: z.coerce.number().int().nullish(),
  after: ScalarSchema.nullish(),
});

export type SearchFilter = z.infer<typeof FilterSchema>;
export type SearchRequest = z.infer<typeof SearchSchema>;
export type SearchSort = z.infer<typeof SortSchema>;

const DEFAULT_PAGE = 10;
/** https://developers.hubspot.com/docs/guides/api/crm/search (limits) */
const MAX_PAGE = 200;
const MAX_GROUPS = 5;
const MAX_FILTERS_PER_GROUP = 6;
const MAX_FILTERS = 18;
const MAX_CHARACTERS = 3000;
/** No page reaches past this many results. */
const WINDOW = 10_000;

/** Offset and size of the page; throws the vendor's 400 for anything past the documented limits. */
export function checkSearch(
  table: ObjectTable,
  request: SearchRequest,
): { readonly offset: number; readonly limit: number } {
  const groups = request.filterGroups ?? [];
  const filters = groups.flatMap((group) => group.filters);
  if (groups.length > MAX_GROUPS) throw invalidRequest(`Too many filterGroups: at most ${MAX_GROUPS}`);
  if (groups.some((group) => group.filters.length > MAX_FILTERS_PER_GROUP) || filters.length > MAX_FILTERS) {
    throw invalidRequest(
      `Too many filters: at most ${MAX_FILTERS_PER_GROUP} per group, ${MAX_FILTERS} in all`,
    );
  }
  // Live clients name thousands of properties in one search; the limit is on the question, not on the columns.
  const { properties: _columns, ...question } = request;
  if (JSON.stringify(question).length > MAX_CHARACTERS) {
    throw invalidRequest(`The request is longer than ${MAX_CHARACTERS} characters`);
  }
  for (const filter of filters) checkFilter(table, filter);
  const limit = request.limit ?? DEFAULT_PAGE;
  if (limit < 0 || limit > MAX_PAGE) throw invalidRequest(`Invalid limit ${limit}: at most ${MAX_PAGE}`);
  return { offset: checkOffset(table, request.after ?? '0', limit), limit };
}

function checkOffset(table: ObjectTable, after: string, limit: number): number {
  const offset = Number(after);
  // Anything past the window that is a record's id came from the list endpoint.
  const isListCursor = offset > WINDOW && table.records.knows(after);
  if (!Number.isInteger(offset) || offset < 0 || isListCursor) throw invalidCursor(after);
  if (offset + limit > WINDOW) {
    throw invalidRequest(
      `There was a problem with the request: paging beyond ${WINDOW} results is not supported`,
    );
  }
  return offset;
}

function checkFilter(table: ObjectTable, filter: SearchFilter): void {
  const { operator, propertyName, value, values, highValue } = filter;
  const isList = operator === 'IN' || operator === 'NOT_IN';
  const isBare = operator === 'HAS_PROPERTY' || operator === 'NOT_HAS_PROPERTY';
  const isComplete = isList
    ? values !== null && values !== undefined
    : isBare ||
      (value !== null && value !== undefined && (operator !== 'BETWEEN' || typeof highValue === 'string'));
  if (!isComplete) throw invalidRequest(`operator ${operator} on ${propertyName} lacks its value`);
  // Seen live: a modified date compared with the epoch itself breaks the search.
  if (propertyName === table.name.modifiedProperty && typeof value === 'string' && toInstant(value) === 0) {
    throw new VendorError(500, { status: 'error', message: 'internal error' });
  }
}

function toSort(text: string): { propertyName: string; isDescending: boolean } {
  return { propertyName: text.replace(/^[-+]/, ''), isDescending: text.startsWith('-') };
}
