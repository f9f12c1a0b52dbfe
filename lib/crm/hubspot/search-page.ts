import { FilterOperatorEnum } from '@hubspot/api-client/lib/codegen/crm/objects/index.js';
import * as z from 'zod';
import type { ObjectDescription } from '../crm.ts';
import { CrmFailure } from '../crm-failure.ts';
import type { HubspotApi } from './api.ts';
import { modifiedProperty } from './object-names.ts';
import { completeFields, propertyNames, stampNames } from './reading.ts';
import { type ReadRows, readRows } from './rows.ts';
import { serverTimeMs } from './transport.ts';

/** Records modified in [fromMs, toMs], both included, with an id above `afterId`. */
export interface SearchWindow {
  readonly fromMs: number;
  /** Undefined: up to now. */
  readonly toMs: number | undefined;
  readonly afterId: string | undefined;
}

export interface SearchPage extends Pick<ReadRows, 'records' | 'rejects'> {
  readonly lastId: string | undefined;
  readonly isLast: boolean;
  /** HubSpot's own clock when it answered. */
  readonly serverMs: number;
}

export interface SearchFilter {
  readonly propertyName: string;
  readonly operator: FilterOperatorEnum;
  readonly value?: string;
  readonly values?: string[];
}

export interface SearchQuestion {
  /** Any of these groups holds, each with all of its filters. */
  readonly groups: readonly (readonly SearchFilter[])[];
  readonly names: readonly string[];
  readonly limit: number;
  /** Property to sort by, descending with `-`. */
  readonly sort?: string;
  /** Rows to skip; never past 10,000. */
  readonly offset?: number;
}

/** https://developers.hubspot.com/docs/guides/api/crm/search */
export const SEARCH_PAGE = 200;

const NumericId = z.union([z.string(), z.number()]).transform(String).pipe(z.string().regex(/^\d+$/));
const IdsSchema = z.array(z.object({ id: NumericId }).transform(({ id }) => id));
const SearchSchema = z.object({ total: z.int(), results: z.array(z.unknown()) });

/** One page of a window of changes, by id, without links. The vendor's offset is not used: it ends at 10,000 records. */
export async function readSearchPage(
  api: HubspotApi,
  description: ObjectDescription,
  window: SearchWindow,
): Promise<SearchPage> {
  const { object } = description;
  const filters = toFilters(object, window);
  const all = propertyNames(description);
  const { answer, names } = await searchBoth(all, stampNames(object), (properties) =>
    searchById(api, object, { filters: [filters], names: properties, afterId: window.afterId }),
  );
  const found = readRows(object, answer.rows);
  const { records, rejects } = names === all ? found : await completeFields(api, description, found);
  return {
    // The index can be older than the record: what its own stamp puts before the window is stored already.
    records: records.filter(({ version }) => Date.parse(version) >= window.fromMs),
    rejects,
    lastId: answer.ids.at(-1),
    isLast: answer.isLast,
    serverMs: answer.serverMs,
  };
}

export interface SearchedRows {
  readonly rows: readonly unknown[];
  readonly ids: readonly string[];
  readonly isLast: boolean;
  readonly serverMs: number;
}

/** The next rows by id. Throws 'corrupt' for an answer that would skip records or ask for the same page for ever. */
export async function searchById(
  api: HubspotApi,
  object: string,
  {
    filters,
    names,
    afterId,
  }: {
    readonly filters: readonly (readonly SearchFilter[])[];
    readonly names: readonly string[];
    readonly afterId: string | undefined;
  },
): Promise<SearchedRows> {
  const isAfter: readonly SearchFilter[] =
    afterId === undefined
      ? []
      : [{ propertyName: 'hs_object_id', operator: FilterOperatorEnum.Gt, value: afterId }];
  const groups = filters.map((group) => [...group, ...isAfter]);
  const ascending = SearchSchema.refine(
    ({ results, total }) => isAscending(afterId, results) && (results.length > 0 || total === 0),
    `search of ${object} does not move past ${afterId}`,
  );
  const question = { groups, names, limit: SEARCH_PAGE, sort: 'hs_object_id' };
  const { data, headers } = await ask(api, object, question, ascending);
  return {
    rows: data.results,
    ids: IdsSchema.parse(data.results),
    isLast: data.results.length >= data.total,
    serverMs: serverTimeMs(headers),
  };
}

/** How many records fit, and HubSpot's own clock when it said so; with `limit`, the ids of the first. */
export async function searchIds(api: HubspotApi, object: string, question: Omit<SearchQuestion, 'names'>) {
  const { data, headers } = await ask(api, object, { ...question, names: ['hs_object_id'] }, SearchSchema);
  return { total: data.total, ids: IdsSchema.parse(data.results), serverMs: serverTimeMs(headers) };
}

/** Live records, by the search index, which trails by seconds. */
export async function countRecords(api: HubspotApi, object: string): Promise<number> {
  return (await searchIds(api, object, { groups: [], limit: 1 })).total;
}

async function ask<T>(
  api: HubspotApi,
  object: string,
  { groups, names, limit, sort, offset }: SearchQuestion,
  schema: z.ZodType<T>,
) {
  const request = {
    limit,
    properties: [...names],
    ...(sort === undefined ? {} : { sorts: [sort] }),
    ...(offset === undefined ? {} : { after: String(offset) }),
    filterGroups: groups.map((filters) => ({ filters: [...filters] })),
  };
  // https://developers.hubspot.com/docs/guides/api/crm/search
  return api.read(schema, () => api.objectSearch.doSearchWithHttpInfo(object, request));
}

/** The limit of 3,000 characters is on the question; should an account count the names as well, they are left out. */
async function searchBoth<T>(
  all: readonly string[],
  few: readonly string[],
  search: (names: readonly string[]) => Promise<T>,
): Promise<{ readonly answer: T; readonly names: readonly string[] }> {
  try {
    return { answer: await search(all), names: all };
  } catch (cause) {
    if (!(cause instanceof CrmFailure) || !isTooLong(cause, all)) throw cause;
    return { answer: await search(few), names: few };
  }
}

/** https://developers.hubspot.com/docs/guides/api/crm/search (limits) */
const MAX_CHARACTERS = 3000;

function isTooLong({ status, failure }: CrmFailure, names: readonly string[]): boolean {
  const isRefused = failure === 'request' && (status === 400 || status === 413 || status === 414);
  return isRefused && JSON.stringify(names).length > MAX_CHARACTERS / 2;
}

/** Times are milliseconds as text; both ends are included, so that a tie at an end is never cut. */
function toFilters(object: string, { fromMs, toMs }: SearchWindow): readonly SearchFilter[] {
  const propertyName = modifiedProperty(object);
  return [
    { propertyName, operator: FilterOperatorEnum.Gte, value: String(fromMs) },
    ...(toMs === undefined ? [] : [{ propertyName, operator: FilterOperatorEnum.Lte, value: String(toMs) }]),
  ];
}

/** Anything else would skip records, or ask for the same page for ever. */
function isAscending(afterId: string | undefined, results: readonly unknown[]): boolean {
  const ids = IdsSchema.safeParse(results);
  if (!ids.success) return false;
  let last = BigInt(afterId ?? -1);
  return ids.data.map(BigInt).every((id) => {
    const isNext = id > last;
    last = id;
    return isNext;
  });
}
