import type { Crm } from '../crm/crm.ts';
import { loadHints } from '../store/hint-store.ts';
import type { StepContext } from './context.ts';
import { drainWaiting } from './ingest/ingest-hints.ts';
import { ingestObject } from './ingest/ingest-object.ts';
import type { IngestReport, RunKind } from './ingest/ingest-report.ts';
import { openRun } from './ingest/ledger.ts';
import { createPeek, lookAtAll } from './ingest/peek.ts';
import { type ObjectReport, reportObject } from './ingest/report-object.ts';

export interface IngestOptions {
  /** Read everything again. */
  readonly isFull?: boolean;
  /** Compare all ids with the CRM's, whatever the counts say. */
  readonly isReconcile?: boolean;
  readonly objects?: readonly string[];
  readonly kind?: RunKind;
}

/**
 * Reads what changed in one CRM into the store, object by object, side by side: page stored, then checkpoint. A record
 * that cannot be understood is quarantined; an object that fails leaves the others alone; a run whose time is up stops
 * before the next page and the next run goes on. Running it twice gives the same store.
 */
export async function ingestCrm(
  context: StepContext,
  crm: Crm,
  options: IngestOptions = {},
): Promise<IngestReport> {
  const { isFull = false, isReconcile = false, objects = crm.objects } = options;
  const { runId, close } = await openRun(
    context,
    crm.name,
    options.kind ?? (isReconcile ? 'reconcile' : 'sync'),
  );
  const looks = lookAtAll(crm, objects);
  const peek = createPeek(crm, objects);
  const results = await Promise.all(
    objects.map((object) => readOne(context, crm, object, { isFull, isReconcile, peek, looks })),
  );
  const report = toReport(runId, results);
  await close(report);
  return report;
}

async function readOne(
  context: StepContext,
  crm: Crm,
  object: string,
  wish: Parameters<typeof ingestObject>[3],
): Promise<ObjectReport> {
  const startMs = context.clock.nowMs();
  const callsBefore = crm.calls(object);
  const outcome = await ingestObject(context, crm, object, wish);
  // A hint that came while the lease was held found nobody to read it.
  const waiting = (await loadHints(context.table, crm.name, object)).filter(({ kind }) => kind !== 'gap');
  if (waiting.length > 0 && outcome.end.status === 'complete')
    await drainWaiting(context, crm, object, outcome.tally);
  return reportObject(context, crm, { object, outcome, startMs, callsBefore });
}

function toReport(runId: string, results: readonly ObjectReport[]): IngestReport {
  return {
    runId,
    runs: results.map(({ run }) => run),
    sweeps: results.flatMap(({ outcome }) => outcome.sweeps),
    completeness: results.flatMap(({ outcome }) => outcome.completeness ?? []),
    quarantined: results.flatMap(({ quarantined }) => quarantined),
  };
}
