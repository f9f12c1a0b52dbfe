import { loadHints, removeHints } from '../../store/hint-store.ts';
import { loadCheckpoint, saveCheckpoint } from '../../store/sync-store.ts';
import type { ObjectWork } from './object-work.ts';
import type { Peek } from './peek.ts';
import { takePage, takePages } from './take-page.ts';

/**
 * How far behind its own checkpoint a run starts to read: changes can become visible minutes after their stamp.
 * https://github.com/airbytehq/airbyte/issues/27146 saw about five.
 */
const LOOKBACK_MS = 10 * 60_000;

/**
 * Reads what changed since the checkpoint, and further back where events were lost since. True at the end of the
 * changes, false where time was up before.
 */
export async function readIncrement(
  work: ObjectWork,
  options: {
    readonly peek?: Peek | undefined;
    /** The first read ended at this checkpoint just now: nothing before it is read again. */
    readonly isJustRead?: boolean;
  },
): Promise<boolean> {
  const { context, crm, object, lease, description, tally, time } = work;
  const { table, clock } = context;
  const cursor = await loadCheckpoint(table, crm.name, object);
  tally.checkpoint = cursor;
  const isJustRead = options.isJustRead === true;
  const hints = isJustRead ? [] : await loadHints(table, crm.name, object);
  const gaps = hints.filter(({ kind }) => kind === 'gap');
  // The checkpoint is not after now: this far back from it is before every gap.
  const behindMs = Math.max(0, ...gaps.map(({ atMs }) => clock.nowMs() - atMs));
  const lookbackMs = isJustRead ? 0 : LOOKBACK_MS + behindMs;
  const save = async (page: { readonly cursor: NonNullable<typeof cursor> }): Promise<void> => {
    await saveCheckpoint(table, lease, page.cursor);
    tally.checkpoint = page.cursor;
  };
  const mayPeek = cursor !== null && gaps.length === 0 && !time.isUp();
  const first = mayPeek ? await options.peek?.ask({ description, cursor }, LOOKBACK_MS) : undefined;
  if (!mayPeek) options.peek?.pass(object);
  if (first !== undefined) {
    await takePage(work, first);
    await save(first);
    if (first.done) return true;
  }
  const from = first === undefined ? { cursor, lookbackMs } : { cursor: first.cursor, lookbackMs: 0 };
  const pages = crm.readChanges(description, from.cursor, { lookbackMs: from.lookbackMs });
  const isDone = await takePages(work, pages, save);
  if (isDone) await removeHints(table, { crm: crm.name, object }, gaps);
  return isDone;
}

/** Reads what changed since the last page of this run, so that a count taken now is one of the same records. */
export async function catchUp(work: ObjectWork): Promise<boolean> {
  const { context, crm, object, lease, description, tally } = work;
  const cursor = await loadCheckpoint(context.table, crm.name, object);
  return takePages(work, crm.readChanges(description, cursor, { lookbackMs: 0 }), async (page) => {
    await saveCheckpoint(context.table, lease, page.cursor);
    tally.checkpoint = page.cursor;
  });
}
