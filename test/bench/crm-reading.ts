import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import type { Crm } from '../../lib/crm/crm.ts';
import type { CrmName } from '../../lib/crm/record-maps.ts';
import { CRMS } from '../../lib/crm/registry.ts';
import { systemClock } from '../../lib/runtime/clock.ts';
import { systemRandom } from '../../lib/runtime/random.ts';
import { REPOSITORY } from '../support/source-tree.ts';
import { type Measurement, measure } from './measure.ts';

const RECORDS = 10_000;
const STAMP = '2026-01-05T00:00:00.000Z';
const AddressesSchema = z.object({ salesforce: z.string(), hubspot: z.string() });
const QueryPageSchema = z.looseObject({
  records: z.array(z.unknown()),
  nextRecordsUrl: z.string().optional(),
});
const ListPageSchema = z.looseObject({
  results: z.array(z.unknown()),
  paging: z.looseObject({ next: z.looseObject({ link: z.string() }) }).optional(),
});

/** Reading all records through each adapter, against a bare loop of fetch and JSON.parse over the same pages. */
export async function measureCrms(): Promise<Readonly<Record<CrmName, readonly Measurement[]>>> {
  const folder = mkdtempSync(join(tmpdir(), 'revloop-bench-'));
  writeExport(folder);
  const simulators = spawn(process.execPath, ['lib/cli/revloop.js', 'simulate', '--from', folder], {
    cwd: REPOSITORY,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const urls = await addressesOf(simulators);
    const fields = await fieldNames('salesforce', urls.salesforce, 'Lead');
    return {
      salesforce: [
        await measure('bare fetch loop', () => fetchQueryPages(urls.salesforce, fields)),
        await measure('lib/crm/salesforce', () => readAll('salesforce', urls.salesforce, 'Lead')),
      ],
      hubspot: [
        await measure('bare fetch loop', () => fetchListPages(urls.hubspot)),
        await measure('lib/crm/hubspot', () => readAll('hubspot', urls.hubspot, 'contacts')),
      ],
    };
  } finally {
    simulators.kill();
    rmSync(folder, { recursive: true });
  }
}

async function readAll(name: CrmName, url: string, object: string): Promise<number> {
  const crm = connect(name, url);
  await passRateWindow(url);
  const description = await crm.describe(object);
  let count = 0;
  for await (const page of crm.readChanges(description, null, { lookbackMs: 0 }))
    count += page.records.length;
  return expectAll(name, count);
}

/** Every field the adapter asks for, so that the bare loop moves the same data. */
async function fieldNames(name: CrmName, url: string, object: string): Promise<readonly string[]> {
  const { fields } = await connect(name, url).describe(object);
  return fields.map((field) => field.name);
}

function connect(name: CrmName, url: string): Crm {
  const { create, simulatorCredentials: credentials } = CRMS[name];
  return create({ url, credentials, clock: systemClock, random: systemRandom });
}

async function fetchQueryPages(url: string, fields: readonly string[]): Promise<number> {
  let count = 0;
  let next: string | undefined = `/services/data/v66.0/query?q=SELECT+${fields.join(',')}+FROM+Lead`;
  while (next !== undefined) {
    const page = QueryPageSchema.parse(await getJson(`${url}${next}`));
    count += page.records.length;
    next = page.nextRecordsUrl;
  }
  return expectAll('fetch from salesforce', count);
}

async function fetchListPages(url: string): Promise<number> {
  let count = 0;
  await passRateWindow(url);
  let next: string | undefined = `${url}/crm/v3/objects/contacts?limit=100`;
  while (next !== undefined) {
    const page = ListPageSchema.parse(await getJson(next));
    count += page.results.length;
    const link: string | undefined = page.paging?.next.link;
    next = link === undefined ? undefined : `${url}${new URL(link).pathname}${new URL(link).search}`;
  }
  return expectAll('fetch from hubspot', count);
}

/** Moves the simulator's clock past its rate window, so that no round waits for the one before. */
async function passRateWindow(url: string): Promise<void> {
  const body = JSON.stringify({ advanceMs: 60_000 });
  await fetch(`${url}/_simulator/clock`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json' },
  });
}

async function getJson(url: string): Promise<unknown> {
  const answer = await fetch(url, { headers: { authorization: 'Bearer sim-bench' } });
  return answer.json();
}

function expectAll(what: string, count: number): number {
  if (count !== RECORDS) throw new Error(`${what} read ${count} of ${RECORDS} records`);
  return count;
}

function writeExport(folder: string): void {
  const numbers = Array.from({ length: RECORDS }, (_, at) => at);
  mkdirSync(join(folder, 'salesforce'));
  mkdirSync(join(folder, 'hubspot'));
  const leads = numbers.map((at) => {
    const id = `00Q5g0000${String(at).padStart(6, '0')}AAA`;
    return `${id},Lead ${at},Company ${at % 500},lead${at}@example.com,Web,${STAMP},${STAMP}`;
  });
  const contacts = numbers.map(
    (at) => `${at + 1},contact${at}@example.com,Contact ${at},${STAMP},${STAMP},false`,
  );
  const leadHeader = 'Id,LastName,Company,Email,LeadSource,CreatedDate,SystemModstamp';
  const contactHeader = 'id,email,lastname,createdAt,updatedAt,archived';
  writeFileSync(join(folder, 'salesforce/Lead.csv'), [leadHeader, ...leads].join('\n'));
  writeFileSync(join(folder, 'hubspot/contacts.csv'), [contactHeader, ...contacts].join('\n'));
}

async function addressesOf(child: ChildProcess): Promise<z.infer<typeof AddressesSchema>> {
  if (child.stdout === null) throw new Error('the simulators have no output');
  for await (const line of createInterface({ input: child.stdout })) {
    return AddressesSchema.parse(JSON.parse(line));
  }
  throw new Error('the simulators did not start');
}
