import { computeKpis } from '../lib/pipeline/compute-kpis.ts';
import { createJob } from '../lib/runtime/job.ts';

/** Computes the figures of every channel and publishes them as one snapshot. */
export const handler = createJob('compute-kpis', async ({ context }) => {
  const report = await computeKpis(context);
  const { runId, months, people, won, issues } = report;
  return { facts: { runId, months: months.length, people, won, issues: issues.length }, report };
});
