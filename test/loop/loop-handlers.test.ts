import dynalite from 'dynalite';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import * as z from 'zod';
import { handler as relayFeedback } from '../../functions/relay-feedback.ts';
import { handler as writeBack } from '../../functions/write-back.ts';
import { FIELDS } from '../../lib/crm/fields.ts';
import type { DemoTruth } from '../../lib/local/demo/truth.ts';
import { LOCAL_AWS } from '../../lib/local/embedded-store.ts';
import { type LocalBus, startLocalBus } from '../../lib/local/event-bus.ts';
import { type LoopReport, runLoop } from '../../lib/local/run-loop.ts';
import { startSimulators } from '../../lib/local/start-simulators.ts';
import { systemClock } from '../../lib/runtime/clock.ts';
import { connectCrms } from '../../lib/runtime/connect-crms.ts';
import { readEnvironment } from '../../lib/runtime/environment.ts';
import { createStepContext, reportOf } from '../../lib/runtime/job.ts';
import { loadConfig } from '../../lib/runtime/load-config.ts';
import { createTable } from '../../lib/store/table-admin.ts';
import { close, listen } from '../support/loopback-server.ts';
import { answersOf } from './demo-answers.ts';
import { DEMO_CONFIG, removeFolder, TODAY, writeDemo } from './demo-stage.ts';

/** Every key a `DealWon` may carry: no name, no address, nothing of a person. */
const DealWonSchema = z.strictObject({
  id: z.string().regex(/^\w+\/\w+\/\w+$/),
  wonOn: z.iso.date(),
  leadSource: z.string().nullable(),
  channel: z.string().nullable(),
  subChannel: z.string().nullable(),
  unattributedReason: z.string().nullable(),
  amount: z.string().nullable(),
  currency: z.literal('JPY').nullable(),
  cycleDays: z.number().nullable(),
  isNewCustomer: z.boolean(),
});

const config = loadConfig(DEMO_CONFIG);
const database = dynalite({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
const closers: (() => Promise<void>)[] = [];
let truth: DemoTruth;
let bus: LocalBus;
let first: LoopReport;

beforeAll(async () => {
  const demo = await writeDemo();
  truth = demo.truth;
  const simulators = await startSimulators({ from: demo.folder, config, today: TODAY });
  bus = await startLocalBus();
  const store = await listen(database);
  closers.push(
    simulators.close,
    bus.close,
    () => close(database),
    async () => removeFolder(demo.folder),
  );
  const environment = {
    ...LOCAL_AWS,
    AWS_ENDPOINT_URL_DYNAMODB: store,
    AWS_ENDPOINT_URL_EVENTBRIDGE: bus.url,
    REVLOOP_CONFIG: DEMO_CONFIG,
    REVLOOP_SALESFORCE_URL: simulators.salesforce,
    REVLOOP_HUBSPOT_URL: simulators.hubspot,
    REVLOOP_BUS: 'revloop-test',
    REVLOOP_INBOX_FOLDER: demo.folder,
    REVLOOP_AS_OF: TODAY,
    REVLOOP_LOG: 'silent',
  };
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  await createTable(readEnvironment().REVLOOP_TABLE);
  const context = createStepContext(readEnvironment());
  const crms = await connectCrms({ ...context, environment: readEnvironment() });
  for (const crm of crms.values()) await crm.provision(FIELDS);
  first = await runLoop(config, { clock: systemClock });
});

afterAll(async () => {
  vi.unstubAllEnvs();
  for (const end of closers) await end();
});

describe('the loop by the handlers that run on AWS', () => {
  it('knows every true answer of the demo company', async () => {
    const context = createStepContext(readEnvironment());

    const answers = await answersOf({ ...context, config });

    expect(answers).toEqual(truth);
  });

  it('writes every record that it planned', () => {
    const { plan, applied } = first;

    const written = { planned: plan.records.length, applied: applied?.applied };

    expect(plan.records.length).toBeGreaterThan(0);
    expect(written).toEqual({ planned: plan.records.length, applied: plan.records.length });
  });

  it('tells the bus of every won deal once, without personal data', () => {
    const events = bus.events.filter(({ type }) => type === 'DealWon');

    const deals = events.map(({ detail }) => DealWonSchema.parse(detail).id);

    expect(deals).toHaveLength(first.kpis.won);
    expect(new Set(deals).size).toBe(deals.length);
  });

  it('finds nothing to tell and nothing to write when the jobs run again', async () => {
    const before = bus.events.filter(({ type }) => type === 'DealWon').length;

    const relay = await reportOf(relayFeedback, { schedule: 'again' });
    const second = await reportOf(writeBack, { mode: 'auto' });

    expect(relay.sent).toBe(0);
    expect(bus.events.filter(({ type }) => type === 'DealWon')).toHaveLength(before);
    expect(second.plan.changes).toEqual([]);
    expect(second.applied).toBeNull();
  });
});
