import type { Crm } from '../../crm/crm.ts';
import { loadQuarantine } from '../../store/quarantine-store.ts';
import { loadRun, saveRun } from '../../store/run-store.ts';
import { type StepContext, secondsBetween } from '../context.ts';
import type { ObjectOutcome } from './ingest-object.ts';
import type { IngestReport, SyncRun } from './ingest-report.ts';
import { shortened } from './ledger.ts';
import { countsOf } from './object-work.ts';
import { openCauses } from './open-causes.ts';
import { ObjectReportSchema } from './run-schemas.ts';
import { assertAccounted } from './take-page.ts';

/** Ids of each of a comparison's five lists that are stored: one item holds 400 KB, an id takes 21 bytes. */
const STORED_IDS = 2000;
/** Name under which the last report of each object is kept. */
export const INGEST_STEP = 'ingest-crm';

export interface ObjectReport {
  readonly run: SyncRun;
  readonly outcome: ObjectOutcome;
  readonly quarantined: IngestReport['quarantined'];
}

/** Says what became of one object: to the log, to whoever asks for its last run, and to the caller. */
export async function reportObject(
  context: StepContext,
  crm: Crm,
  of: {
    readonly object: string;
    readonly outcome: ObjectOutcome;
    readonly startMs: number;
    readonly callsBefore: number;
  },
): Promise<ObjectReport> {
  const { object, outcome } = of;
  const name = `${crm.name}#${object}`;
  const before = await loadRun(context.table, INGEST_STEP, name, ObjectReportSchema);
  const run = toRun(context, crm, { ...of, freshBefore: before?.report.run.freshAt ?? null });
  assertAccounted(`${crm.name} ${object}`, run);
  const { read, upserted, deleted, unchanged, quarantined, calls, seconds, status } = run;
  const counts = { read, upserted, deleted, unchanged, quarantined };
  context.log.info('ingest-crm object', { crm: crm.name, object, status, ...counts, calls, seconds });
  const endedAt = new Date(context.clock.nowMs()).toISOString();
  const causes = openCauses(outcome, before?.report.causes ?? [], endedAt);
  const found = outcome.completeness;
  const completeness = found === undefined ? null : shortened(found, STORED_IDS);
  const report = { run, completeness, causes };
  await saveRun(context.table, INGEST_STEP, { name, endedAt, report });
  const open = await loadQuarantine(context.table, crm.name, object);
  return { run, outcome, quarantined: open.map((entry) => ({ ...entry, crm: crm.name, object })) };
}

function toRun(
  { clock }: StepContext,
  crm: Crm,
  of: {
    readonly object: string;
    readonly outcome: ObjectOutcome;
    readonly startMs: number;
    readonly callsBefore: number;
    readonly freshBefore: string | null;
  },
): SyncRun {
  const { object, startMs } = of;
  const { tally, sweeps, forecast, fieldIssues, end } = of.outcome;
  const sweepCalls = sweeps.reduce((sum, { calls }) => sum + calls, 0);
  return {
    ...{ crm: crm.name, object },
    ...countsOf(tally),
    calls: crm.calls(object) - of.callsBefore - sweepCalls,
    seconds: secondsBetween(startMs, clock.nowMs()),
    ...end,
    freshAt: end.status === 'complete' ? new Date(startMs).toISOString() : of.freshBefore,
    ...(forecast === undefined ? {} : { forecast }),
    ...(fieldIssues.length === 0 ? {} : { fieldIssues }),
  };
}
