import { createHash } from 'node:crypto';
import { CRM_NAMES } from '../crm/record-maps.ts';
import { lastClosedDay, monthOf } from '../domain/calendar.ts';
import { STAGES } from '../domain/ledger.ts';
import type { ActivityDay } from '../kpis/activity-day.ts';
import { customShares, halfLifeOf } from '../kpis/attribution/model-options.ts';
import { ltvFacts } from '../kpis/customer-lifetime.ts';
import { buildJourneys } from '../kpis/journeys/build-journeys.ts';
import type { Journeys } from '../kpis/journeys/journey.ts';
import { lagCurve } from '../kpis/lag-curve.ts';
import { loadAliases, saveAliases } from '../store/alias-store.ts';
import { stableJson } from '../store/json.ts';
import { logRestatement, type RestatedMonth } from '../store/restatement-store.ts';
import { currentRun, publishSnapshot, renewPart } from '../store/snapshot-store.ts';
import { acquireLease, releaseLease, renewLease } from '../store/sync-store.ts';
import { loadActivityDays } from './activity-days.ts';
import { type StepContext, secondsBetween } from './context.ts';
import { allErasures, closeErasures, erasedLeads, erasedRefs } from './erased-leads.ts';
import { scrubErased } from './erased-traces.ts';
import { factParts } from './fact-parts.ts';
import { type LoadedEntities, loadEntities } from './load-entities.ts';
import { type AllSpend, loadAllSpend } from './load-spend.ts';
import { readSnapshotMeta } from './read-snapshot.ts';
import { restatedMonths } from './restate.ts';
import { INPUTS_PART, snapshotInputs } from './snapshot-inputs.ts';
import { DEFINITION_VERSION, type SnapshotMeta } from './snapshot-meta.ts';
import { applyLedgerPlan, type LedgerPlan, planLedger } from './update-ledger.ts';

export interface ComputeReport {
  readonly runId: string;
  /** Months whose ledger changed since the last run. */
  readonly months: readonly string[];
  /** Closed months whose published figures changed, with the cause. */
  readonly restated: readonly RestatedMonth[];
  readonly seconds: number;
  readonly people: number;
  readonly won: number;
  readonly issues: Journeys['issues'];
  /** False where the figures came out exactly as in the current snapshot. */
  readonly isNew: boolean;
}

/**
 * Records → journeys → ledger → facts of every month and model, published as one immutable snapshot whose id is the
 * digest of its content: the same store gives the same bytes, and a run that died is simply run again.
 */
export async function computeKpis(context: StepContext): Promise<ComputeReport> {
  const { table, clock, config, log } = context;
  const startMs = clock.nowMs();
  const lease = await acquireLease(context, 'kpis', 'compute');
  try {
    // Before the records: figures may rest on more than they say, never on less.
    const inputs = stableJson(await snapshotInputs(context));
    const loaded = await loadEntities(context);
    const { entities, history, unreadable } = loaded;
    context.onProgress?.({ step: 'compute-kpis', what: 'records', done: entities.length });
    const journeys = buildJourneys(entities, config, history);
    const spend = await loadAllSpend(context);
    const activity = await loadActivityDays(table, config);
    await renewLease(context, lease);
    const erasures = await allErasures(table, config);
    const stored = erasures.length === 0 ? [] : (await loadAliases(table)).keys();
    const plan = await planLedger(table, journeys.rows, erasureTest(context, loaded), (past) =>
      erasedLeads(erasures, [...past, ...stored, ...livingRefs(journeys)], config),
    );
    const parts = snapshotParts(context, { ...journeys, rows: plan.rows }, { spend, activity });
    const runId = runIdOf(context.today, parts);
    const restated = await restate(context, runId, { plan, loaded });
    const months = await applyLedgerPlan(table, plan, async () => {
      await scrubErased(table, erasures);
      await closeErasures(table, erasures);
    });
    await saveAliases(table, journeys.aliases, erasedRefs(erasures));
    const isNew = (await currentRun(table)) !== runId;
    await renewLease(context, lease);
    if (isNew) await publishSnapshot(table, runId, new Map([...parts, [INPUTS_PART, inputs]]));
    else await renewPart(table, runId, { name: INPUTS_PART, text: inputs });
    const report = {
      runId,
      months,
      restated,
      seconds: secondsBetween(startMs, clock.nowMs()),
      people: journeys.people.length,
      won: journeys.rows.filter(({ stage }) => stage === 'won').length,
      issues: [...journeys.issues, ...spend.issues],
      isNew,
    };
    log.info('compute-kpis', {
      runId,
      months: months.length,
      restated: restated.length,
      people: report.people,
      won: report.won,
      unreadable: unreadable.length,
      issues: report.issues.length,
      seconds: report.seconds,
    });
    return report;
  } finally {
    await releaseLease(context, lease);
  }
}

/** Past figures that change are logged before they do; the first snapshot changes none. */
async function restate(
  { table, today }: StepContext,
  runId: string,
  { plan, loaded }: { readonly plan: LedgerPlan; readonly loaded: LoadedEntities },
): Promise<readonly RestatedMonth[]> {
  const replaces = await currentRun(table);
  const isSame = plan.diffs.every(({ changes }) => changes.length === 0);
  if (replaces === undefined || replaces === runId || isSame) return [];
  const { meta } = await readSnapshotMeta(table);
  const comparesRoutes = meta.definitionVersion === DEFINITION_VERSION;
  const months = restatedMonths(plan.diffs, monthOf(meta.asOf), loaded, { comparesRoutes });
  return (await logRestatement(table, { runId, replaces, asOf: today, months })).months;
}

/** Every id that leads to a living person, also those that only a merge tells of. */
function livingRefs({ people, aliases }: Journeys): readonly string[] {
  const living = new Set(people.map(({ id }) => id));
  return [...aliases].flatMap(([ref, canonical]) => (living.has(canonical) ? [ref] : []));
}

/** A record that the store holds no more, of a CRM that is still read: it was erased. */
function erasureTest({ config }: StepContext, { stored }: LoadedEntities): (ref: string) => boolean {
  const crms = new Set(CRM_NAMES.filter((name) => config.crm[name] !== undefined).map((name) => `${name}/`));
  return (ref) => !stored.has(ref) && [...crms].some((prefix) => ref.startsWith(prefix));
}

function snapshotParts(
  context: StepContext,
  journeys: Journeys,
  { spend, activity }: { readonly spend: AllSpend; readonly activity: readonly ActivityDay[] },
): ReadonlyMap<string, string> {
  const { today, config } = context;
  const { rows, available, issues, people } = journeys;
  const days = [...rows.flatMap(({ day }) => day ?? []), ...spend.days.map(({ day }) => day)].sort();
  const lag = lagCurve(rows, lastClosedDay(today));
  const halfLife = halfLifeOf(lag);
  const meta: SnapshotMeta = {
    asOf: today,
    definitionVersion: DEFINITION_VERSION,
    currency: config.currency,
    timeZone: config.timezone,
    firstDay: days[0] ?? null,
    lastDay: days.at(-1) ?? null,
    available,
    people: people.length,
    existingCustomers: people.filter(({ isLead, isExistingCustomer }) => isLead && isExistingCustomer).length,
    excluded: people.filter(({ isExcluded }) => isExcluded).length,
    stages: Object.fromEntries(
      STAGES.map((stage) => [stage, rows.filter((row) => row.stage === stage).length]),
    ),
    attribution: {
      halfLifeDays: halfLife.days,
      halfLifeBasis: halfLife.basis,
      custom: customShares(config),
      stitch: countBy(
        rows.filter(({ stage }) => stage === 'opportunity').flatMap(({ stitch }) => stitch ?? []),
      ),
    },
    ltv: ltvFacts(rows, today),
  };
  return new Map([
    ['meta', stableJson(meta)],
    ['lag', stableJson(lag)],
    ['coverage', stableJson(spend.coverage)],
    ['issues', stableJson([...issues, ...spend.issues])],
    ...factParts(meta, { rows, spend: [...spend.days, ...spend.budget], activity }),
  ]);
}

function countBy<K extends string>(names: readonly K[]): Partial<Record<K, number>> {
  const counts: Partial<Record<K, number>> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}

function runIdOf(today: string, parts: ReadonlyMap<string, string>): string {
  const digest = createHash('sha256');
  for (const [name, text] of [...parts].sort(([a], [b]) => (a < b ? -1 : 1)))
    digest.update(name).update(text);
  return `${today}-${digest.digest('hex').slice(0, 12)}`;
}
