import { ingestHints } from '../lib/pipeline/ingest/ingest-hints.ts';
import { parseIngestMessage } from '../lib/pipeline/ingest/ingest-message.ts';
import type { IngestReport } from '../lib/pipeline/ingest/ingest-report.ts';
import { ingestCrm } from '../lib/pipeline/ingest-crm.ts';
import { connectCrm } from '../lib/runtime/connect-crms.ts';
import { createJob } from '../lib/runtime/job.ts';
import { createIngestQueue } from '../lib/runtime/queue.ts';

/** Reads what changed in one CRM into the store, or the records that hints name. Time up, it asks to be called again. */
export const handler = createJob('ingest-crm', async ({ context, environment, bus, input }) => {
  const { crm: name, hints, ...wish } = parseIngestMessage(input);
  const crm = await connectCrm(name, { ...context, environment });
  const report: IngestReport =
    hints === undefined
      ? await ingestCrm(context, crm, wish)
      : { ...(await ingestHints(context, crm, hints)), sweeps: [], completeness: [], quarantined: [] };
  const parts = [...report.runs, ...report.sweeps];
  const sum = (of: 'read' | 'upserted' | 'quarantined' | 'calls'): number =>
    parts.reduce((total, run) => total + run[of], 0);
  const isOpen = parts.some(({ status }) => status === 'continued');
  if (isOpen) await createIngestQueue(bus).send([{ crm: name, continue: true }]);
  const facts = {
    crm: name,
    kind: hints === undefined ? 'sync' : 'hints',
    runId: report.runId,
    read: sum('read'),
    upserted: sum('upserted'),
    quarantined: sum('quarantined'),
    calls: sum('calls'),
    failed: parts.filter(({ error }) => error !== undefined).length,
    isOpen,
  };
  return { facts, report };
});
