import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CallCount } from '../../lib/local/simulators/call-log.ts';
import type { SyncRun } from '../../lib/pipeline/ingest/ingest-report.ts';
import { planWriteBack } from '../../lib/pipeline/write-back/plan.ts';
import type { Plan } from '../../lib/pipeline/write-back/plan-file.ts';
import { MemoryTable } from '../support/memory-table.ts';
import { type DemoStage, openDemo } from './demo-stage.ts';
import { apply, compute, runsOf, sync } from './loop-steps.ts';
import { provision, recordWrites } from './stage.ts';

/** Records per page of a first read. */
const PAGE = { salesforce: 2000, hubspot: 100, owners: 500 } as const;
/** Of a first read beside its pages: description, plan, borders of its parts, changes since its start, counts. */
const SPARE_CALLS = 10;
const PAGE_MARGIN = 1.01;
/** Records per call that reads histories, which a first read needs beside its pages. */
const HISTORY_BATCH = 50;

type Calls = readonly CallCount[];

const table = new MemoryTable();
let stage: DemoStage;
let firstRuns: readonly SyncRun[];
let firstSweepCalls: number;
let firstSalesforce: Calls;
let firstHubspot: Calls;
let firstWrites: Calls;

interface Round {
  readonly runs: readonly SyncRun[];
  readonly plan: Plan;
  readonly writes: Calls;
}
/** The loop again: just after its own writes, and an hour later. */
const PAUSES_MS = [1000, 3_600_000];
const rounds: Round[] = [];

beforeAll(async () => {
  stage = await openDemo();
  await provision(stage);
  resetCalls();
  const first = await sync(stage, table);
  firstRuns = runsOf(first);
  firstSweepCalls = first.flatMap(({ sweeps }) => sweeps).reduce((sum, { calls }) => sum + calls, 0);
  firstSalesforce = stage.salesforce.calls.list();
  firstHubspot = stage.hubspot.calls.list();
  firstWrites = writesOf(stage);
  await compute(stage.context(table), stage.folder);
  await apply(stage, table, await planWriteBack(stage.context(table)));
  for (const pauseMs of PAUSES_MS) rounds.push(await loopAgain(pauseMs));
});

afterAll(() => stage.close());

describe('the first sync', () => {
  it('calls for no object more than its pages and ten', () => {
    const runs = firstRuns;

    const counts = runs.map(({ crm, object, read, calls: all }) => {
      const calls = all - (crm === 'hubspot' ? historyCalls(object) : 0);
      const page = object === 'owners' ? PAGE.owners : crm === 'hubspot' ? PAGE.hubspot : PAGE.salesforce;
      return { object, calls, allowed: Math.floor(PAGE_MARGIN * Math.ceil(read / page)) + SPARE_CALLS };
    });

    expect(counts).toHaveLength(32);
    expect(counts.filter(({ calls, allowed }) => calls < 1 || calls > allowed)).toEqual([]);
  });

  it('reads histories in full batches at most', () => {
    const batches = firstRuns
      .filter(({ crm }) => crm === 'hubspot')
      .map(({ object, read }) => ({ calls: historyCalls(object), most: Math.ceil(read / HISTORY_BATCH) }));

    expect(batches.some(({ calls }) => calls > 0)).toBe(true);
    expect(batches.filter(({ calls, most }) => calls > most)).toEqual([]);
  });

  it('reports the calls that the CRMs counted', () => {
    const salesforce = firstSalesforce.filter(({ object }) => object !== undefined);
    const counted = [...salesforce, ...firstHubspot.filter(({ route }) => !/token/.test(route))];

    const reported = firstRuns.reduce((sum, { calls }) => sum + calls, firstSweepCalls);

    expect(reported).toBe(counted.reduce((sum, { count }) => sum + count, 0));
  });

  it('writes no record', () => {
    const calls = firstWrites;

    expect(calls).toEqual([]);
  });
});

describe.each([0, 1])('the loop when nothing has changed (round %i)', (at) => {
  it('takes nothing for a change of somebody else’s', () => {
    const changed = rounds[at]?.runs.filter(({ upserted, deleted }) => upserted + deleted > 0);

    expect(changed).toEqual([]);
  });

  it('plans nothing', () => {
    const plan = rounds[at]?.plan;

    expect(plan).toMatchObject({ changes: [], records: [], skipped: [] });
  });

  it('writes no record', () => {
    const calls = rounds[at]?.writes;

    expect(calls).toEqual([]);
  });
});

async function loopAgain(pauseMs: number): Promise<Round> {
  stage.clock.advance(pauseMs);
  resetCalls();
  const runs = runsOf(await sync(stage, table));
  await compute(stage.context(table), stage.folder);
  const plan = await planWriteBack(stage.context(table));
  await apply(stage, table, plan);
  return { runs, plan, writes: writesOf(stage) };
}

function writesOf({ salesforce, hubspot }: DemoStage): Calls {
  return [...recordWrites(salesforce), ...recordWrites(hubspot)];
}

/** Asked in this process: a connection may have been closed while figures were computed. */
function historyCalls(object: string): number {
  return firstHubspot
    .filter((call) => call.object === object && call.route.endsWith('/batch/read'))
    .reduce((sum, { count }) => sum + count, 0);
}

function resetCalls(): void {
  for (const { calls } of [stage.salesforce, stage.hubspot]) calls.reset();
}
