import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Crm } from '../../../lib/crm/crm.ts';
import type { SalesforceClientOptions } from '../../../lib/crm/salesforce/salesforce-client.ts';
import { createSalesforceCrm } from '../../../lib/crm/salesforce/salesforce-crm.ts';
import { type ExportFolder, readExportFolder } from '../../../lib/local/simulators/export-folder.ts';
import type { SettingsChange } from '../../../lib/local/simulators/salesforce/org-settings.ts';
import { createSalesforceSimulator } from '../../../lib/local/simulators/salesforce/salesforce-simulator.ts';
import { serveOnLoopback } from '../../../lib/local/simulators/serve.ts';
import { SimulatorClock } from '../../../lib/local/simulators/simulator-clock.ts';
import { systemRandom } from '../../../lib/runtime/random.ts';
import { evenRandom, instantClock, SIM } from './scripted-org.ts';

/** The simulator over rows of a test, and the adapter connected to it. */
export interface SimulatedOrg {
  readonly url: string;
  readonly crm: Crm;
  readonly clock: SimulatorClock;
  /** Arms a fault of the simulator for the next calls. */
  readonly arm: (name: string, options?: { readonly calls?: number; readonly object?: string }) => void;
  /** Does what a person does in the org (`verb`), and how the org behaves. */
  readonly edit: (edit: Readonly<Record<string, unknown>>) => Promise<unknown>;
  readonly set: (settings: SettingsChange) => Promise<unknown>;
  /** A further adapter on the org, as another run makes it. */
  readonly connect: (options?: Partial<SalesforceClientOptions>) => Crm;
  /** Vendor calls by `METHOD route`, for one object or for all. */
  readonly calls: (object?: string) => Readonly<Record<string, number>>;
  readonly close: () => Promise<void>;
}

type CsvRows = readonly Readonly<Record<string, string>>[];

/** Starts the simulator over `tables`: rows by object, as an export folder holds them. */
export function startSimulatedOrg(tables: Readonly<Record<string, CsvRows>>): Promise<SimulatedOrg> {
  const dir = mkdtempSync(join(tmpdir(), 'revloop-org-'));
  try {
    mkdirSync(join(dir, 'salesforce'));
    for (const [object, rows] of Object.entries(tables))
      writeFileSync(join(dir, 'salesforce', `${object}.csv`), toCsv(rows));
    return startOrgOver(readExportFolder(dir));
  } finally {
    rmSync(dir, { recursive: true });
  }
}

/** Starts the simulator over an export folder. */
export async function startOrgOver(folder: ExportFolder): Promise<SimulatedOrg> {
  // It stands still, so that what a test expects does not depend on how fast it runs.
  const still = { nowMs: () => 0, sleep: () => Promise.resolve() };
  const clock = new SimulatorClock(Date.parse('2026-11-02T00:00:00Z'), still);
  const simulator = createSalesforceSimulator({ folder, clock, random: systemRandom });
  const server = await serveOnLoopback(simulator.app);
  const connect = (options: Partial<SalesforceClientOptions> = {}) =>
    createSalesforceCrm({
      url: server.url,
      credentials: SIM,
      clock: instantClock(),
      random: evenRandom,
      ...options,
    });
  const control = async (path: string, body: object): Promise<unknown> => {
    const response = await fetch(`${server.url}/_simulator/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${path}: ${text}`);
    return JSON.parse(text);
  };
  return {
    url: server.url,
    crm: connect(),
    connect,
    edit: (edit) => control('edits', edit),
    set: (settings) => control('settings', settings),
    clock,
    arm: (name, { calls = 1, object } = {}) => {
      const fault = object === undefined ? { name, calls } : { name, calls, object };
      if (!simulator.faults.arm(fault)) throw new Error(`the simulator has no fault ${name}`);
    },
    calls: (object) =>
      Object.fromEntries(
        simulator.calls
          .list()
          .filter((call) => object === undefined || call.object === object)
          .map((call) => [`${call.method} ${call.route}`, call.count]),
      ),
    close: server.close,
  };
}

function toCsv(rows: CsvRows): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const lines = rows.map((row) =>
    columns.map((column) => `"${(row[column] ?? '').replaceAll('"', '""')}"`).join(),
  );
  return [columns.join(), ...lines, ''].join('\n');
}
