import type { SweepKind } from '../../crm/crm.ts';
import { loadSweep, saveSweep } from '../../store/sweep-store.ts';
import { secondsBetween } from '../context.ts';
import { endOf } from './end-of-run.ts';
import type { SweepRun } from './ingest-report.ts';
import { newTally, type ObjectWork } from './object-work.ts';
import { assertAccounted, takePages } from './take-page.ts';

/** How often each sweep is read whole; a little less than a day, so that a daily run never skips one. */
const SWEEP_EVERY_MS = 23 * 3_600_000;

/** What a whole read of every record has just brought. */
const IN_BACKFILL: readonly SweepKind[] = ['links', 'computed'];

/** Reads the sweeps that are due, one after the other; one that fails leaves the others alone. */
export async function runSweeps(
  work: ObjectWork,
  why: { readonly isJustRead: boolean; readonly isForced: boolean },
): Promise<readonly SweepRun[]> {
  const { context, crm, object, lease } = work;
  const of = { crm: crm.name, object };
  const runs: SweepRun[] = [];
  for (const kind of crm.sweeps(object)) {
    if (work.time.isUp()) break;
    const state = await loadSweep(context.table, of, kind);
    const nowMs = context.clock.nowMs();
    const isBrought =
      IN_BACKFILL.includes(kind) || (kind === 'history' && crm.hasHistoriesInBackfill === true);
    if (why.isJustRead && isBrought && state.cursor === null) {
      await saveSweep(context.table, lease, kind, { cursor: null, doneMs: nowMs, startedMs: null });
      continue;
    }
    const isDue = state.doneMs === null || nowMs - state.doneMs >= SWEEP_EVERY_MS;
    if (isDue || state.cursor !== null || why.isForced) runs.push(await runSweep(work, kind));
  }
  return runs;
}

/** Sweeps for deletions now: counts differ. */
export async function sweepDeleted(work: ObjectWork): Promise<readonly SweepRun[]> {
  const { crm, object, time } = work;
  if (time.isUp() || !crm.sweeps(object).includes('deleted')) return [];
  return [await runSweep(work, 'deleted')];
}

async function runSweep(work: ObjectWork, kind: SweepKind): Promise<SweepRun> {
  const { context, crm, object } = work;
  const startMs = context.clock.nowMs();
  const callsBefore = crm.calls(object);
  const tally = newTally();
  const end = await endOf(crm, object, async () =>
    (await sweep({ ...work, tally }, kind, startMs)) ? 'complete' : 'continued',
  );
  const { read, upserted, deleted, unchanged, quarantined } = tally;
  const run: SweepRun = {
    ...{ crm: crm.name, object, kind },
    ...{ read, upserted, deleted, unchanged, quarantined },
    calls: crm.calls(object) - callsBefore,
    seconds: secondsBetween(startMs, context.clock.nowMs()),
    ...end,
  };
  assertAccounted(`${crm.name} ${object} ${kind}`, run);
  return run;
}

async function sweep(work: ObjectWork, kind: SweepKind, nowMs: number): Promise<boolean> {
  const { context, crm, object, lease, description } = work;
  const { cursor, doneMs, startedMs } = await loadSweep(context.table, { crm: crm.name, object }, kind);
  const began = cursor === null || startedMs === null ? nowMs : startedMs;
  return takePages(work, crm.sweep(description, kind, cursor), (page) =>
    saveSweep(
      context.table,
      lease,
      kind,
      page.done
        ? { cursor: null, doneMs: began, startedMs: null }
        : { cursor: page.cursor, doneMs, startedMs: began },
    ),
  );
}
