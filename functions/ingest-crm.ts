import { ingestHints } from '../lib/pipeline/ingest/ingest-hints.ts';
import { parseIngestMessage } from '../lib/pipeline/ingest/ingest-message.ts';
import type { IngestReport } from '../lib/pipeline/ingest/ingest-report.ts';
import { ingestCrm } from '../lib/pipeline/ingest-crm.ts';
import { connectCrm } from '../lib/runtime/connect-crms.ts';
import { createJob } from '../lib/runtime/job.ts';
import { createIngestQueue } from '../lib/runtime/queue.ts';

/** Reads what changed in one CRM into the store, or the records that hints name. Time up, it asks to be called again. */
export const handler = createJob('ingest-crm', async ({ context, environment, bus, input }) => {
  const { crm: name, hints, calls: callsBefore, ...wish } = parseIngestMessage(input);
  const crm = await connectCrm(name, { ...context, environment, callsBefore });
  const report: IngestReport =
    hints === undefined
      ? await ingestCrm(context, crm, wish)
      : { ...(await ingestHints(context, crm, hints)), sweeps: [], completeness: [], quarantined: [] };
  const parts = [...report.runs, ...report.sweeps];
  const sum = (of: 'read' | 'upserted' | 'quarantined' | 'calls'): number =>
    parts.reduce((total, run) => total + run[of], 0);
  // A run whose calls are used up goes on with the next schedule: asked again at once, it would end as it did now.
  const isOpen =
    parts.some(({ status }) => status === 'continued') &&
    !parts.some(({ status }) => status === 'partial-quota');
  const calls = callsBefore + crm.calls();
  if (isOpen) await createIngestQueue(bus).send([{ crm: name, continue: true, calls }]);
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
