import * as z from 'zod';
import { CRM_NAMES } from '../lib/crm/record-maps.ts';
import { ingestCrm } from '../lib/pipeline/ingest-crm.ts';
import { connectCrm } from '../lib/runtime/connect-crms.ts';
import { createJob } from '../lib/runtime/job.ts';

const InputSchema = z.object({ crm: z.enum(CRM_NAMES), isFull: z.boolean().optional() });

/** Reads what changed in one CRM into the store. */
export const handler = createJob('ingest-crm', async ({ context, environment, input }) => {
  const { crm: name, isFull = false } = InputSchema.parse(input);
  const crm = await connectCrm(name, { ...context, environment });
  const report = await ingestCrm(context, crm, { isFull });
  const sum = (of: 'read' | 'upserted' | 'quarantined' | 'calls'): number =>
    report.runs.reduce((total, run) => total + run[of], 0);
  const failed = report.runs.filter(({ error }) => error !== undefined).length;
  const facts = {
    crm: name,
    read: sum('read'),
    upserted: sum('upserted'),
    quarantined: sum('quarantined'),
    failed,
  };
  return { facts, report };
});
