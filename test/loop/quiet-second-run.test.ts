import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import type { SyncRun } from '../../lib/pipeline/ingest/ingest-report.ts';
import { planWriteBack } from '../../lib/pipeline/write-back/plan.ts';
import type { Plan } from '../../lib/pipeline/write-back/plan-file.ts';
import { MemoryTable } from '../support/memory-table.ts';
import { type DemoStage, openDemo } from './demo-stage.ts';
import { apply, compute, runsOf, sync } from './loop-steps.ts';
import { provision, recordWrites, type SimulatedCrm } from './stage.ts';

/** Records per page of a first read. */
const PAGE = { salesforce: 2000, hubspot: 100, owners: 500 } as const;
/** A count, and what a page needs beside it. */
const SPARE_CALLS = 2;

const CallsSchema = z.array(
  z.object({ method: z.string(), route: z.string(), object: z.string().optional(), count: z.number() }),
);
type Calls = z.infer<typeof CallsSchema>;

const table = new MemoryTable();
let stage: DemoStage;
let firstRuns: readonly SyncRun[];
let firstCalls: Calls;
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
  await resetCalls();
  firstRuns = runsOf(await sync(stage, table));
  firstCalls = [...(await callsOf(stage.salesforce)), ...(await callsOf(stage.hubspot))];
  firstWrites = writesOf(stage);
  await compute(stage.context(table), stage.folder);
  await apply(stage, table, await planWriteBack(stage.context(table)));
  for (const pauseMs of PAUSES_MS) rounds.push(await loopAgain(pauseMs));
});

afterAll(() => stage.close());

describe('the first sync', () => {
  it('lists or queries no object more than its pages and two', () => {
    const reads = firstCalls.filter(isListOrQuery);

    const counts = firstRuns.map(({ crm, object, read }) => {
      const own = reads.filter((call) => call.object === object || call.route.endsWith(`/${object}`));
      const page = object === 'owners' ? PAGE.owners : crm === 'hubspot' ? PAGE.hubspot : PAGE.salesforce;
      const calls = own.reduce((sum, { count }) => sum + count, 0);
      return { object, calls, allowed: Math.ceil(read / page) + SPARE_CALLS };
    });

    expect(counts).toHaveLength(12);
    expect(counts.filter(({ calls, allowed }) => calls < 1 || calls > allowed)).toEqual([]);
  });

  it('reports the calls that the CRMs counted', () => {
    const counted = firstCalls.filter(({ object, route }) => object !== undefined || /owners$/.test(route));

    const reported = firstRuns.reduce((sum, { calls }) => sum + calls, 0);

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
  await resetCalls();
  const runs = runsOf(await sync(stage, table));
  await compute(stage.context(table), stage.folder);
  const plan = await planWriteBack(stage.context(table));
  await apply(stage, table, plan);
  return { runs, plan, writes: writesOf(stage) };
}

function writesOf({ salesforce, hubspot }: DemoStage): Calls {
  return [...recordWrites(salesforce), ...recordWrites(hubspot)];
}

function isListOrQuery({ method, route }: Calls[number]): boolean {
  if (/\/search$/.test(route)) return true;
  return method === 'GET' && /\/(query|queryAll|owners)$|\/objects\/\{object\}$/.test(route);
}

async function callsOf({ url }: SimulatedCrm): Promise<Calls> {
  const answer = await fetch(`${url}/_simulator/calls`);
  return CallsSchema.parse(await answer.json());
}

async function resetCalls(): Promise<void> {
  for (const { url } of [stage.salesforce, stage.hubspot])
    await fetch(`${url}/_simulator/calls`, { method: 'DELETE' });
}
