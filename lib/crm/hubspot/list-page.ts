import * as z from 'zod';
import type { ListedId, ObjectDescription } from '../crm.ts';
import { CrmFailure } from '../crm-failure.ts';
import { corruptAnswer } from './answers.ts';
import type { HubspotApi } from './api.ts';
import { linkedObjects } from './links.ts';
import { completeFields, propertyNames, type Reading, replaceLinks, stampNames } from './reading.ts';
import { type ReadRows, readRows } from './rows.ts';
import { serverTimeMs } from './transport.ts';

export interface ListPage extends Pick<ReadRows, 'records' | 'rejects'> {
  /** Id of the last row so far, also of one that cannot be stored; undefined before the first. */
  readonly lastId: string | undefined;
  /** Undefined on the last page. */
  readonly next: PageStart | undefined;
  /** HubSpot's own clock when it answered. */
  readonly serverMs: number;
}

/**
 * Where a page begins. `afterId` is ours, the last id we saw: it neither expires nor skips the rows of a page that came
 * cut. `vendor` is what HubSpot itself calls the place; it is asked for where ours is not there or not taken.
 */
export interface PageStart {
  readonly afterId?: string | undefined;
  readonly vendor?: string | undefined;
  /** The last page was empty, yet not the last one: only the vendor's name leads on. */
  readonly isVendorFirst?: boolean;
}

/** https://developers.hubspot.com/docs/guides/api/crm/using-object-apis */
export const LIST_PAGE = 100;
/** Property names in a URL, which fails with 414 from 8,000 characters on. https://developers.hubspot.com/docs/api-reference/error-handling */
const MAX_NAMES = 5000;

const ListSchema = z.object({
  results: z.array(z.unknown()),
  paging: z.object({ next: z.object({ after: z.string() }).nullish() }).nullish(),
});

/** One page of all live records, by id, with their links. */
export async function readListPage(
  { api, markStages }: Reading,
  description: ObjectDescription,
  start: PageStart,
): Promise<ListPage> {
  const { object } = description;
  const fits = fitsUrl(description);
  const names = fits ? propertyNames(description) : stampNames(object);
  const page = await requestPage(api, { object, start, names, links: linkedObjects(object) });
  const listed = readRows(object, page.results);
  const { records, rejects } = fits ? listed : await completeFields(api, description, listed);
  const linked = await replaceLinks(api, records, listed.cutLinks);
  return { ...positionOf(page, start), records: await markStages(linked), rejects };
}

/** One page of archived records, without links: nothing leads from or to them. */
export async function readArchivedPage(
  api: HubspotApi,
  description: ObjectDescription,
  start: PageStart,
): Promise<ListPage> {
  const { object } = description;
  const fits = fitsUrl(description);
  const names = fits ? propertyNames(description) : stampNames(object);
  const page = await requestPage(api, { object, start, names, archived: true });
  const listed = readRows(object, page.results);
  const { records, rejects } = fits ? listed : await completeFields(api, description, listed, true);
  return { ...positionOf(page, start), records: records.map((row) => ({ ...row, deleted: true })), rejects };
}

/** One page of live records with nothing but their links, which stamp nothing when they change. */
export async function readLinksPage(api: HubspotApi, object: string, start: PageStart): Promise<ListPage> {
  const links = linkedObjects(object);
  const page = await requestPage(api, { object, start, names: stampNames(object), links });
  const { records, rejects, cutLinks } = readRows(object, page.results);
  return { ...positionOf(page, start), records: await replaceLinks(api, records, cutLinks), rejects };
}

/** All live records by id and version, page by page. */
export async function* listIds(api: HubspotApi, object: string): AsyncGenerator<readonly ListedId[]> {
  let start: PageStart | undefined = {};
  while (start !== undefined) {
    const page: RawPage = await requestPage(api, { object, start, names: stampNames(object) });
    if (page.ids.length < page.results.length) throw corruptAnswer(`a row of ${object} has no id`);
    const { records } = readRows(object, page.results);
    const versions = new Map(records.map(({ id, version }) => [id, version]));
    yield page.ids.map((id) => {
      const version = versions.get(id);
      return version === undefined ? { id } : { id, version };
    });
    start = positionOf(page, start).next;
  }
}

/** Calls a first read needs for one page: a second one where the names of all fields are too long for a URL. */
export function callsPerPage(description: ObjectDescription): number {
  return fitsUrl(description) ? 1 : 2;
}

interface PageRequest {
  readonly object: string;
  readonly start: PageStart;
  readonly names: readonly string[];
  readonly links?: readonly string[];
  readonly archived?: boolean;
}

interface RawPage {
  readonly results: readonly unknown[];
  readonly ids: readonly string[];
  readonly next: string | undefined;
  readonly serverMs: number;
}

/** A place can have become invalid: one more try by its other name, no further. */
async function requestPage(api: HubspotApi, request: PageRequest): Promise<RawPage> {
  const { afterId, vendor, isVendorFirst = false } = request.start;
  const [first, second] = isVendorFirst ? [vendor, afterId] : [afterId ?? vendor, vendor ?? afterId];
  try {
    return await requestAfter(api, request, first);
  } catch (cause) {
    const isRefused = cause instanceof CrmFailure && cause.failure === 'request' && cause.status === 400;
    if (!isRefused || first === undefined) throw cause;
    return requestAfter(api, request, second);
  }
}

async function requestAfter(
  api: HubspotApi,
  { object, names, links = [], archived = false }: PageRequest,
  after: string | undefined,
): Promise<RawPage> {
  // Ranges of ids are complete, and lists end, only because a list is in the order of ids.
  const moving = ListSchema.refine(({ paging, results }) => {
    const next = paging?.next?.after;
    return (next === undefined || next !== after) && isBehind(lastIdOf(results), after);
  }, `list of ${object} does not move past ${after}`);
  // https://developers.hubspot.com/docs/guides/api/crm/using-object-apis (retrieve all records)
  const { data, headers } = await api.read(moving, () =>
    api.objects.getPageWithHttpInfo(
      object,
      LIST_PAGE,
      after,
      [names.join(',')],
      undefined,
      [...links],
      archived,
    ),
  );
  return {
    results: data.results,
    // Also of rows that cannot be stored: they are there.
    ids: idsOf(data.results),
    next: data.paging?.next?.after,
    serverMs: serverTimeMs(headers),
  };
}

function idsOf(rows: readonly unknown[]): readonly string[] {
  return rows.flatMap((row) => idOf(row) ?? []);
}

function lastIdOf(rows: readonly unknown[]): string | undefined {
  return idOf(rows.findLast((row) => idOf(row) !== undefined));
}

/** By hand: a schema takes longer than all else that is done with a row's id. */
function idOf(row: unknown): string | undefined {
  if (typeof row !== 'object' || row === null || !('id' in row)) return undefined;
  const { id } = row;
  if (typeof id === 'number' && Number.isFinite(id)) return String(id);
  return typeof id === 'string' && id !== '' ? id : undefined;
}

/** Of two ids; anything that is none has no order. */
function isBehind(id: string | undefined, before: string | undefined): boolean {
  const isOrdered = /^\d+$/.test(id ?? '') && /^\d+$/.test(before ?? '');
  return !isOrdered || BigInt(id ?? 0) > BigInt(before ?? 0);
}

/** A list ends with an empty page only: one that came cut between two rows names no next one either. */
function positionOf({ ids, next, serverMs }: RawPage, start: PageStart) {
  const lastId = ids.at(-1) ?? start.afterId;
  if (ids.length === 0 && next === undefined) return { lastId, next, serverMs };
  return { lastId, next: { afterId: lastId, vendor: next, isVendorFirst: ids.length === 0 }, serverMs };
}

/** As one parameter parted by commas, which the API takes as well as the SDK's repeated one, and is half as long. */
function fitsUrl(description: ObjectDescription): boolean {
  return encodeURIComponent(propertyNames(description).join(',')).length <= MAX_NAMES;
}
