import type { Crm } from '../crm/crm.ts';
import { FIELDS } from '../crm/fields.ts';
import { isCrmName, RECORD_MAPS } from '../crm/record-maps.ts';
import { AppError } from '../domain/app-error.ts';
import { monthOf, monthsOf } from '../domain/calendar.ts';
import type { ErrorCode } from '../domain/error-codes.ts';
import { lastClosedMonths } from '../domain/parse-period.ts';
import { loadCheckpoint } from '../store/sync-store.ts';
import type { StepContext } from './context.ts';
import { isAbsence } from './ingest/end-of-run.ts';
import { judgeInputs, type KpiInputs } from './kpi-inputs.ts';
import { loadAllSpend } from './load-spend.ts';
import { readSnapshotMeta } from './read-snapshot.ts';
import { toRunError } from './run-error.ts';
import { snapshotInputs } from './snapshot-inputs.ts';

/** One finding: what was checked, how it stands, and what to do where it does not. */
export interface HealthCheck {
  readonly check: string;
  readonly status: 'ok' | 'warn' | 'fail';
  readonly detail?: string;
  readonly code?: ErrorCode;
  readonly fix?: string;
}

/** What the checks say, in one language. */
export interface HealthWords {
  readonly config: (channels: number, currency: string, timeZone: string, asOf: string) => string;
  readonly snapshot: (runId: string, people: number) => string;
  readonly noSnapshot: string;
  readonly object: (fields: number, isSynced: boolean) => string;
  readonly objectAbsent: string;
  readonly fieldsPresent: (count: number) => string;
  readonly fieldsMissing: (missing: number, count: number, shown: string) => string;
  /** Whether every object was read completely, and how old the oldest is. */
  readonly inputs: (inputs: KpiInputs) => string;
  readonly inputsFix: string;
  readonly noSpend: string;
  readonly noSpendFix: string;
  readonly spendGap: (months: number, first: string) => string;
  readonly spendGapFix: string;
  readonly spendDeclared: (channels: number, months: number) => string;
  readonly hasTarget: string;
  readonly noTarget: string;
  readonly noTargetFix: string;
}

interface HealthOptions {
  readonly connect: () => Promise<ReadonlyMap<string, Crm>>;
  readonly words: HealthWords;
}

/** Months of spend that should be declared. */
const SPEND_MONTHS = 12;
/** Missing fields named before the rest is only counted. */
const SHOWN_FIELDS = 3;

/** Checks everything the loop needs, with real calls; a check that fails leaves the others alone. */
export async function checkHealth(
  context: StepContext,
  options: HealthOptions,
): Promise<readonly HealthCheck[]> {
  const { channels, currency, timezone } = context.config;
  const { words } = options;
  const checks: HealthCheck[] = [
    {
      check: 'config',
      status: 'ok',
      detail: words.config(channels.length, currency, timezone, context.today),
    },
    await guarded('store', 'store', () => checkStore(context, words)),
  ];
  try {
    for (const [name, crm] of await options.connect())
      checks.push(...(await checkCrm(context, { name, crm, words })));
  } catch (cause) {
    checks.push(failed('crm', 'crm', cause));
  }
  checks.push(await guarded('freshness', 'store', () => checkFreshness(context, words)));
  return [...checks, ...(await checkSpend(context, words)), checkTargets(context, words)];
}

async function checkStore({ table }: StepContext, words: HealthWords): Promise<HealthCheck> {
  try {
    const { meta, runId } = await readSnapshotMeta(table);
    return { check: 'store', status: 'ok', detail: words.snapshot(runId, meta.people) };
  } catch (cause) {
    if (!(cause instanceof AppError) || cause.code !== 'no-snapshot') throw cause;
    return { check: 'store', status: 'warn', code: 'no-snapshot', detail: words.noSnapshot };
  }
}

/** What figures computed now would rest on. */
async function checkFreshness(context: StepContext, words: HealthWords): Promise<HealthCheck> {
  const inputs = judgeInputs(await snapshotInputs(context), context);
  const isSound = inputs.isComplete && !inputs.isStale;
  const found = { check: 'freshness', detail: words.inputs(inputs) };
  return isSound ? { ...found, status: 'ok' } : { ...found, status: 'warn', fix: words.inputsFix };
}

interface CrmCheck {
  readonly name: string;
  readonly crm: Crm;
  readonly words: HealthWords;
}

async function checkCrm(context: StepContext, of: CrmCheck): Promise<readonly HealthCheck[]> {
  const checks: HealthCheck[] = [];
  for (const object of of.crm.objects) {
    checks.push(await guarded(`${of.name} ${object}`, of.name, () => checkObject(context, of, object)));
  }
  return [...checks, await guarded(`${of.name} fields`, of.name, () => checkFields(of))];
}

async function checkObject(
  { table }: StepContext,
  { name, crm, words }: CrmCheck,
  object: string,
): Promise<HealthCheck> {
  const check = `${name} ${object}`;
  try {
    const { fields } = await crm.describe(object);
    const checkpoint = await loadCheckpoint(table, crm.name, object);
    return { check, status: 'ok', detail: words.object(fields.length, checkpoint !== null) };
  } catch (cause) {
    if (!isAbsence(crm, object, cause)) throw cause;
    return { check, status: 'ok', detail: words.objectAbsent };
  }
}

/** Every RevLoop field must be there and writable; what is not is named. */
async function checkFields({ name, crm, words }: CrmCheck): Promise<HealthCheck> {
  const check = `${name} fields`;
  if (!isCrmName(name)) return { check, status: 'ok' };
  const map = RECORD_MAPS[name];
  const missing: string[] = [];
  let count = 0;
  for (const object of new Set(Object.values(map.objectOf))) {
    const { fields } = await crm.describe(object);
    const writable = new Set(fields.filter(({ isWritable }) => isWritable).map((field) => field.name));
    const own = FIELDS.filter((definition) => map.objectOf[definition.on] === object).map(map.fieldName);
    count += own.length;
    missing.push(...own.filter((field) => !writable.has(field)).map((field) => `${object}.${field}`));
  }
  if (missing.length === 0) return { check, status: 'ok', detail: words.fieldsPresent(count) };
  const shown = missing.slice(0, SHOWN_FIELDS).join(', ');
  return {
    check,
    status: 'fail',
    code: 'field-missing',
    detail: words.fieldsMissing(missing.length, count, shown),
  };
}

/** A channel without a spend row in a closed month looks better than it is. */
async function checkSpend(context: StepContext, words: HealthWords): Promise<readonly HealthCheck[]> {
  const { config, today } = context;
  try {
    const { days, coverage } = await loadAllSpend(context);
    if (days.length === 0)
      return [{ check: 'spend', status: 'warn', detail: words.noSpend, fix: words.noSpendFix }];
    const { from, to } = lastClosedMonths(today, SPEND_MONTHS);
    const declared = new Set([
      ...days.map(({ channel, day }) => `${channel} ${monthOf(day)}`),
      ...coverage.flatMap(({ channel, month, status }) => (status === 'none' ? [] : [`${channel} ${month}`])),
    ]);
    const spending = new Set(
      days.filter(({ isKnownChannel }) => isKnownChannel).map(({ channel }) => channel),
    );
    const gaps = config.channels.flatMap(({ id }): readonly HealthCheck[] => {
      const missing = monthsOf(from, to).filter((month) => !declared.has(`${id} ${month}`));
      const [first] = missing;
      if (first === undefined || !spending.has(id)) return [];
      const detail = words.spendGap(missing.length, first);
      return [{ check: `spend ${id}`, status: 'warn', detail, fix: words.spendGapFix }];
    });
    if (gaps.length > 0) return gaps;
    return [{ check: 'spend', status: 'ok', detail: words.spendDeclared(spending.size, SPEND_MONTHS) }];
  } catch (cause) {
    return [failed('spend', 'store', cause)];
  }
}

function checkTargets({ config }: StepContext, words: HealthWords): HealthCheck {
  const { cac, ltv } = config.targets;
  if (cac !== undefined || ltv !== undefined)
    return { check: 'targets', status: 'ok', detail: words.hasTarget };
  return { check: 'targets', status: 'warn', detail: words.noTarget, fix: words.noTargetFix };
}

async function guarded(check: string, crm: string, run: () => Promise<HealthCheck>): Promise<HealthCheck> {
  try {
    return await run();
  } catch (cause) {
    return failed(check, crm, cause);
  }
}

function failed(check: string, crm: string, cause: unknown): HealthCheck {
  const { code, message, fix } = toRunError(cause, crm);
  return { check, status: 'fail', code, detail: message, ...(fix === undefined ? {} : { fix }) };
}
