import * as z from 'zod/mini';
import { CRM_NAMES, RECORD_MAPS } from '../crm/record-maps.ts';
import { loadFlagged, type OpenQuarantine } from '../store/quarantine-store.ts';
import { lastRuns } from '../store/run-store.ts';
import type { StepContext } from './context.ts';
import type { Completeness, IngestReport, SyncRun } from './ingest/ingest-report.ts';
import type { OpenCause } from './ingest/open-causes.ts';
import { INGEST_STEP } from './ingest/report-object.ts';
import { ObjectReportSchema } from './ingest/run-schemas.ts';

const WritesSchema = z.object({
  planned: z.number(),
  applied: z.number(),
  unchanged: z.number(),
  rejected: z.number(),
  skipped: z.number(),
  unknown: z.number(),
});

export interface SyncHealth {
  readonly runs: readonly SyncRun[];
  readonly completeness: readonly Completeness[];
  readonly quarantined: IngestReport['quarantined'];
  /** Records that are stored with texts cut. */
  readonly cut: IngestReport['quarantined'];
  /** What is wrong with whole objects. */
  readonly causes: readonly (OpenCause & { readonly crm: string; readonly object: string })[];
  /** ISO instant of the last object's end; undefined before the first sync. */
  readonly syncedAt: string | undefined;
  readonly writes: z.infer<typeof WritesSchema> | undefined;
}

/** How the last sync of every object and the last write-back went. */
export async function syncHealth({ table }: Pick<StepContext, 'table'>): Promise<SyncHealth> {
  const stored = await lastRuns(table, INGEST_STEP, ObjectReportSchema);
  const writes = await lastRuns(table, 'write-back', WritesSchema);
  const objects = CRM_NAMES.flatMap((crm) => RECORD_MAPS[crm].objects.map((object) => ({ crm, object })));
  const flagged = await Promise.all(
    objects.map(async ({ crm, object }) => {
      const { quarantined, cut } = await loadFlagged(table, crm, object);
      const named = (entry: OpenQuarantine) => ({ ...entry, crm, object });
      return { quarantined: quarantined.map(named), cut: cut.map(named) };
    }),
  );
  return {
    runs: stored.map(({ report }) => report.run),
    completeness: stored.flatMap(({ report }) => report.completeness ?? []),
    quarantined: flagged.flatMap(({ quarantined }) => quarantined),
    cut: flagged.flatMap(({ cut }) => cut),
    causes: stored.flatMap(({ report: { run, causes } }) =>
      causes.map((cause) => ({ ...cause, crm: run.crm, object: run.object })),
    ),
    syncedAt: stored
      .map(({ endedAt }) => endedAt)
      .sort()
      .at(-1),
    writes: writes[0]?.report,
  };
}
