import { measureCrms } from './crm-reading.ts';
import { measureColumns } from './kpis/columns-goals.ts';
import { measureLedger } from './ledger-folding.ts';
import { comparison } from './measure.ts';
import { measureFirstRead } from './sync/first-read.ts';
import { type Findings, goalTable } from './sync/goal.ts';
import { measureHubspotChanges } from './sync/hubspot-changes.ts';
import { measureJournal } from './sync/journal.ts';
import { measureProcessorTime } from './sync/processor-time.ts';
import { measureRateLimit } from './sync/rate-limit.ts';
import { measureSalesforceChanges } from './sync/salesforce-changes.ts';
import { measureStoreWrites } from './sync/store-writes.ts';

/**
 * Ratios within one run, because absolute figures say more about the machine than about the code: `npm run bench`, or
 * `npm run bench -- sync` for one subject, or `-- sync:first-read` for one part of it. The simulators run in other
 * processes. Goals that are not met are said and fail nothing; a run that loses a record does.
 */
const PARTS: Readonly<Record<string, () => Promise<string>>> = {
  'kpis:ledger': async () => comparison('Ledger: 100,000 rows', await measureLedger()),
  'kpis:columns': goalsOf('Attribution and customers in columns', measureColumns),
  'sync:adapters': async () => {
    const { salesforce, hubspot } = await measureCrms();
    return [
      comparison('Salesforce: 10,000 leads in pages of 2,000', salesforce),
      comparison('HubSpot: 10,000 contacts in pages of 100', hubspot),
    ].join('\n\n');
  },
  'sync:first-read': goalsOf('HubSpot, first read', measureFirstRead),
  'sync:rate-limit': goalsOf('HubSpot, two objects at 120 ms latency', measureRateLimit),
  'sync:hubspot-changes': goalsOf('HubSpot, increments', measureHubspotChanges),
  'sync:journal': goalsOf('HubSpot, webhooks journal', measureJournal),
  'sync:salesforce-changes': goalsOf('Salesforce, increments', measureSalesforceChanges),
  'sync:processor-time': goalsOf('Processor time and memory', measureProcessorTime),
  'sync:store-writes': goalsOf('Store and orchestration', measureStoreWrites),
};

const wanted = process.argv.slice(2);
const names = Object.keys(PARTS).filter(
  (name) => wanted.length === 0 || wanted.some((want) => name === want || name.startsWith(`${want}:`)),
);
if (names.length === 0) {
  process.stderr.write(
    `bench: no part is called ${wanted.join(' ')}; there are ${Object.keys(PARTS).join(', ')}\n`,
  );
  process.exitCode = 2;
}
for (const name of names) {
  try {
    process.stdout.write(`${await PARTS[name]?.()}\n\n`);
  } catch (cause) {
    process.stderr.write(`${name} failed: ${cause instanceof Error ? cause.stack : String(cause)}\n`);
    process.exitCode = 1;
  }
}

function goalsOf(title: string, measure: () => Promise<Findings>): () => Promise<string> {
  return async () => goalTable(title, await measure());
}
