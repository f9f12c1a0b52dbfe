import * as z from 'zod';
import type { ObjectDescription } from '../crm.ts';
import { corruptAnswer } from './answers.ts';
import type { HubspotApi } from './api.ts';
import { linkedObjects } from './links.ts';
import { completeFields, propertyNames, type Reading, replaceLinks, stampNames } from './reading.ts';
import { type ReadRows, readRows } from './rows.ts';
import { serverTimeMs } from './transport.ts';

export interface ListPage extends Pick<ReadRows, 'records' | 'rejects'> {
  /** Undefined on the last page. */
  readonly after: string | undefined;
  /** HubSpot's own clock when it answered. */
  readonly serverMs: number;
}

/** https://developers.hubspot.com/docs/guides/api/crm/using-object-apis */
const LIST_PAGE = 100;
/** Property names in a URL, which fails with 414 from 8,000 characters on. https://developers.hubspot.com/docs/api-reference/error-handling */
const MAX_NAMES = 5000;

const ListSchema = z.object({
  results: z.array(z.unknown()),
  paging: z.object({ next: z.object({ after: z.string() }).nullish() }).nullish(),
});
const IdsSchema = z.array(z.object({ id: z.union([z.string(), z.number().transform(String)]) }));

/** One page of all live records, by id, with their links. */
export async function readListPage(
  { api, markStages }: Reading,
  description: ObjectDescription,
  after: string | undefined,
): Promise<ListPage> {
  const { object } = description;
  const names = propertyNames(description);
  const fits = joined(names).length <= MAX_NAMES;
  const page = await requestPage(api, { object, after, names: fits ? names : stampNames(object) });
  const listed = readRows(object, page.results);
  const { records, rejects } = fits ? listed : await completeFields(api, description, listed);
  const linked = await replaceLinks(api, records, listed.cutLinks);
  return { records: await markStages(linked), rejects, after: page.after, serverMs: page.serverMs };
}

/** Ids of all live records. */
export async function listIds(api: HubspotApi, object: string): Promise<readonly string[]> {
  const ids: string[] = [];
  let after: string | undefined;
  do {
    const page = await requestPage(api, { object, after, names: ['hs_object_id'], isBare: true });
    // Also of rows that cannot be stored: they are there.
    const rows = IdsSchema.safeParse(page.results);
    if (!rows.success) throw corruptAnswer(`a row of ${object} has no id`, rows.error);
    ids.push(...rows.data.map(({ id }) => id));
    after = page.after;
  } while (after !== undefined);
  return ids;
}

interface PageRequest {
  readonly object: string;
  readonly after: string | undefined;
  readonly names: readonly string[];
  /** Without links. */
  readonly isBare?: boolean;
}

async function requestPage(api: HubspotApi, { object, after, names, isBare = false }: PageRequest) {
  const links = isBare ? [] : [...linkedObjects(object)];
  const moving = ListSchema.refine(
    ({ paging }) => paging?.next?.after === undefined || paging.next.after !== after,
    `list of ${object} does not move past ${after}`,
  );
  // https://developers.hubspot.com/docs/guides/api/crm/using-object-apis (retrieve all records)
  const { data, headers } = await api.read(moving, () =>
    api.objects.getPageWithHttpInfo(object, LIST_PAGE, after, [names.join(',')], undefined, links, false),
  );
  return { results: data.results, after: data.paging?.next?.after, serverMs: serverTimeMs(headers) };
}

/** As one parameter parted by commas, which the API takes as well as the SDK's repeated one, and is half as long. */
function joined(names: readonly string[]): string {
  return encodeURIComponent(names.join(','));
}
