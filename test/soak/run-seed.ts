import type { Crm } from '../../lib/crm/crm.ts';
import { seedChance } from '../../lib/local/demo/chance.ts';
import type { StepContext } from '../../lib/pipeline/context.ts';
import { ingestHints } from '../../lib/pipeline/ingest/ingest-hints.ts';
import { ingestCrm } from '../../lib/pipeline/ingest-crm.ts';
import { connectCrms } from '../../lib/runtime/connect-crms.ts';
import { readEnvironment } from '../../lib/runtime/environment.ts';
import { SILENT_LOG } from '../../lib/runtime/log.ts';
import type { Table } from '../../lib/store/table.ts';
import { aConfig } from '../support/builders.ts';
import { Crash, dyingAt, type Mortality, mortalCrm, mortalTable } from '../support/crash.ts';
import { createCountingRandom } from '../support/manual-clock.ts';
import { MemoryTable } from '../support/memory-table.ts';
import { bringHints, type HintMessage, subscribeAll } from './hint-traffic.ts';
import { differences, regressions, storedVersions } from './soak-oracle.ts';
import { openSoak, type SoakStage } from './soak-stage.ts';
import { TRUE_OBJECTS } from './vendor-truth.ts';

export interface SeedReport {
  readonly seed: number;
  readonly edits: number;
  readonly crashes: number;
  readonly syncs: number;
  /** Messages of hints that were read. */
  readonly hints: number;
  /** Faults met, by name. */
  readonly faults: Readonly<Record<string, number>>;
  /** What went wrong; empty for a good seed. */
  readonly wrong: readonly string[];
}

const FAULTY_CALLS = 0.2;
const EDITED_CALLS = 0.08;
const CRASHED_RUNS = 0.35;
/** Steps after which webhooks and change events come in, and messages of theirs whose reader dies. */
const HINTED_STEPS = 0.4;
const CRASHED_HINTS = 0.1;
/** Effects within which a crash falls. */
const LATEST_CRASH = 160;
const HOUR_MS = 3_600_000;
/** Longer than every schedule of sweeps and than any day's quota. */
const REST_MS = 27 * HOUR_MS;
const RESTS = 5;

/**
 * One seeded schedule: people edit both CRMs, syncs meet faults, die and start again, hints come in between; then the world comes to rest, and
 * the store must equal the CRMs, with nothing left to write.
 */
export async function runSeed(seed: number): Promise<SeedReport> {
  const stage = await openSoak(seed);
  const chance = seedChance(seed + 4);
  const table = new MemoryTable();
  const wrong: string[] = [];
  const count = { crashes: 0, syncs: 0, hints: 0 };
  try {
    await subscribeAll(stage.hubspot);
    let seen = await storedVersions(table);
    const watch = async (): Promise<void> => {
      const now = await storedVersions(table);
      wrong.push(...regressions(seen, now));
      seen = now;
    };
    stage.setTrouble({ faults: FAULTY_CALLS, edits: EDITED_CALLS });
    for (let step = chance.int(3, 7); step > 0; step -= 1) {
      await stage.edit(chance.int(0, 6));
      stage.clock.advance(chance.int(0, 3 * 60) * 60_000);
      const crash = chance.happens(CRASHED_RUNS) ? chance.int(1, LATEST_CRASH) : undefined;
      const hasDied = await syncOnce(stage, table, crash);
      count.syncs += 1;
      if (hasDied) count.crashes += 1;
      await watch();
      if (!chance.happens(HINTED_STEPS)) continue;
      const { messages, wrong: refused } = await bringHints(stage, { nowMs: stage.clock.nowMs, chance });
      wrong.push(...refused);
      count.hints += messages.length;
      for (const message of messages) {
        const death = chance.happens(CRASHED_HINTS) ? chance.int(1, LATEST_CRASH) : undefined;
        if (await hintOnce(stage, table, message, death)) count.crashes += 1;
      }
      await watch();
    }
    stage.setTrouble({ faults: 0, edits: 0 });
    wrong.push(...(await comeToRest(stage, table)));
    await watch();
    wrong.push(...(await differences(stage, table)).map((line) => `I1: ${line}`));
  } catch (cause) {
    wrong.push(`the schedule ended with ${cause instanceof Error ? (cause.stack ?? cause.message) : cause}`);
  } finally {
    await stage.close();
  }
  return { seed, edits: stage.edits(), ...count, faults: Object.fromEntries(stage.armed()), wrong };
}

/** A process of its own that syncs both CRMs; true where it died. */
function syncOnce(stage: SoakStage, table: Table, crashAt: number | undefined): Promise<boolean> {
  return dies(crashAt, (mortality) => syncAll(stage, mortalTable(table, mortality), mortality));
}

/** A process of its own that reads what hints name; true where it died: its message is lost, too. */
function hintOnce(
  stage: SoakStage,
  table: Table,
  { crm: name, hints }: HintMessage,
  crashAt: number | undefined,
): Promise<boolean> {
  return dies(crashAt, async (mortality) => {
    const { context, crms } = await open(stage, mortalTable(table, mortality));
    const crm = crms.get(name);
    if (crm !== undefined) await ingestHints(context, mortalCrm(crm, mortality), hints);
  });
}

async function dies(
  crashAt: number | undefined,
  run: (mortality: Mortality) => Promise<unknown>,
): Promise<boolean> {
  try {
    await run(dyingAt(crashAt === undefined ? undefined : { step: crashAt, when: 'before' }));
    return false;
  } catch (cause) {
    if (cause instanceof Crash) return true;
    throw cause;
  }
}

async function syncAll(stage: SoakStage, table: Table, mortality: Mortality) {
  const { context, crms } = await open(stage, table);
  return Promise.all(
    [...crms.values()].map((crm: Crm) =>
      ingestCrm(context, mortalCrm(crm, mortality), { objects: objectsOf(crm) }),
    ),
  );
}

/** Those that hold records here; a first sync of all others is the loop tests' business. */
function objectsOf({ name }: Crm): readonly string[] {
  return TRUE_OBJECTS.flatMap(({ crm, object }) => (crm === name ? [object] : []));
}

/** What a new process makes for itself. */
async function open(stage: SoakStage, table: Table) {
  const config = aConfig();
  const random = createCountingRandom(`run-${stage.clock.nowMs()}`);
  const { clock } = stage;
  const urls = {
    REVLOOP_SALESFORCE_URL: stage.urls.salesforce,
    REVLOOP_HUBSPOT_URL: stage.urls.hubspot,
  };
  const environment = { ...readEnvironment(), ...urls };
  const crms = await connectCrms({ config, environment, clock, random, table });
  const context: StepContext = { table, config, clock, random, log: SILENT_LOG, today: '2026-03-10' };
  return { context, crms };
}

/** Undisturbed syncs until nothing is written any more: it must be soon (I6), and without a failure. */
async function comeToRest(stage: SoakStage, table: Table): Promise<readonly string[]> {
  for (let rest = 1; rest <= RESTS; rest += 1) {
    stage.clock.advance(REST_MS);
    const runs = (await syncAll(stage, table, dyingAt(undefined))).flatMap((report) => report.runs);
    const failed = runs.filter(({ error }) => error !== undefined);
    const written = runs.reduce((sum, { upserted, deleted }) => sum + upserted + deleted, 0);
    if (rest === RESTS)
      return [
        ...failed.map(
          ({ crm, object, error }) => `${crm} ${object} still fails: ${error?.code} ${error?.message}`,
        ),
        ...(written > 0
          ? [`I6: ${written} records were still written in sync ${rest} after the last change`]
          : []),
        ...runs
          .filter(({ quarantined }) => quarantined > 0)
          .map(
            ({ crm, object, quarantined }) => `${crm} ${object}: ${quarantined} records stay in quarantine`,
          ),
      ];
  }
  return [];
}
