import type { Crm } from '../../crm/crm.ts';
import { CrmFailure } from '../../crm/crm-failure.ts';
import { AppError } from '../../domain/app-error.ts';
import type { Hint } from '../../domain/hint.ts';
import { type OpenHint, putHints } from '../../store/hint-store.ts';
import { loadCheckpoint } from '../../store/sync-store.ts';
import { type StepContext, secondsBetween } from '../context.ts';
import { drainHints } from './drain-hints.ts';
import { endOf, type RunEnd } from './end-of-run.ts';
import { readIncrement } from './increment.ts';
import { withObject } from './ingest-object.ts';
import type { SyncRun } from './ingest-report.ts';
import { openRun } from './ledger.ts';
import { countsOf, newTally, type Tally } from './object-work.ts';
import { assertAccounted } from './take-page.ts';

/** Ids of both vendors are letters and digits, the longest 18 of them; anything else names no record. */
const ID = /^[A-Za-z0-9]{1,32}$/;

export interface HintReport {
  readonly runId: string;
  readonly runs: readonly SyncRun[];
  /** Hints that another run, which holds the object, reads at its end. */
  readonly deferred: number;
  /** Ids and objects that no CRM of ours can have. */
  readonly ignored: number;
}

/**
 * Notes hints, then reads the records they name, unless another run holds the object: it reads them at its end. The
 * same hint twice, late, early or made up changes nothing that the CRM does not say itself.
 */
export async function ingestHints(
  context: StepContext,
  crm: Crm,
  hints: readonly Hint[],
): Promise<HintReport> {
  const { runId, close } = await openRun(context, crm.name, 'hints');
  const byObject = Map.groupBy(
    hints.filter((hint) => hint.crm === crm.name && crm.objects.includes(hint.object)),
    ({ object }) => object,
  );
  const runs: SyncRun[] = [];
  let noted = 0;
  let deferred = 0;
  for (const [object, ofObject] of byObject) {
    const open = ofObject.flatMap(toOpenHints);
    noted += open.length;
    await putHints(context.table, { crm: crm.name, object }, open);
    const hasGap = open.some(({ kind }) => kind === 'gap');
    const run = await drainNow(context, crm, { object, hasGap });
    if (run === undefined) deferred += open.length;
    else runs.push(run);
  }
  await close({ runs, sweeps: [], completeness: [] });
  const given = hints.reduce((sum, { kind, ids }) => sum + (kind === 'gap' ? 1 : ids.length), 0);
  return { runId, runs, deferred, ignored: given - noted };
}

/** Reads hints that were left when their object's lease was given back; whoever has it now reads them instead. */
export async function drainWaiting(
  context: StepContext,
  crm: Crm,
  object: string,
  tally: Tally,
): Promise<void> {
  try {
    await withObject(context, crm, { object, tally, waitMs: 0 }, drainHints);
  } catch (cause) {
    // They stay noted, and the next run reads them.
    const isExpected =
      cause instanceof CrmFailure || (cause instanceof AppError && cause.code === 'lease-held');
    if (!isExpected) throw cause;
  }
}

/** Undefined where another run holds the object. */
async function drainNow(
  context: StepContext,
  crm: Crm,
  { object, hasGap }: { readonly object: string; readonly hasGap: boolean },
): Promise<SyncRun | undefined> {
  const startMs = context.clock.nowMs();
  const callsBefore = crm.calls(object);
  const tally = newTally();
  const end = await endOf(crm, object, () =>
    withObject(context, crm, { object, tally, waitMs: 0 }, async (work) => {
      tally.checkpoint = await loadCheckpoint(context.table, crm.name, object);
      await drainHints(work);
      // An object that was never read whole is read from before any gap anyway.
      if (!hasGap || tally.checkpoint === null) return 'complete';
      return (await readIncrement(work, {})) ? 'complete' : 'continued';
    }),
  );
  if (end.error?.code === 'lease-held') return undefined;
  return toRun(
    crm,
    { object, tally, end },
    { calls: crm.calls(object) - callsBefore, seconds: secondsBetween(startMs, context.clock.nowMs()) },
  );
}

function toRun(
  crm: Crm,
  { object, tally, end }: { readonly object: string; readonly tally: Tally; readonly end: RunEnd },
  cost: { readonly calls: number; readonly seconds: number },
): SyncRun {
  const run = { crm: crm.name, object, ...countsOf(tally), ...cost, ...end, freshAt: null };
  assertAccounted(`${crm.name} ${object} hints`, run);
  return run;
}

function toOpenHints({ kind, ids, atMs }: Hint): readonly OpenHint[] {
  if (kind === 'gap') return [{ kind, id: '', atMs }];
  return ids.filter((id) => ID.test(id)).map((id) => ({ kind, id, atMs }));
}
