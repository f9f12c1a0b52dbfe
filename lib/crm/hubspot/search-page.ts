import { FilterOperatorEnum } from '@hubspot/api-client/lib/codegen/crm/objects/index.js';
import * as z from 'zod';
import type { ObjectDescription } from '../crm.ts';
import type { HubspotApi } from './api.ts';
import { modifiedProperty } from './object-names.ts';
import { addLinks, completeFields, propertyNames, type Reading, stampNames } from './reading.ts';
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

/** https://developers.hubspot.com/docs/guides/api/crm/search */
const SEARCH_PAGE = 200;
/** Property names in a search, whose body may have 3,000 characters. https://developers.hubspot.com/docs/guides/api/crm/search */
const MAX_NAMES = 2400;

const NumericId = z.union([z.string(), z.number()]).transform(String).pipe(z.string().regex(/^\d+$/));
const IdsSchema = z.array(z.object({ id: NumericId }).transform(({ id }) => id));
const SearchSchema = z.object({ total: z.int(), results: z.array(z.unknown()) });

/** One page of a window of changes, by id. The vendor's offset is not used: it ends at 10,000 records. */
export async function readSearchPage(
  { api, markStages }: Reading,
  description: ObjectDescription,
  window: SearchWindow,
): Promise<SearchPage> {
  const { object } = description;
  const names = propertyNames(description);
  const fits = JSON.stringify(names).length <= MAX_NAMES;
  const request = {
    limit: SEARCH_PAGE,
    properties: [...(fits ? names : stampNames(object))],
    sorts: ['hs_object_id'],
    filterGroups: [{ filters: toFilters(object, window) }],
  };
  const ascending = SearchSchema.refine(
    ({ results, total }) => isAscending(window.afterId, results) && (results.length > 0 || total === 0),
    `search of ${object} does not move past ${window.afterId}`,
  );
  // https://developers.hubspot.com/docs/guides/api/crm/search
  const { data, headers } = await api.read(ascending, () =>
    api.objectSearch.doSearchWithHttpInfo(object, request),
  );
  const found = readRows(object, data.results);
  const { records, rejects } = fits ? found : await completeFields(api, description, found);
  return {
    records: await markStages(await addLinks(api, object, records)),
    rejects,
    lastId: IdsSchema.parse(data.results).at(-1),
    isLast: data.results.length >= data.total,
    serverMs: serverTimeMs(headers),
  };
}

/** Live records, by the search index, which trails by seconds. */
export async function countRecords(api: HubspotApi, object: string): Promise<number> {
  const request = { limit: 1, properties: ['hs_object_id'], filterGroups: [] };
  const { data } = await api.read(SearchSchema, () => api.objectSearch.doSearchWithHttpInfo(object, request));
  return data.total;
}

/** Times are milliseconds as text; both ends are included, so that a tie at an end is never cut. */
function toFilters(object: string, { fromMs, toMs, afterId }: SearchWindow) {
  const propertyName = modifiedProperty(object);
  return [
    { propertyName, operator: FilterOperatorEnum.Gte, value: String(fromMs) },
    ...(toMs === undefined ? [] : [{ propertyName, operator: FilterOperatorEnum.Lte, value: String(toMs) }]),
    ...(afterId === undefined
      ? []
      : [{ propertyName: 'hs_object_id', operator: FilterOperatorEnum.Gt, value: afterId }]),
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
