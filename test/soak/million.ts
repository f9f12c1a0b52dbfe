import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { stopEmbeddedStore } from '../../lib/local/embedded-store.ts';
import { callsOf, type SeededCrms, startSeededCrms } from '../support/seeded-crms.ts';
import { REPOSITORY } from '../support/source-tree.ts';

/**
 * A backfill of two years and a million records by the `sync` command itself, killed five times on the way.
 *
 *     node test/soak/million.ts [--records N]
 *
 * Ends with `N passed, N failed`.
 */
const KILLS = 5;
const DEFAULT_RECORDS = 1_000_000;
const POLL_MS = 250;
const LIMIT_MS = 45 * 60_000;

const CONFIG = `version: 1
timezone: Asia/Tokyo
currency: JPY
lang: en
crm:
  salesforce: {}
  hubspot: {}
channels:
  - id: web
    name: { ja: ウェブ, en: Web }
    when: [{ leadSource: Web }]
`;

const SyncSchema = z.object({
  runs: z.array(z.looseObject({ crm: z.string(), object: z.string(), error: z.unknown().optional() })),
  completeness: z.array(
    z.object({
      crm: z.string(),
      object: z.string(),
      crmCount: z.number(),
      storeCount: z.number(),
      missing: z.array(z.string()),
      extra: z.array(z.string()),
    }),
  ),
});

const { values } = parseArgs({ options: { records: { type: 'string' } } });
const records = Number(values.records ?? DEFAULT_RECORDS);
const plan = {
  hubspot: { contacts: Math.floor(records * 0.6) },
  salesforce: { Lead: records - Math.floor(records * 0.6) },
};
const home = mkdtempSync(join(tmpdir(), 'revloop-million-'));
const crms = await startSeededCrms(plan);
let failed = 0;
let passed = 0;
try {
  await crms.control('hubspot', 'settings', {
    limits: { perTenSeconds: 1e6, searchPerSecond: 1e6, perDay: 1e9 },
  });
  writeFileSync(join(home, 'revloop.yaml'), CONFIG);
  const startMs = Date.now();
  const kills = await killOften(crms);
  const peak = { mb: 0 };
  const report = SyncSchema.parse(JSON.parse(await outcomeOf(startSync(), peak)));
  const seconds = Math.round((Date.now() - startMs) / 1000);
  check(`${KILLS} processes were killed on the way`, kills.length === KILLS, kills.join(', '));
  for (const [crm, objects] of Object.entries(plan)) {
    for (const [object, count] of Object.entries(objects)) checkComplete(report, { crm, object, count });
  }
  const calls = { hubspot: await crms.calls('hubspot'), salesforce: await crms.calls('salesforce') };
  console.log(`  ${records} records in ${seconds} s; the last process peaked at ${peak.mb} MB`);
  console.log(
    `  calls: HubSpot contacts ${callsOf(calls.hubspot, 'contacts')}, Salesforce ${callsOf(calls.salesforce)}`,
  );
} finally {
  crms.close();
  // It outlives the commands that started it.
  await stopEmbeddedStore(join(home, '.revloop'));
  rmSync(home, { recursive: true, force: true });
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

function checkComplete(
  { runs, completeness }: z.infer<typeof SyncSchema>,
  { crm, object, count }: { readonly crm: string; readonly object: string; readonly count: number },
): void {
  const row = completeness.find((one) => one.crm === crm && one.object === object);
  const run = runs.find((one) => one.crm === crm && one.object === object);
  check(
    `${crm} ${object}: the last run has no error`,
    run !== undefined && run.error === undefined,
    JSON.stringify(run),
  );
  check(`${crm} ${object}: the CRM counts ${count}`, row?.crmCount === count, JSON.stringify(row));
  check(`${crm} ${object}: the store holds as many`, row?.storeCount === count, JSON.stringify(row));
  const named = (row?.missing.length ?? 1) + (row?.extra.length ?? 1);
  check(`${crm} ${object}: none is missing, none too many`, named === 0, JSON.stringify(row).slice(0, 300));
}

/** Starts the sync again and again, and kills it each time a sixth of the work more was done. */
async function killOften({ calls }: SeededCrms): Promise<readonly string[]> {
  const pages = Math.ceil(plan.hubspot.contacts / 100);
  const kills: string[] = [];
  for (let kill = 1; kill <= KILLS; kill += 1) {
    const sync = startSync();
    const goal = Math.floor((pages * kill) / (KILLS + 1));
    let done = 0;
    while (done < goal && sync.exitCode === null) {
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
      done = callsOf(await calls('hubspot'), 'contacts');
    }
    if (sync.exitCode !== null) break;
    sync.kill('SIGKILL');
    await once(sync, 'exit');
    kills.push(`at ${done} pages`);
  }
  return kills;
}

function startSync(): ChildProcess {
  const env = {
    ...process.env,
    REVLOOP_HOME: join(home, '.revloop'),
    REVLOOP_SALESFORCE_URL: crms.salesforce,
    REVLOOP_HUBSPOT_URL: crms.hubspot,
  };
  const args = ['lib/cli/revloop.js', 'sync', '--json', '--config', join(home, 'revloop.yaml')];
  return spawn(process.execPath, args, { cwd: REPOSITORY, env, stdio: ['ignore', 'pipe', 'ignore'] });
}

async function outcomeOf(sync: ChildProcess, peak: { mb: number }): Promise<string> {
  let text = '';
  sync.stdout?.on('data', (chunk: Buffer) => {
    text += chunk.toString('utf8');
  });
  const watch = setInterval(() => {
    peak.mb = Math.max(peak.mb, residentMb(sync.pid));
  }, POLL_MS);
  const limit = setTimeout(() => sync.kill('SIGKILL'), LIMIT_MS);
  await once(sync, 'close');
  clearInterval(watch);
  clearTimeout(limit);
  return text;
}

/** Memory of a living process, by the kernel's own account; 0 where it tells none. */
function residentMb(pid: number | undefined): number {
  try {
    const [, kb] = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return Math.round(Number(kb ?? 0) / 1024);
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return 0;
    throw cause;
  }
}

function check(claim: string, holds: boolean, detail: string): void {
  if (holds) passed += 1;
  else failed += 1;
  console.log(`${holds ? '✓' : '✗'} ${claim}${holds ? '' : ` — ${detail}`}`);
}
