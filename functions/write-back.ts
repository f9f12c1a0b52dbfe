import * as z from 'zod';
import { runWriteBack } from '../lib/pipeline/write-back/run-write-back.ts';
import { connectCrms } from '../lib/runtime/connect-crms.ts';
import { createJob } from '../lib/runtime/job.ts';

/** A person who starts the job by hand may approve a plan beyond the guard; a rule never does. */
const InputSchema = z
  .object({ mode: z.enum(['plan', 'auto']), isApproved: z.boolean() })
  .partial()
  .catch({});

/** Plans what the CRM records should hold, and in mode `auto` writes it within the guard. */
export const handler = createJob('write-back', async ({ context, environment, input }) => {
  const { mode = context.config.writeBack.mode, isApproved = false } = InputSchema.parse(input);
  const connect = () => connectCrms({ ...context, environment });
  const report = await runWriteBack(context, { mode, isApproved, connect });
  const { plan, applied } = report;
  const facts = {
    planId: plan.planId,
    planned: plan.records.length,
    mode,
    applied: applied?.applied ?? 0,
    rejected: applied?.rejected.length ?? 0,
    skipped: applied?.skipped.length ?? 0,
    unknown: applied?.unknown ?? 0,
  };
  return { facts, report };
});
