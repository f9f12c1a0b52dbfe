import { onTestFinished } from 'vitest';
import type { Crm } from '../../lib/crm/crm.ts';
import type { CrmName } from '../../lib/crm/record-maps.ts';
import type { StepContext } from '../../lib/pipeline/context.ts';
import type { IngestReport, SyncRun } from '../../lib/pipeline/ingest/ingest-report.ts';
import { ingestCrm } from '../../lib/pipeline/ingest-crm.ts';
import type { Clock } from '../../lib/runtime/clock.ts';
import { connectCrms } from '../../lib/runtime/connect-crms.ts';
import { readEnvironment } from '../../lib/runtime/environment.ts';
import { SILENT_LOG } from '../../lib/runtime/log.ts';
import { differences } from '../soak/soak-oracle.ts';
import { openSoak, type SoakStage } from '../soak/soak-stage.ts';
import { aConfig } from '../support/builders.ts';
import { createCountingRandom } from '../support/manual-clock.ts';
import { MemoryTable } from '../support/memory-table.ts';

/** Both CRMs with a small company in them, and one store that is synced from them. */
export interface FaultStage extends SoakStage {
  readonly table: MemoryTable;
  /** Adapters as a new process makes them. */
  readonly connect: (clock?: Clock) => Promise<ReadonlyMap<string, Crm>>;
  /** A sync by a process of its own: of one CRM, or of both. */
  readonly sync: (wish?: Wish) => Promise<IngestReport>;
  /** Calls that a CRM has seen, of one object or of all, whose route fits. */
  readonly seen: (crm: CrmName, route?: RegExp, object?: string) => number;
  /** What differs between the store and the CRMs; empty where nothing does. */
  readonly differences: () => Promise<readonly string[]>;
}

interface Wish {
  readonly crm?: CrmName;
  readonly objects?: readonly string[];
  readonly isReconcile?: boolean;
  /** Our clock, where it is not the CRMs'. */
  readonly clock?: Clock;
  /** Stands before the adapter and sees what the sync asks of it. */
  readonly before?: (crm: Crm) => Crm;
}

/** The same company each time; ends with the test. */
export async function openFaults(): Promise<FaultStage> {
  const stage = await openSoak(1);
  onTestFinished(stage.close);
  stage.setTrouble({ faults: 0, edits: 0 });
  const table = new MemoryTable();
  const config = aConfig();
  const environment = {
    ...readEnvironment(),
    REVLOOP_SALESFORCE_URL: stage.urls.salesforce,
    REVLOOP_HUBSPOT_URL: stage.urls.hubspot,
  };
  let processes = 0;
  const connect = (clock: Clock = stage.clock) => {
    processes += 1;
    return connectCrms({ config, environment, clock, random: randomOf(processes), table });
  };
  return {
    ...stage,
    table,
    connect,
    sync: async ({ crm: only, before = unchanged, clock = stage.clock, ...options } = {}) => {
      const crms = [...(await connect(clock)).values()].filter(({ name }) => name === (only ?? name));
      const random = randomOf(processes);
      const context: StepContext = { table, config, clock, random, log: SILENT_LOG, today: '2026-03-10' };
      return join(await Promise.all(crms.map((crm) => ingestCrm(context, before(crm), options))));
    },
    seen: (crm, route = /./, object) =>
      stage[crm].calls
        .list()
        .filter((call) => route.test(`${call.method} ${call.route}`))
        .filter((call) => object === undefined || call.object === object)
        .reduce((sum, { count }) => sum + count, 0),
    differences: () => differences(stage, table),
  };
}

/** A sync before anything goes wrong, an hour ago. */
export async function syncedStage(): Promise<FaultStage> {
  const stage = await openFaults();
  await stage.sync();
  stage.clock.advance(3_600_000);
  return stage;
}

/** What went wrong in a sync, one line per object. */
export function failuresOf({ runs }: Pick<IngestReport, 'runs'>): readonly string[] {
  return runs.flatMap(({ crm, object, status, error }) =>
    error === undefined ? [] : [`${crm} ${object} ${status} ${error.code}`],
  );
}

export function runOf({ runs }: Pick<IngestReport, 'runs'>, crm: CrmName, object: string): SyncRun {
  const run = runs.find((one) => one.crm === crm && one.object === object);
  if (run === undefined) throw new Error(`${crm} ${object} was not synced`);
  return run;
}

const unchanged = (crm: Crm): Crm => crm;

function randomOf(process: number) {
  return createCountingRandom(`process-${process}`);
}

function join(reports: readonly IngestReport[]): IngestReport {
  return {
    runId: reports.map(({ runId }) => runId).join(' '),
    runs: reports.flatMap(({ runs }) => runs),
    sweeps: reports.flatMap(({ sweeps }) => sweeps),
    completeness: reports.flatMap(({ completeness }) => completeness),
    quarantined: reports.flatMap(({ quarantined }) => quarantined),
  };
}
