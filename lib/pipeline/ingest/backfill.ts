import type { BackfillChunk } from '../../crm/crm.ts';
import {
  endBackfill,
  loadBackfill,
  type OpenBackfill,
  saveChunk,
  startBackfill,
} from '../../store/backfill-store.ts';
import { loadDescription, saveDescription } from '../../store/description-store.ts';
import { putHints } from '../../store/hint-store.ts';
import { loadCheckpoint, saveCheckpoint } from '../../store/sync-store.ts';
import { noteCompared } from './compare.ts';
import type { ObjectWork } from './object-work.ts';
import { takePages } from './take-page.ts';

/** Parts of one object that are read side by side; the CRM's own limit is the budget's business. */
const PARALLEL_CHUNKS = 6;

/** Names of the fields that RevLoop makes, in any CRM. */
const OWN_FIELD = /^revloop_/i;

/**
 * The first read to work on: the one under way, or a new one where the object was never read, where everything is to
 * be read again, or where a field appeared whose values nobody has read. Undefined where changes are all there is.
 */
export async function openBackfill(work: ObjectWork, isFull: boolean): Promise<OpenBackfill | undefined> {
  const { context, crm, object, lease, description } = work;
  const { table, clock } = context;
  if (!isFull && !(await hasNewFields(work))) {
    const open = await loadBackfill(table, crm.name, object);
    if (open !== undefined) return open;
    if ((await loadCheckpoint(table, crm.name, object)) !== null) return undefined;
  }
  const { chunks, changesFrom, forecast } = await crm.planBackfill(description);
  const { records, calls, seconds } = forecast;
  context.log.info('ingest-crm backfill', {
    crm: crm.name,
    object,
    chunks: chunks.length,
    records,
    calls,
    seconds,
  });
  context.onForecast?.({ crm: crm.name, object, ...forecast });
  const startedAt = new Date(clock.nowMs()).toISOString();
  // The plan before the fields: whoever dies in between starts over instead of taking the new fields for read.
  const open = await startBackfill(table, lease, { chunks, changesFrom, forecast, startedAt });
  await saveDescription(table, { crm: crm.name, object }, description);
  return open;
}

/** Reads the parts that are not done. True once all are, with the checkpoint at where changes go on. */
export async function runBackfill(work: ObjectWork, backfill: OpenBackfill): Promise<boolean> {
  const { context, crm, object, lease, tally } = work;
  const open = backfill.chunks.filter(({ id }) => backfill.chunkStates.get(id)?.isDone !== true);
  const queue = open.values();
  const results = await Promise.allSettled(
    Array.from({ length: PARALLEL_CHUNKS }, () => readInTurn(work, backfill, queue)),
  );
  const failed = results.find((result) => result.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
  if (results.some((result) => result.status === 'fulfilled' && !result.value)) return false;
  await noteCompared(work);
  // What became visible late while the first read went on: the next run reads from before its start.
  const gap = { kind: 'gap', id: '', atMs: Date.parse(backfill.startedAt) } as const;
  await putHints(context.table, { crm: crm.name, object }, [gap]);
  await saveCheckpoint(context.table, lease, backfill.changesFrom);
  tally.checkpoint = backfill.changesFrom;
  await endBackfill(context.table, lease);
  return true;
}

/** Takes parts from the queue, one after the other. False where time was up before one was done. */
async function readInTurn(
  work: ObjectWork,
  backfill: OpenBackfill,
  queue: IterableIterator<BackfillChunk>,
): Promise<boolean> {
  const { context, crm, lease, description } = work;
  const { number } = backfill;
  for (const chunk of queue) {
    const cursor = backfill.chunkStates.get(chunk.id)?.cursor ?? null;
    const isDone = await takePages(work, crm.readChunk(description, chunk, cursor), (page) =>
      saveChunk(context.table, lease, { id: chunk.id, number, cursor: page.cursor, isDone: page.done }),
    );
    if (!isDone) return false;
  }
  return true;
}

/** A field that appeared since the last run has values nobody read yet. Our own fields start out blank. */
async function hasNewFields({ context, crm, object, description }: ObjectWork): Promise<boolean> {
  const before = await loadDescription(context.table, crm.name, object);
  if (before === undefined) return false;
  const known = new Set(before.fields.map(({ name }) => name));
  return description.fields.some(({ name }) => !known.has(name) && !OWN_FIELD.test(name));
}
