import { removeTraces, rewriteTraces } from '../store/erased-traces.ts';
import { stableJson } from '../store/json.ts';
import { RESTATEMENTS, RUN_LOG, runPartition } from '../store/keys.ts';
import { type Restatement, RestatementSchema } from '../store/restatement-store.ts';
import { listSnapshots, renewPart } from '../store/snapshot-store.ts';
import type { Table } from '../store/table.ts';
import { type ErasedRecord, erasedRefs } from './erased-leads.ts';
import type { Completeness } from './ingest/ingest-report.ts';
import { INGEST_STEP } from './ingest/report-object.ts';
import { LedgerRunSchema, ObjectReportSchema } from './ingest/run-schemas.ts';
import { readIssues } from './read-snapshot.ts';

type RefTest = (ref: string) => boolean;

/**
 * Takes the ids of erased records out of everything that was noted of them: restatements, issues of earlier snapshots,
 * runs, ranks, and journals of what was written. Counts stay. Done once for each erasure, and safe to do again.
 */
export async function scrubErased(table: Table, erasures: readonly ErasedRecord[]): Promise<void> {
  if (erasures.every(({ isCounted }) => isCounted)) return;
  const isErased = erasedRefs(erasures);
  await removeTraces(table, isErased);
  await rewriteTraces(table, { pk: RESTATEMENTS, attribute: 'restatement' }, RestatementSchema, (log) =>
    withoutRecords(log, isErased),
  );
  await rewriteTraces(table, { pk: RUN_LOG, attribute: 'entry' }, LedgerRunSchema, (run) => ({
    ...run,
    completeness: run.completeness.map((one) => withoutIds(one, isErased)),
  }));
  const reports = { pk: runPartition(INGEST_STEP), attribute: 'report' };
  await rewriteTraces(table, reports, ObjectReportSchema, ({ run, completeness }) => ({
    run,
    completeness: completeness === null ? null : withoutIds(completeness, isErased),
  }));
  for (const runId of await listSnapshots(table)) await scrubIssues(table, runId, isErased);
}

function withoutRecords(log: Restatement, isErased: RefTest): Restatement {
  const months = log.months.map((month) => ({
    ...month,
    causes: month.causes.map((cause) => ({
      ...cause,
      records: cause.records.filter((ref) => !isErased(ref)),
    })),
  }));
  return { ...log, months };
}

function withoutIds(one: Completeness, isErased: RefTest): Completeness {
  const kept = (ids: readonly string[]): readonly string[] =>
    ids.filter((id) => !isErased(`${one.crm}/${one.object}/${id}`));
  const { missing, extra, repaired } = one;
  return {
    ...one,
    missing: kept(missing),
    extra: kept(extra),
    repaired: {
      missing: kept(repaired.missing),
      extra: kept(repaired.extra),
      stale: kept(repaired.stale),
    },
  };
}

/** An issue is about all whom it names: without one of them there is none. */
async function scrubIssues(table: Table, runId: string, isErased: RefTest): Promise<void> {
  const issues = await readIssues(table, runId);
  const kept = issues.filter(({ ref, candidates = [] }) => ![ref, ...candidates].some(isErased));
  if (kept.length < issues.length) await renewPart(table, runId, { name: 'issues', text: stableJson(kept) });
}
