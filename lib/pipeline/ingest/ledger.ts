import { saveRunLog } from '../../store/run-log-store.ts';
import { type StepContext, secondsBetween } from '../context.ts';
import type { Completeness, LedgerRun, RunKind, RunStatus, SweepRun, SyncRun } from './ingest-report.ts';

/** Ids of a comparison kept in the ledger; the run's own report has them all. */
const KEPT_IDS = 50;
/** The worst first: a run is what the worst of its objects is. */
const WORST: readonly RunStatus[] = ['failed', 'partial-quota', 'continued'];

export interface OpenRun {
  readonly runId: string;
  readonly close: (result: RunResult) => Promise<void>;
}

interface RunResult {
  readonly runs: readonly SyncRun[];
  readonly sweeps: readonly SweepRun[];
  readonly completeness: readonly Completeness[];
}

/** Notes a run before it begins and when it has ended: one that was killed is still seen. */
export async function openRun(context: StepContext, crm: string, kind: RunKind): Promise<OpenRun> {
  const { table, clock, random } = context;
  const startMs = clock.nowMs();
  const startedAt = new Date(startMs).toISOString();
  const runId = `${startedAt.replace(/[-:.]/g, '')}-${random.id().slice(0, 8)}`;
  const open: LedgerRun = {
    ...{ runId, kind, crm, startedAt, endedAt: null, status: 'running', seconds: 0, calls: 0 },
    ...{ runs: [], sweeps: [], completeness: [] },
  };
  await saveRunLog(table, { runId, startMs, entry: open });
  return {
    runId,
    close: async ({ runs, sweeps, completeness }) => {
      const endMs = clock.nowMs();
      const entry: LedgerRun = {
        ...open,
        endedAt: new Date(endMs).toISOString(),
        status: worstOf([...runs, ...sweeps]),
        seconds: secondsBetween(startMs, endMs),
        calls: [...runs, ...sweeps].reduce((sum, run) => sum + run.calls, 0),
        runs,
        sweeps,
        completeness: completeness.map((one) => shortened(one, KEPT_IDS)),
      };
      await saveRunLog(table, { runId, startMs, entry });
    },
  };
}

function worstOf(runs: readonly { readonly status: RunStatus }[]): RunStatus {
  return WORST.find((status) => runs.some((run) => run.status === status)) ?? 'complete';
}

/** A comparison with the first ids of each list. */
export function shortened({ missing, extra, repaired, ...rest }: Completeness, kept: number): Completeness {
  const first = (ids: readonly string[]): readonly string[] => ids.slice(0, kept);
  return {
    ...rest,
    missing: first(missing),
    extra: first(extra),
    repaired: {
      missing: first(repaired.missing),
      extra: first(repaired.extra),
      stale: first(repaired.stale),
    },
  };
}
