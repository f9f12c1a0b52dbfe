import { FilterOperatorEnum } from '@hubspot/api-client/lib/codegen/crm/objects/index.js';
import type { HubspotApi } from './api.ts';
import { searchIds } from './search-page.ts';

/** A record by its place in the order of ids. */
interface Rank {
  readonly id: number;
  readonly rank: number;
}

/** No search reaches further. https://developers.hubspot.com/docs/guides/api/crm/search (limits) */
const OFFSET_END = 10_000;
/** Searches for one boundary; how far a part may be from its fair size after fewer. */
const PROBES = 3;
const TOLERANCE_RATIO = 0.2;

/**
 * Ids that part `total` records into `parts` of about the same size, each the last one of its part; fewer, where ids
 * are too unevenly spread to find them cheaply. A list can go on behind any of them, for they exist.
 */
export async function findBoundaries(
  api: HubspotApi,
  object: string,
  { total, parts }: { readonly total: number; readonly parts: number },
): Promise<readonly string[]> {
  const targets = Array.from(
    { length: parts - 1 },
    (_, part) => Math.round((total * (part + 1)) / parts) - 1,
  );
  const near = targets.filter((target) => target < OFFSET_END);
  const first = await Promise.all(near.map((target) => searchIds(api, object, bySteps(target))));
  const found = new Set(first.flatMap(({ ids }) => ids.slice(0, 1).map(Number)));
  let known: readonly Rank[] | undefined;
  for (const target of targets.slice(near.length)) {
    known ??= await ends(api, object, total);
    const probed = await probe(api, object, { known, target, total, fair: total / parts });
    known = probed.known;
    if (probed.id !== undefined) found.add(probed.id);
  }
  return [...found].sort((a, b) => a - b).map(String);
}

interface Probe {
  readonly known: readonly Rank[];
  readonly target: number;
  readonly total: number;
  readonly fair: number;
}

/** Guesses between the nearest known records as if ids were evenly spread; the count behind the guess is its rank. */
async function probe(api: HubspotApi, object: string, { known, target, total, fair }: Probe) {
  let ranks = known;
  for (let attempt = 0; attempt < PROBES; attempt += 1) {
    const below = ranks.findLast(({ rank }) => rank <= target);
    const above = ranks.find(({ rank }) => rank > target);
    if (below === undefined || above === undefined) break;
    const share = (target - below.rank) / (above.rank - below.rank);
    // Ids of old accounts begin small and go on large: every other guess halves the digits, not the distance.
    const guess =
      attempt % 2 === 0 ? below.id + share * (above.id - below.id) : Math.sqrt(below.id * above.id);
    const from = Math.min(above.id, Math.max(below.id + 1, Math.round(guess)));
    const { ids, total: left } = await searchIds(api, object, startingAt(from));
    const id = Number(ids[0] ?? Number.NaN);
    if (Number.isNaN(id)) break;
    ranks = [...ranks, { id, rank: total - left }].sort((a, b) => a.rank - b.rank);
    if (Math.abs(total - left - target) <= fair * TOLERANCE_RATIO) break;
  }
  const near = ranks.toSorted((a, b) => Math.abs(a.rank - target) - Math.abs(b.rank - target))[0];
  const isUseful = near !== undefined && Math.abs(near.rank - target) < fair / 2;
  return { known: ranks, id: isUseful ? near.id : undefined };
}

/** The smallest and the largest id. */
async function ends(api: HubspotApi, object: string, total: number): Promise<readonly Rank[]> {
  const first = await searchIds(api, object, bySteps(0));
  const last = await searchIds(api, object, { groups: [], limit: 1, sort: '-hs_object_id' });
  const [min, max] = [first.ids[0], last.ids[0]];
  if (min === undefined || max === undefined) return [];
  return [
    { id: Number(min), rank: 0 },
    { id: Number(max), rank: total - 1 },
  ];
}

function bySteps(offset: number) {
  return { groups: [], limit: 1, sort: 'hs_object_id', offset };
}

function startingAt(id: number) {
  const filter = { propertyName: 'hs_object_id', operator: FilterOperatorEnum.Gte, value: String(id) };
  return { groups: [[filter]], limit: 1, sort: 'hs_object_id' };
}
