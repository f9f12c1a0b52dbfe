import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { CRM_NAMES } from '../../../lib/crm/record-maps.ts';
import { csvRows } from '../../../lib/crm/salesforce/csv-rows.ts';
import { openHttp } from '../../../lib/crm/salesforce/http-call.ts';
import { ingestCrm } from '../../../lib/pipeline/ingest-crm.ts';
import { systemClock } from '../../../lib/runtime/clock.ts';
import { systemRandom } from '../../../lib/runtime/random.ts';
import { createDynamoTable } from '../../../lib/store/dynamo-table.ts';
import { createRecordStub } from './record-stub.ts';
import { aBenchContext, budgetOf, connect, withoutSweeps } from './stage.ts';

/**
 * One piece of work in a process of its own, started by `own-process.ts`: its processor time and memory are those of
 * the work alone, from the start of Node to the end. Prints one line of JSON.
 */
const WorkSchema = z.discriminatedUnion('work', [
  z.object({
    work: z.literal('sync'),
    crm: z.enum(CRM_NAMES),
    object: z.string(),
    url: z.url(),
    /** Where records are written to by the AWS SDK; left out: nowhere. */
    dynamodb: z.url().optional(),
  }),
  z.object({ work: z.literal('csv'), url: z.url() }),
]);

// No `await` beside functions: the bundle is CommonJS, as those of the functions are.
measure(WorkSchema.parse(JSON.parse(process.argv[2] ?? '{}'))).then((outcome) => {
  process.stdout.write(`${JSON.stringify(outcome)}\n`);
});

async function measure(work: z.infer<typeof WorkSchema>) {
  const records = work.work === 'csv' ? await readCsv(work.url) : await sync(work);
  const { user, system } = process.cpuUsage();
  const [, peakKb = '0'] = /VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
  return { records, cpuSeconds: (user + system) / 1e6, peakMb: Number(peakKb) / 1024 };
}

async function sync(of: Extract<z.infer<typeof WorkSchema>, { work: 'sync' }>): Promise<number> {
  const { crm: name, object, url, dynamodb: endpoint } = of;
  const clock = systemClock;
  const store =
    endpoint === undefined
      ? undefined
      : createDynamoTable({ table: 'bench', endpoint, clock, random: systemRandom });
  const context = aBenchContext(createRecordStub(store), clock);
  const crm = withoutSweeps(connect(name, url, { clock, budget: budgetOf(name, context) }));
  const { runs } = await ingestCrm(context, crm, { objects: [object] });
  const failed = runs.find(({ error }) => error !== undefined);
  if (failed !== undefined) throw new Error(`${name} ${object}: ${JSON.stringify(failed.error)}`);
  return runs.reduce((sum, { upserted }) => sum + upserted, 0);
}

async function readCsv(url: string): Promise<number> {
  const { body } = await openHttp({ method: 'GET', url });
  let rows = 0;
  for await (const batch of csvRows(body)) rows += batch.length;
  return rows - 1;
}
