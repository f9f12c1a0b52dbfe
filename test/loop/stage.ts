import type { Crm } from '../../lib/crm/crm.ts';
import { FIELDS } from '../../lib/crm/fields.ts';
import type { Config } from '../../lib/domain/config.ts';
import type { CallCount, CallLog } from '../../lib/local/simulators/call-log.ts';
import { readExportFolder } from '../../lib/local/simulators/export-folder.ts';
import type { FaultSwitch } from '../../lib/local/simulators/faults.ts';
import { createHubspotSimulator } from '../../lib/local/simulators/hubspot/hubspot-simulator.ts';
import { createSalesforceSimulator } from '../../lib/local/simulators/salesforce/salesforce-simulator.ts';
import { type RunningServer, serveOnLoopback } from '../../lib/local/simulators/serve.ts';
import { SimulatorClock } from '../../lib/local/simulators/simulator-clock.ts';
import type { StepContext } from '../../lib/pipeline/context.ts';
import { connectCrms } from '../../lib/runtime/connect-crms.ts';
import { readEnvironment } from '../../lib/runtime/environment.ts';
import { SILENT_LOG } from '../../lib/runtime/log.ts';
import type { Table } from '../../lib/store/table.ts';
import { createCountingRandom, createManualClock, type ManualClock } from '../support/manual-clock.ts';
import { MemoryTable } from '../support/memory-table.ts';

/** A simulated CRM over HTTP, with the switches of `/_simulator` at hand. */
export interface SimulatedCrm {
  readonly url: string;
  readonly calls: CallLog;
  readonly faults: FaultSwitch;
}

/** Both CRMs of an export folder on loopback, and all a loop over them needs, on one clock that nobody waits for. */
export interface Stage {
  readonly config: Config;
  readonly clock: ManualClock;
  readonly salesforce: SimulatedCrm;
  readonly hubspot: SimulatedCrm;
  /** Adapters as a new process makes them. */
  readonly connect: () => Promise<ReadonlyMap<string, Crm>>;
  readonly context: (table: Table) => StepContext;
  readonly close: () => Promise<void>;
}

interface StageOptions {
  /** Export folder. */
  readonly from: string;
  readonly config: Config;
  readonly today: string;
  /** Time of that day in UTC; the simulators stamp changes with it. */
  readonly time?: string;
}

/** Starts both simulators at noon of `today`. */
export async function openStage({ from, config, today, time = '03:00:00' }: StageOptions): Promise<Stage> {
  const clock = createManualClock(`${today}T${time}.000Z`);
  const folder = readExportFolder(from);
  const parts = { folder, clock: new SimulatorClock(undefined, clock), random: createCountingRandom('sim') };
  const account = { timeZone: config.timezone, currency: config.currency };
  const org = createSalesforceSimulator(parts);
  const portal = createHubspotSimulator({ ...parts, account });
  const [salesforce, hubspot] = await Promise.all([serveOnLoopback(org.app), serveOnLoopback(portal.app)]);
  const random = createCountingRandom('run');
  const budgets = new MemoryTable();
  return {
    config,
    clock,
    salesforce: simulated(salesforce, org),
    hubspot: simulated(hubspot, portal),
    connect: () => {
      const urls = { REVLOOP_SALESFORCE_URL: salesforce.url, REVLOOP_HUBSPOT_URL: hubspot.url };
      const environment = { ...readEnvironment(), ...urls };
      return connectCrms({ config, environment, table: budgets, clock, random });
    },
    context: (table) => ({ table, config, clock, random, log: SILENT_LOG, today }),
    close: async () => {
      await Promise.all([salesforce.close(), hubspot.close()]);
    },
  };
}

/** Creates the RevLoop fields in both CRMs. */
export async function provision(stage: Stage): Promise<void> {
  for (const crm of (await stage.connect()).values()) await crm.provision(FIELDS);
}

/** Calls that may have changed a record. */
export function recordWrites({ calls }: SimulatedCrm): readonly CallCount[] {
  return calls.list().filter(({ method, route }) => {
    if (method === 'GET') return false;
    if (/\/(query|token|search|batch\/read)\b/.test(route)) return false;
    // Only queries are sent as sub-requests; writes go by collections.
    if (/\/composite$/.test(route)) return false;
    const isRetrieve = method === 'POST' && /\/composite\/sobjects\/\{?\w+\}?$/.test(route);
    return !isRetrieve;
  });
}

function simulated(
  { url }: RunningServer,
  { calls, faults }: Pick<SimulatedCrm, 'calls' | 'faults'>,
): SimulatedCrm {
  return { url, calls, faults };
}
