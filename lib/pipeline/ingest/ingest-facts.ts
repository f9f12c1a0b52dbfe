import type { IngestReport } from './ingest-report.ts';

/** Counts of one run, for its log line and event, and whether it is to be called again at once. */
export function ingestFacts({ runId, runs, sweeps }: IngestReport) {
  const parts = [...runs, ...sweeps];
  const sum = (of: 'read' | 'upserted' | 'quarantined' | 'calls'): number =>
    parts.reduce((total, run) => total + run[of], 0);
  // A run whose calls are used up goes on with the next schedule: asked again at once, it would end as it did now.
  const isOpen =
    parts.some(({ status }) => status === 'continued') &&
    !parts.some(({ status }) => status === 'partial-quota');
  return {
    runId,
    read: sum('read'),
    upserted: sum('upserted'),
    quarantined: sum('quarantined'),
    calls: sum('calls'),
    failed: parts.filter(({ error }) => error !== undefined).length,
    isOpen,
  };
}
