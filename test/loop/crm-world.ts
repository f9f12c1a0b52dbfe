import * as z from 'zod';
import type { Crm } from '../../lib/crm/crm.ts';
import type { Config } from '../../lib/domain/config.ts';
import type { Hint } from '../../lib/domain/hint.ts';
import type { ExportFolder, ExportRow, ExportTable } from '../../lib/local/simulators/export-folder.ts';
import { createHubspotSimulator } from '../../lib/local/simulators/hubspot/hubspot-simulator.ts';
import type { PortalEdit } from '../../lib/local/simulators/hubspot/portal-edits.ts';
import { createSalesforceSimulator } from '../../lib/local/simulators/salesforce/salesforce-simulator.ts';
import { serveOnLoopback } from '../../lib/local/simulators/serve.ts';
import { SimulatorClock } from '../../lib/local/simulators/simulator-clock.ts';
import type { StepContext } from '../../lib/pipeline/context.ts';
import { ingestHints } from '../../lib/pipeline/ingest/ingest-hints.ts';
import { ingestCrm } from '../../lib/pipeline/ingest-crm.ts';
import { connectCrms } from '../../lib/runtime/connect-crms.ts';
import { readEnvironment } from '../../lib/runtime/environment.ts';
import { SILENT_LOG } from '../../lib/runtime/log.ts';
import type { Table } from '../../lib/store/table.ts';
import { aConfig } from '../support/builders.ts';
import { createCountingRandom, createManualClock, type ManualClock } from '../support/manual-clock.ts';
import { MemoryTable } from '../support/memory-table.ts';

const TODAY = '2026-03-10';
const DAY_MS = 86_400_000;

type Tables = Readonly<Record<string, readonly ExportRow[]>>;

/** Both simulated CRMs with a few records, an empty store, and what people do in the CRMs. */
export interface CrmWorld {
  readonly table: MemoryTable;
  readonly clock: ManualClock;
  readonly context: StepContext;
  readonly hubspot: Awaited<ReturnType<typeof start>>['hubspot'];
  readonly salesforce: Awaited<ReturnType<typeof start>>['salesforce'];
  /** Adapters as a new process makes them; those of one table share its budget. */
  readonly connect: (budgets?: Table) => Promise<ReadonlyMap<string, Crm>>;
  /** A sync of both CRMs a day after what was done before, so that every sweep is due. Throws what an object met. */
  readonly sync: () => Promise<void>;
  readonly hint: (hint: Omit<Hint, 'crm' | 'atMs'>) => Promise<void>;
  /** One change by a person in HubSpot. */
  readonly editHubspot: (edit: PortalEdit) => void;
  /** One change by a person in Salesforce, as `POST /_simulator/edits` takes it; ids of the records it touched. */
  readonly editSalesforce: (edit: Readonly<Record<string, unknown>>) => Promise<readonly string[]>;
  readonly close: () => Promise<void>;
}

export async function openWorld(
  records: {
    readonly salesforce?: Tables;
    readonly hubspot?: Tables;
    readonly associations?: readonly ExportRow[];
  },
  config: Config = aConfig(),
): Promise<CrmWorld> {
  const clock = createManualClock(`${TODAY}T03:00:00.000Z`);
  const { salesforce, hubspot, urls, close } = await start(folderOf(records), clock);
  const table = new MemoryTable();
  const context: StepContext = {
    table,
    clock,
    config,
    random: createCountingRandom('run'),
    log: SILENT_LOG,
    today: TODAY,
  };
  const connect = (budgets: Table = new MemoryTable()): Promise<ReadonlyMap<string, Crm>> =>
    connectCrms({ ...context, environment: { ...readEnvironment(), ...urls }, table: budgets });
  return {
    table,
    clock,
    context,
    hubspot,
    salesforce,
    connect,
    sync: async () => {
      clock.advance(DAY_MS);
      for (const crm of (await connect()).values()) {
        const { runs } = await ingestCrm(context, crm);
        for (const { object, error } of runs)
          if (error !== undefined) throw new Error(`${object}: ${error.message}`);
      }
    },
    hint: async (hint) => {
      clock.advance(1000);
      const crm = (await connect()).get('hubspot');
      if (crm === undefined) throw new Error('HubSpot is not connected');
      await ingestHints(context, crm, [{ ...hint, crm: 'hubspot', atMs: clock.nowMs() }]);
    },
    editHubspot: (edit) => {
      clock.advance(1000);
      hubspot.edit(edit);
    },
    editSalesforce: async (edit) => {
      clock.advance(1000);
      const answer = await salesforce.app.request('http://salesforce.test/_simulator/edits', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(edit),
      });
      const text = await answer.text();
      if (!answer.ok) throw new Error(`${answer.status} ${text}`);
      return z.looseObject({ ids: z.array(z.string()) }).parse(JSON.parse(text)).ids;
    },
    close,
  };
}

async function start(folder: ExportFolder, clock: ManualClock) {
  const parts = { folder, clock: new SimulatorClock(undefined, clock), random: createCountingRandom('sim') };
  const salesforce = createSalesforceSimulator({ ...parts, random: { ...parts.random, id: hexIds() } });
  const hubspot = createHubspotSimulator({ ...parts, account: { timeZone: 'Asia/Tokyo', currency: 'JPY' } });
  const [org, portal] = await Promise.all([serveOnLoopback(salesforce.app), serveOnLoopback(hubspot.app)]);
  return {
    salesforce,
    hubspot,
    urls: { REVLOOP_SALESFORCE_URL: org.url, REVLOOP_HUBSPOT_URL: portal.url },
    close: async () => {
      await Promise.all([org.close(), portal.close()]);
    },
  };
}

/** Ids of Bulk jobs are read as hexadecimal numbers. */
function hexIds(): () => string {
  let count = 0;
  return () => {
    count += 1;
    return count.toString(16);
  };
}

function folderOf({
  salesforce = {},
  hubspot = {},
  associations = [],
}: Parameters<typeof openWorld>[0]): ExportFolder {
  return {
    dir: 'world',
    salesforce: tablesOf(salesforce),
    hubspot: tablesOf(hubspot),
    associations,
    owners: [],
    pipelines: undefined,
    problems: [],
  };
}

function tablesOf(tables: Tables): ReadonlyMap<string, ExportTable> {
  return new Map(
    Object.entries(tables).map(([object, rows]) => [object, { columns: Object.keys(rows[0] ?? {}), rows }]),
  );
}
