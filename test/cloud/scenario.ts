import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import { writeDemoFolder } from '../../lib/local/demo/demo-company.ts';
import { REPOSITORY } from './commands.ts';

const DEMO_CONFIG = join(REPOSITORY, 'examples/demo/revloop.yaml');
const DEMO_SEED = 1;
const CRMS: readonly string[] = ['salesforce', 'hubspot'];

/** Where HubSpot would call; here the requests go to the emulator, signed for this address. */
export const WEBHOOK_URL = 'https://hooks.example.com/webhooks/hubspot';
export const WEBHOOK_SECRET = 'revloop/hubspot-webhooks';

/** The first write-back of a company touches all of its records; here nobody is there to approve it. */
const EVERY_RECORD = 1_000_000;
const EVERY_MINUTE = 'rate(1 minute)';

export interface Scenario {
  readonly exportDir: string;
  readonly configFile: string;
  /** The secret of each CRM, and the one of the webhooks. */
  readonly secrets: ReadonlyMap<string, string>;
  /** First and last day that the two channel tables are about. */
  readonly from: string;
  readonly to: string;
}

/**
 * The demo company, and its config with every schedule at one minute, webhooks, and write-back free to apply its plans. `asOf`
 * is pinned, so that a run over midnight compares the same days.
 */
export async function writeScenario(workDir: string): Promise<Scenario> {
  const exportDir = join(workDir, 'export');
  const configFile = join(workDir, 'revloop.yaml');
  const today = tokyoDay(new Date());
  await mkdir(exportDir, { recursive: true });
  await writeDemoFolder(exportDir, { seed: DEMO_SEED, today });
  const config = parseDocument(await readFile(DEMO_CONFIG, 'utf8'));
  for (const schedule of ['sync', 'channels', 'kpi']) config.setIn(['schedule', schedule], EVERY_MINUTE);
  config.setIn(['writeBack', 'mode'], 'auto');
  config.setIn(['writeBack', 'maxChangesPerRun'], EVERY_RECORD);
  config.setIn(['crm', 'hubspot', 'webhooks'], { publicUrl: WEBHOOK_URL, secret: WEBHOOK_SECRET });
  config.set('asOf', today);
  await writeFile(configFile, config.toString());
  const secrets = new Map([
    ...CRMS.map((crm) => [crm, String(config.getIn(['crm', crm, 'secret']))] as const),
    ['webhooks', WEBHOOK_SECRET] as const,
  ]);
  return { exportDir, configFile, secrets, from: firstDay(today), to: today };
}

/** Months of the demo before the open one. */
const DEMO_MONTHS = 18;

function firstDay(today: string): string {
  const day = new Date(`${today}T00:00:00Z`);
  return new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() - DEMO_MONTHS, 1))
    .toISOString()
    .slice(0, 10);
}

function tokyoDay(now: Date): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Tokyo' }).format(now);
}
