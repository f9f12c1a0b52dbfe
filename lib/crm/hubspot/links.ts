import * as z from 'zod';
import type { RecordLink } from '../../domain/entities.ts';
import { corruptAnswer } from './answers.ts';
import type { HubspotApi } from './api.ts';
import { CRM } from './object-names.ts';

const IMPLIED = 'companies';
const TOUCHED = ['contacts', 'deals', IMPLIED];
/** Objects whose links are read with each record. */
const LINKED: Readonly<Record<string, readonly string[]>> = {
  deals: ['companies', 'contacts'],
  contacts: ['companies'],
  calls: TOUCHED,
  meetings: TOUCHED,
  emails: TOUCHED,
  tasks: TOUCHED,
  notes: TOUCHED,
};

/**
 * The companies of an activity follow from its people and deals; they are kept where it has neither. So a page of
 * changed activities rarely costs a third call.
 */
export function isImplied(object: string, to: string): boolean {
  return to === IMPLIED && linkedObjects(object) === TOUCHED;
}

/** Inputs per v4 batch read. https://developers.hubspot.com/docs/guides/api/crm/associations/associations-v4 */
export const LINK_BATCH = 1000;
/**
 * Type ids that mean "primary company": of a contact, of a deal.
 * https://developers.hubspot.com/docs/guides/api/crm/associations/associations-v4 (association type id values)
 */
const PRIMARY_TYPE_IDS: readonly number[] = [1, 5];
/** The same types as list spells them; the others end in `_unlabeled` or are an account's own labels. */
const PRIMARY_TYPES: readonly string[] = ['contact_to_company', 'deal_to_company'];

const Id = z.union([z.string(), z.number().transform(String)]);
const LinksSchema = z.object({
  results: z.array(
    z.object({
      // The SDK renames `from`, except in a body that it passed through.
      _from: z.object({ id: Id }).optional(),
      from: z.object({ id: Id }).optional(),
      to: z.array(
        z.object({
          toObjectId: Id,
          associationTypes: z.array(z.object({ typeId: z.number(), label: z.string().nullish() })),
        }),
      ),
      paging: z.object({ next: z.object({ after: z.string() }).nullish() }).nullish(),
    }),
  ),
  errors: z.array(z.object({ category: z.string().optional(), message: z.string().default('') })).optional(),
});

interface Input {
  readonly id: string;
  readonly after?: string;
}

/** What `object` is linked to, as names for `associations=`. */
export function linkedObjects(object: string): readonly string[] {
  return LINKED[object] ?? [];
}

/** Links as list gives them: one entry per type of the same pair. */
export function inlineLinks(
  object: string,
  associations: Readonly<
    Record<string, { readonly results: readonly { readonly id: string; readonly type: string }[] }>
  >,
): readonly RecordLink[] {
  const links = linkedObjects(object).flatMap((to) =>
    (associations[to]?.results ?? []).map(({ id, type }) => link(to, id, PRIMARY_TYPES.includes(type))),
  );
  return mergeLinks(object, links);
}

/** All links of `ids` to `to`; a record without any is missing from the map. */
export async function readLinks(
  api: HubspotApi,
  pair: { readonly from: string; readonly to: string },
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly RecordLink[]>> {
  const found = new Map<string, RecordLink[]>();
  let open: readonly Input[] = ids.map((id) => ({ id }));
  while (open.length > 0) {
    const next = await readLinkBatch(api, pair, open.slice(0, LINK_BATCH), found);
    open = [...open.slice(LINK_BATCH), ...next];
  }
  return found;
}

/** One entry per record that `object` is linked to, primary if any of its types is; in a stable order. */
export function mergeLinks(object: string, links: readonly RecordLink[]): readonly RecordLink[] {
  const said = links.filter(({ to }) => !isImplied(object, to.object));
  const merged = new Map<string, RecordLink>();
  for (const next of said.length > 0 ? said : links) {
    const key = `${next.to.object}/${next.to.id}`;
    merged.set(key, { to: next.to, isPrimary: next.isPrimary || merged.get(key)?.isPrimary === true });
  }
  return [...merged.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, next]) => next);
}

/** Adds one answer to `found` and gives the inputs that have more pages. */
async function readLinkBatch(
  api: HubspotApi,
  { from, to }: { readonly from: string; readonly to: string },
  inputs: readonly Input[],
  found: Map<string, RecordLink[]>,
): Promise<readonly Input[]> {
  // https://developers.hubspot.com/docs/guides/api/crm/associations/associations-v4 (retrieve associated records)
  const { data } = await api.read(LinksSchema, () =>
    api.associationBatches.getPageWithHttpInfo(from, to, { inputs: [...inputs] }),
  );
  // A record without links, or archived meanwhile, is an OBJECT_NOT_FOUND error here: it has none.
  const error = data.errors?.find(({ category }) => category !== 'OBJECT_NOT_FOUND');
  if (error !== undefined) throw corruptAnswer(`associations of ${from} to ${to}: ${error.message}`);
  return data.results.flatMap((result) => {
    const id = (result.from ?? result._from)?.id;
    if (id === undefined) throw corruptAnswer(`associations of ${from} to ${to} name no record`);
    const links = result.to.map(({ toObjectId, associationTypes }) =>
      link(to, toObjectId, associationTypes.some(isPrimaryType)),
    );
    found.set(id, [...(found.get(id) ?? []), ...links]);
    const after = result.paging?.next?.after;
    return after === undefined ? [] : [{ id, after }];
  });
}

function isPrimaryType(type: {
  readonly typeId: number;
  readonly label?: string | null | undefined;
}): boolean {
  return PRIMARY_TYPE_IDS.includes(type.typeId) || type.label === 'Primary';
}

function link(object: string, id: string, isPrimary: boolean): RecordLink {
  return { to: { crm: CRM, object, id }, isPrimary };
}
