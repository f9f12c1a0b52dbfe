import type { RecordRef } from '../../domain/entities.ts';
import { countRecords, loadStored } from '../../store/record-store.ts';
import { loadSweep, saveSweep } from '../../store/sweep-store.ts';
import { findDifferences } from './find-differences.ts';
import { catchUp } from './increment.ts';
import type { Completeness } from './ingest-report.ts';
import type { ObjectWork } from './object-work.ts';
import { inBatches, readNamed } from './read-named.ts';
import { takePage } from './take-page.ts';

/** Equal counts may hide different ids: they are all compared at least this often. A little less than a day. */
const LIST_EVERY_MS = 23 * 3_600_000;
/**
 * More ids than this, and more than this share of the store, are not taken for gone at once: it is likelier that the
 * integration user lost the sight of them than that they were all deleted without a trace.
 */
const MAX_GONE = 100;
const MAX_GONE_RATIO = 0.2;
/** State of the comparison, beside the sweeps. */
const STATE = 'ids';

/**
 * What the CRM counts against what the store holds. Where they differ, after a second look and a catch-up, ids are
 * compared, each difference is asked for by its id (a list or a search may lag), and what is true is stored.
 */
export async function compareStore(
  work: ObjectWork,
  { mustList, sweep }: { readonly mustList: boolean; readonly sweep: () => Promise<void> },
): Promise<Completeness> {
  const { context, crm, object, lease } = work;
  const { table, clock } = context;
  const isListed = mustList || work.tally.needsIdCheck || (await isDue(work));
  // Of an object that this run left as it was, also a count from before it holds.
  const isAsBefore = work.tally.upserted + work.tally.deleted + work.tally.merged === 0;
  let counts = await countBoth(work, isAsBefore ? work.countBefore : undefined);
  if (isAsBefore && work.countBefore !== undefined && !isEqual(counts)) counts = await countBoth(work);
  if (!isListed && !isEqual(counts)) {
    await catchUp(work);
    await sweep();
    counts = await countBoth(work);
  }
  const { crmCount, storeCount, aside } = counts;
  const base = {
    crm: crm.name,
    object,
    crmCount,
    storeCount,
    repaired: { missing: [], extra: [], stale: [] },
  };
  const state = await loadSweep(table, { crm: crm.name, object }, STATE);
  const isExplained = state.cursor?.['crm'] === crmCount && state.cursor['store'] === storeCount;
  if (!isListed && (isEqual(counts) || isExplained)) return { ...base, missing: aside, extra: [] };
  const result = await compareIds(work);
  const after = await countRecords(table, crm.name, object);
  await saveSweep(table, lease, STATE, {
    cursor: { crm: crmCount, store: after },
    doneMs: clock.nowMs(),
    startedMs: null,
  });
  const { repaired, extra } = result;
  const facts = {
    missing: repaired.missing.length,
    extra: repaired.extra.length,
    stale: repaired.stale.length,
    kept: extra.length,
  };
  if (Object.values(facts).some((count) => count > 0)) {
    context.log.warn('ingest-crm drift', { crm: crm.name, object, crmCount, storeCount, ...facts });
  }
  return { ...base, storeCount: after, ...result };
}

/** Notes that the ids are known to be right: everything was just read. */
export async function noteCompared({ context, crm, object, lease }: ObjectWork): Promise<void> {
  const state = await loadSweep(context.table, { crm: crm.name, object }, STATE);
  await saveSweep(context.table, lease, STATE, { ...state, doneMs: context.clock.nowMs() });
}

interface Counts {
  readonly crmCount: number;
  readonly storeCount: number;
  /** Records in quarantine of which the store has no live copy. */
  readonly aside: readonly string[];
}

function isEqual({ crmCount, storeCount, aside }: Counts): boolean {
  return crmCount === storeCount + aside.length;
}

async function countBoth(work: ObjectWork, known?: number): Promise<Counts> {
  const { context, crm, object } = work;
  const [crmCount, storeCount, aside] = await Promise.all([
    known ?? crm.count(object),
    countRecords(context.table, crm.name, object),
    quarantinedOnly(work),
  ]);
  return { crmCount, storeCount, aside };
}

async function quarantinedOnly({ context, crm, object, quarantine }: ObjectWork): Promise<readonly string[]> {
  const ids = quarantine.list().map(({ id }) => id);
  const refs = ids.map((id): RecordRef => ({ crm: crm.name, object, id }));
  const stored = await loadStored(context.table, refs);
  const live = new Set(stored.flatMap(({ id, deleted }) => (deleted ? [] : [id])));
  return ids.filter((id) => !live.has(id));
}

async function isDue({ context, crm, object }: ObjectWork): Promise<boolean> {
  const { doneMs } = await loadSweep(context.table, { crm: crm.name, object }, STATE);
  return doneMs !== null && context.clock.nowMs() - doneMs >= LIST_EVERY_MS;
}

type Differences = Pick<Completeness, 'missing' | 'extra' | 'repaired'>;

async function compareIds(work: ObjectWork): Promise<Differences> {
  const { missing, extra, stale, stored } = await findDifferences(work);
  const isTooMany = extra.length > Math.max(MAX_GONE, stored * MAX_GONE_RATIO);
  const live = await askFor(work, missing);
  await askFor(work, stale);
  const dead = isTooMany ? [] : await askFor(work, extra);
  const now = await listNamed(work, [...missing, ...extra]);
  return {
    missing: live.filter((id) => !now.has(id)),
    extra: isTooMany ? extra : [],
    repaired: {
      missing: missing.filter((id) => now.has(id)),
      extra: extra.filter((id) => !now.has(id) && !dead.includes(id)),
      stale,
    },
  };
}

/** Stores what the CRM says of these ids now: the record, or that there is none. Gives those that are live there. */
async function askFor(work: ObjectWork, ids: readonly string[]): Promise<readonly string[]> {
  const at = new Date(work.context.clock.nowMs()).toISOString();
  const live: string[] = [];
  for (const batch of inBatches(ids)) {
    const { records, absent } = await readNamed(work, batch);
    const gone = absent.map((id) => ({ id, at }));
    await takePage(work, { records, rejects: [], gone }, { isCurrent: true });
    live.push(...records.flatMap(({ id, deleted }) => (deleted ? [] : [id])));
  }
  return live;
}

/** Those of these ids that the store has live. */
async function listNamed(
  { context, crm, object }: ObjectWork,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const stored = await loadStored(
    context.table,
    ids.map((id) => ({ crm: crm.name, object, id })),
  );
  return new Set(stored.flatMap(({ id, deleted }) => (deleted ? [] : [id])));
}
