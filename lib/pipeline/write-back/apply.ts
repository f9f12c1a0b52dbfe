import type { Crm } from '../../crm/crm.ts';
import { recordMapOf } from '../../crm/record-maps.ts';
import { AppError } from '../../domain/app-error.ts';
import { refKey } from '../../domain/entities.ts';
import { ERROR_CODES } from '../../domain/error-codes.ts';
import { openErasures } from '../../store/erasure-store.ts';
import { loadErrors } from '../../store/error-store.ts';
import { saveRun } from '../../store/run-store.ts';
import { acquireLease, releaseLease } from '../../store/sync-store.ts';
import type { Effect, EffectState } from '../../store/write-back-store.ts';
import { loadApplied, loadEffects, notePlan, saveApplied } from '../../store/write-back-store.ts';
import { type StepContext, secondsBetween } from '../context.ts';
import { applyBatch, effectOf, type RecordPlan } from './apply-batch.ts';
import type { Plan } from './plan-file.ts';
import { closeUnplanned } from './rejections.ts';

export interface ApplyReport {
  readonly runId: string;
  readonly planned: number;
  readonly applied: number;
  readonly unchanged: number;
  readonly skipped: readonly { readonly id: string; readonly reason: string }[];
  readonly rejected: readonly {
    readonly id: string;
    readonly code: string;
    readonly reason: string;
    readonly fix: string;
  }[];
  readonly unknown: number;
  readonly calls: Readonly<Record<string, number>>;
  readonly seconds: number;
  /** ISO instant at which this very plan was applied whole before: nothing was written now. */
  readonly alreadyAppliedAt?: string;
}

/**
 * Does exactly what a plan says, record by record: each is read again just before, and left alone where somebody
 * changed it since. Every record ends applied, unchanged, skipped, rejected or unknown. Running it again after it
 * died takes up where it stopped and writes nothing twice; once every record has its values, it does nothing more.
 * Throws `plan-too-large` where the plan exceeds the guard and nobody approved it.
 */
export async function applyPlan(
  context: StepContext,
  plan: Plan,
  options: { readonly crms: ReadonlyMap<string, Crm>; readonly isApproved: boolean },
): Promise<ApplyReport> {
  const { clock, config, log } = context;
  const startMs = clock.nowMs();
  const earlier = await loadApplied(context.table, plan.planId);
  if (earlier?.isWhole === true)
    return { ...emptyReport(plan, options.crms), alreadyAppliedAt: earlier.endedAt };
  const { maxChangesPerRun } = config.writeBack;
  if (plan.records.length > maxChangesPerRun && !options.isApproved) {
    throw new AppError(
      'plan-too-large',
      `the plan changes ${plan.records.length} records; the guard is ${maxChangesPerRun}`,
    );
  }
  if (plan.records.length > 0) await notePlan(context.table, plan.planId);
  const before = callsOf(options.crms);
  const effects: Effect[] = [];
  for (const [name, records] of recordPlans(plan)) {
    const [crmName = '', object = ''] = name.split('/');
    const crm = options.crms.get(crmName);
    if (crm === undefined)
      throw new AppError('config-invalid', `the plan writes to ${crmName}, which is not configured`);
    const work = { crm, object, planId: plan.planId, isAgain: earlier !== undefined, records };
    effects.push(...(await applyObject(context, work)));
  }
  const calls = Object.fromEntries(
    [...callsOf(options.crms)].map(([name, count]) => [name, count - (before.get(name) ?? 0)]),
  );
  const report = {
    ...summaryOf(effects, config.lang),
    runId: plan.planId,
    planned: plan.records.length,
    calls,
    seconds: secondsBetween(startMs, clock.nowMs()),
  };
  log.info('write-back', {
    planId: plan.planId,
    planned: report.planned,
    applied: report.applied,
    unchanged: report.unchanged,
    skipped: report.skipped.length,
    rejected: report.rejected.length,
    unknown: report.unknown,
    seconds: report.seconds,
  });
  const counts = {
    planned: report.planned,
    applied: report.applied,
    unchanged: report.unchanged,
    rejected: report.rejected.length,
    skipped: report.skipped.length,
    unknown: report.unknown,
  };
  const endedAt = new Date(clock.nowMs()).toISOString();
  await saveRun(context.table, 'write-back', { name: 'last', endedAt, report: counts });
  await closeUnplanned(context, plan);
  await saveApplied(context.table, plan.planId, { endedAt, isWhole: isWhole(report) });
  return report;
}

function isWhole({ planned, applied, unchanged }: ApplyReport): boolean {
  return applied + unchanged === planned;
}

function emptyReport({ planId, records }: Plan, crms: ReadonlyMap<string, Crm>): ApplyReport {
  return {
    ...{ runId: planId, planned: records.length, applied: 0, unchanged: records.length, unknown: 0 },
    ...{ skipped: [], rejected: [], seconds: 0 },
    calls: Object.fromEntries([...crms.keys()].map((name) => [name, 0])),
  };
}

async function applyObject(
  context: StepContext,
  work: {
    readonly crm: Crm;
    readonly object: string;
    readonly planId: string;
    /** An earlier run of the plan came to its end: what it wrote is no write of this one. */
    readonly isAgain: boolean;
    readonly records: readonly RecordPlan[];
  },
): Promise<readonly Effect[]> {
  const { crm, object, planId, isAgain, records } = work;
  const lease = await acquireLease(context, crm.name, object);
  try {
    const erasures = await openErasures(context.table, crm.name, object);
    const gone = records.filter(({ id }) => erasures.has(id));
    const open = records.filter(({ id }) => !erasures.has(id));
    const description = await crm.describe(object);
    const earlier = await loadEffects(context.table, planId);
    const rejections = await loadErrors(context.table, 'write');
    const volatile = recordMapOf(crm.name).volatile;
    // Of who was erased since the plan nothing may be noted, not even this.
    const done: Effect[] = gone.map((plan) => effectOf(plan, 'skipped', 'the record is gone'));
    for (let at = 0; at < open.length; at += crm.writeBatch) {
      const batch = open.slice(at, at + crm.writeBatch);
      done.push(
        ...(await applyBatch(context, {
          crm,
          description,
          lease,
          planId,
          batch,
          earlier,
          rejections,
          volatile,
        })),
      );
      context.onProgress?.({
        step: 'write-back',
        what: `${crm.name} ${object}`,
        done: done.length,
        total: records.length,
      });
    }
    return isAgain ? done.map((effect) => asSeenAgain(effect, earlier.get(effect.ref))) : done;
  } finally {
    await releaseLease(context, lease);
  }
}

function asSeenAgain(effect: Effect, earlier: Effect | undefined): Effect {
  const isOld = effect.state === 'applied' && earlier?.state === 'applied';
  return isOld ? { ...effect, state: 'unchanged' } : effect;
}

/** The plan by object, each record with its fields. */
function recordPlans(plan: Plan): ReadonlyMap<string, readonly RecordPlan[]> {
  const changesOf = Map.groupBy(plan.changes, refKey);
  const records = plan.records.map((record) => ({ ...record, changes: changesOf.get(refKey(record)) ?? [] }));
  return Map.groupBy(records, ({ crm, object }) => `${crm}/${object}`);
}

function summaryOf(effects: readonly Effect[], lang: 'ja' | 'en') {
  const count = (state: EffectState): number => effects.filter((effect) => effect.state === state).length;
  return {
    applied: count('applied'),
    unchanged: count('unchanged'),
    unknown: count('unknown') + count('sent'),
    skipped: effects.flatMap((effect) =>
      effect.state === 'skipped' ? [{ id: effect.ref, reason: effect.reason ?? '' }] : [],
    ),
    rejected: effects.flatMap((effect) =>
      effect.state === 'rejected'
        ? [
            {
              id: effect.ref,
              code: effect.code ?? '',
              reason: effect.reason ?? '',
              fix: ERROR_CODES['write-rejected'].fix[lang],
            },
          ]
        : [],
    ),
  };
}

function callsOf(crms: ReadonlyMap<string, Crm>): ReadonlyMap<string, number> {
  return new Map([...crms].map(([name, crm]) => [name, crm.calls()]));
}
