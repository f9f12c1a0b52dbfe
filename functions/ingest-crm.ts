import { ingestFacts } from '../lib/pipeline/ingest/ingest-facts.ts';
import { ingestHints } from '../lib/pipeline/ingest/ingest-hints.ts';
import { parseIngestMessage } from '../lib/pipeline/ingest/ingest-message.ts';
import type { IngestReport } from '../lib/pipeline/ingest/ingest-report.ts';
import { noteRefused } from '../lib/pipeline/ingest/note-refused.ts';
import { ingestCrm } from '../lib/pipeline/ingest-crm.ts';
import { connectCrm } from '../lib/runtime/connect-crms.ts';
import { createJob } from '../lib/runtime/job.ts';
import { createIngestQueue } from '../lib/runtime/queue.ts';

/** Reads what changed in one CRM into the store, or the records that hints name. Time up, it asks to be called again. */
export const handler = createJob('ingest-crm', async ({ context, environment, bus, input }) => {
  const { crm: name, hints, refused, atMs, calls: callsBefore, ...wish } = parseIngestMessage(input);
  if (refused !== undefined) {
    const count = await noteRefused(context, name, { refused, atMs });
    return { facts: { crm: name, kind: 'refused', refused: count }, report: undefined };
  }
  const crm = await connectCrm(name, { ...context, environment, callsBefore });
  const report: IngestReport =
    hints === undefined
      ? await ingestCrm(context, crm, wish)
      : { ...(await ingestHints(context, crm, hints)), sweeps: [], completeness: [], quarantined: [] };
  const facts = { crm: name, kind: hints === undefined ? 'sync' : 'hints', ...ingestFacts(report) };
  const calls = callsBefore + crm.calls();
  if (facts.isOpen) await createIngestQueue(bus).send([{ crm: name, continue: true, calls }]);
  return { facts, report };
});
