import type { CrmName } from '../../../lib/crm/record-maps.ts';
import { ingestCrm } from '../../../lib/pipeline/ingest-crm.ts';
import { MemoryTable } from '../../support/memory-table.ts';
import type { SeededCrms } from '../../support/seeded-crms.ts';
import type { Findings, Goal } from './goal.ts';
import { aBenchContext, budgetOf, connect, createHurriedClock, withCrms } from './stage.ts';
import { countWrites, leastUnits, recordsOf, type Written } from './write-units.ts';

const RECORDS = 10_000;
const CHANGED = 1_000;
const BETWEEN_RUNS_MS = 3_600_000;
/** Answers tell their time to the second. */
const SETTLED_MS = 2_000;
const MILLION = 1_000_000;
/** Dollars a million in us-east-1: write units, events, requests of SQS and of Lambda. https://aws.amazon.com/pricing */
const PRICES = { unit: 0.625, event: 1, message: 0.4, invocation: 0.2 } as const;
/** A message is sent, received and deleted. */
const MESSAGE_REQUESTS = 3;
/** Calls a run of a quarter of an hour can make at 19 a second, less its margin: a million contacts need 10,000. */
const CALLS_PER_RUN = 0.9 * 900 * 19;
const LIST_PAGE = 100;

const CASES = [
  { crm: 'hubspot', object: 'contacts', change: { jobtitle: 'CTO' } },
  { crm: 'hubspot', object: 'deals', change: { amount: '1' } },
  { crm: 'salesforce', object: 'Lead', change: { Title: 'CTO' } },
] as const satisfies readonly { crm: CrmName; object: string; change: Readonly<Record<string, string>> }[];

/** Write units of what was really put, against those of the items that really changed; sweeps included. */
export function measureStoreWrites(): Promise<Findings> {
  const plan = { hubspot: { contacts: RECORDS, deals: RECORDS }, salesforce: { Lead: RECORDS } };
  return withCrms(plan, async (crms) => {
    // Of all cases, as the simulators share theirs: a stamp of the future is not believed.
    const clock = createHurriedClock();
    const goals: Goal[] = [];
    const notes: string[] = [];
    for (const one of CASES) {
      const found = await measureCase(crms, clock, one);
      goals.push(...found.goals);
      notes.push(...found.notes);
    }
    return { goals, notes };
  });
}

async function measureCase(
  crms: SeededCrms,
  clock: ReturnType<typeof createHurriedClock>,
  { crm: name, object, change }: (typeof CASES)[number],
): Promise<Findings> {
  const memory = new MemoryTable();
  const { table, take } = countWrites(memory);
  const context = aBenchContext(table, clock);
  const crm = connect(name, crms[name], { clock: context.clock, budget: budgetOf(name, context) });
  const run = async (): Promise<{ readonly written: Written; readonly least: number }> => {
    const before = recordsOf(memory);
    take();
    const { runs } = await ingestCrm(context, crm, { objects: [object] });
    const failed = runs.find(({ error }) => error !== undefined);
    if (failed !== undefined) throw new Error(`${name} ${object}: ${JSON.stringify(failed.error)}`);
    return { written: take(), least: leastUnits(before, recordsOf(memory)) };
  };
  const first = await run();
  await run();
  const advance = async (ms: number): Promise<void> => {
    clock.advance(ms);
    await crms.control(name, 'clock', { advanceMs: ms });
  };
  await advance(BETWEEN_RUNS_MS);
  const touch = { object, count: CHANGED };
  await (name === 'hubspot'
    ? crms.control(name, 'edits', { edits: [{ kind: 'touch', ...touch, properties: change }] })
    : crms.control(name, 'edits', { verb: 'touch', ...touch, values: change }));
  await advance(SETTLED_MS);
  const changes = await run();
  const quiet = await run();
  const what = `${name} ${object}`;
  const units = { allowed: 1.05, unit: 'write units' };
  return {
    goals: [
      {
        what: `${what}, first read of ${RECORDS.toLocaleString('en')}`,
        measured: first.written.recordUnits,
        bound: first.least,
        ...units,
      },
      {
        what: `${what}, ${CHANGED.toLocaleString('en')} changed`,
        measured: changes.written.recordUnits,
        bound: changes.least,
        ...units,
      },
      {
        what: `${what}, unchanged source`,
        measured: quiet.written.recordItems,
        bound: 0,
        allowed: 0,
        unit: 'items of records',
      },
      orchestration(what, first.written),
    ],
    notes: [
      `${what}, leases, checkpoints, budget and reports apart: ${first.written.otherUnits} units in the first read, ${changes.written.otherUnits} with changes, ${quiet.written.otherUnits} without`,
    ],
  };
}

/**
 * Of a million records: what is paid beside the writes of records. Bookkeeping as measured, counted as if it grew with
 * the records; one message and one event a run, and a further run for whatever does not fit into a quarter of an hour.
 */
function orchestration(what: string, { recordUnits, otherUnits }: Written): Goal {
  const scale = MILLION / RECORDS;
  const runs = Math.ceil(MILLION / LIST_PAGE / CALLS_PER_RUN);
  const perRun = MESSAGE_REQUESTS * PRICES.message + PRICES.event + PRICES.invocation;
  const measured = (otherUnits * scale * PRICES.unit + runs * perRun) / 1e6;
  const bound = (recordUnits * scale * PRICES.unit) / 1e6;
  return {
    what: `${what}, orchestration of a million records`,
    measured,
    bound,
    allowed: 0.05,
    unit: 'dollars',
  };
}
