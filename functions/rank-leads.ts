import { rankLeads } from '../lib/pipeline/rank-leads.ts';
import { createJob } from '../lib/runtime/job.ts';

/** Ranks every open lead hot, warm or cold. */
export const handler = createJob('rank-leads', async ({ context }) => {
  const report = await rankLeads(context);
  return { facts: { ranked: report.ranked, changed: report.changed, ...report.byRank }, report };
});
