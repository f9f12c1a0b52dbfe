import type { Crm } from '../crm/crm.ts';
import { AppError } from '../domain/app-error.ts';
import { ERROR_CODES } from '../domain/error-codes.ts';
import { NO_ID } from '../store/quarantine-store.ts';
import { listRunLog, loadRunLog } from '../store/run-log-store.ts';
import type { StepContext } from './context.ts';
import { ingestHints } from './ingest/ingest-hints.ts';
import type { IngestReport, LedgerRun } from './ingest/ingest-report.ts';
import { loadRefused } from './ingest/note-refused.ts';
import { isErrorCode, LedgerRunSchema } from './ingest/run-schemas.ts';
import { ingestCrm } from './ingest-crm.ts';
import { syncHealth } from './sync-health.ts';
import { loadRejections } from './write-back/rejections.ts';

/** One cause of errors that are open now, whoever it hits. It closes by itself when a run no longer meets it. */
export interface InboxEntry {
  readonly code: string;
  readonly rl: string;
  readonly crm: string;
  readonly object: string;
  readonly reason: string;
  readonly count: number;
  /** The first few records; none where the whole object is meant. */
  readonly ids: readonly string[];
  /** ISO instant; null where an older version noted it. */
  readonly openedAt: string | null;
  readonly fixedBy: string;
}

/** Records named of each cause. */
const SHOWN_IDS = 10;

/** The last runs, the newest first. */
export async function listRuns({ table }: StepContext, limit: number): Promise<readonly LedgerRun[]> {
  return listRunLog(table, limit, LedgerRunSchema);
}

/** Throws `target-unknown`. */
export async function showRun({ table }: StepContext, runId: string): Promise<LedgerRun> {
  const run = await loadRunLog(table, runId, LedgerRunSchema);
  if (run !== undefined) return run;
  throw new AppError('target-unknown', `no run ${runId} is in the ledger`, { fix: 'revloop runs list' });
}

/** Everything that is wrong now, grouped by its cause. */
export async function errorInbox(context: StepContext): Promise<readonly InboxEntry[]> {
  const facts = await openFacts(context);
  const causes = Map.groupBy(facts, ({ crm, object, code, reason, id }) =>
    // A reason names its record: without it, records with the same trouble are one cause.
    [crm, object, code, id === null ? reason : reason.replaceAll(id, '…')].join(' '),
  );
  return [...causes.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const { crm, object, code, reason } = first;
    const meaning = isErrorCode(code) ? ERROR_CODES[code] : undefined;
    const ids = group.flatMap(({ id }) => id ?? []);
    const openedAt = group.flatMap((fact) => fact.openedAt ?? []).sort()[0] ?? null;
    const who = { rl: meaning?.rl ?? code, fixedBy: meaning?.fixedBy ?? 'revops' };
    return [
      {
        ...{ code, crm, object, reason, openedAt, ...who },
        count: group.reduce((sum, fact) => sum + (fact.count ?? 1), 0),
        ids: ids.slice(0, SHOWN_IDS),
      },
    ];
  });
}

/** Reads again what a run did not read to its end, and the records of its CRM that are in quarantine now. */
export async function retryRun(
  context: StepContext,
  crms: ReadonlyMap<string, Crm>,
  runId: string,
): Promise<IngestReport> {
  const run = await showRun(context, runId);
  const crm = crms.get(run.crm);
  if (crm === undefined) throw new AppError('config-invalid', `crm.${run.crm} is not configured`);
  const { quarantined } = await syncHealth(context);
  const atMs = context.clock.nowMs();
  const bad = quarantined.filter((entry) => entry.crm === run.crm && entry.id !== NO_ID);
  const hints = bad.map(({ object, id }) => ({
    crm: run.crm,
    object,
    ids: [id],
    kind: 'changed' as const,
    atMs,
  }));
  if (hints.length > 0) await ingestHints(context, crm, hints);
  const isOpen = run.status === 'running';
  const unread = new Set(
    [...run.runs, ...run.sweeps].flatMap(({ object, status }) => (status === 'complete' ? [] : [object])),
  );
  const objects = crm.objects.filter((object) => isOpen || unread.has(object));
  return ingestCrm(context, crm, { objects, kind: 'retry' });
}

interface OpenFact {
  readonly crm: string;
  readonly object: string;
  readonly code: string;
  readonly reason: string;
  readonly id: string | null;
  readonly openedAt: string | null;
  readonly count?: number;
}

async function openFacts(context: StepContext): Promise<readonly OpenFact[]> {
  const [{ causes, quarantined, cut }, rejected, refused] = await Promise.all([
    syncHealth(context),
    loadRejections(context),
    loadRefused(context),
  ]);
  return [
    ...causes.map((cause) => ({ ...cause, id: null })),
    ...quarantined,
    ...cut,
    ...rejected,
    ...refused,
  ];
}
