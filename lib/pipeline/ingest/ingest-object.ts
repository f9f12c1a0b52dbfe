import type { Crm, ObjectLook } from '../../crm/crm.ts';
import { isCrmName, recordMapOf } from '../../crm/record-maps.ts';
import { AppError } from '../../domain/app-error.ts';
import type { CrmConfig } from '../../domain/config.ts';
import { type FieldIssue, loadDescription, saveDescription } from '../../store/description-store.ts';
import { openErasures } from '../../store/erasure-store.ts';
import { openQuarantine } from '../../store/quarantine-store.ts';
import { acquireLease, holdLease, type Lease, releaseLease } from '../../store/sync-store.ts';
import type { StepContext } from '../context.ts';
import { openBackfill, runBackfill } from './backfill.ts';
import { compareStore } from './compare.ts';
import { drainHints } from './drain-hints.ts';
import { endOf, type RunEnd } from './end-of-run.ts';
import { describedNow, findFieldIssues, usableConfig } from './field-drift.ts';
import { readIncrement } from './increment.ts';
import type { Completeness, SweepRun, SyncRun } from './ingest-report.ts';
import { newTally, type ObjectWork, type Tally } from './object-work.ts';
import type { Peek } from './peek.ts';
import { runSweeps, sweepDeleted } from './sweeps.ts';
import { timeLeft } from './time-left.ts';

/** What is wanted of an object beside its changes. */
export interface IngestWish {
  readonly isFull: boolean;
  /** Compare the ids, whatever the counts say. */
  readonly isReconcile: boolean;
  readonly peek?: Peek | undefined;
  /** What all objects of the run look like; those missing are asked for by themselves. */
  readonly looks?: Promise<ReadonlyMap<string, ObjectLook>> | undefined;
}

/** What became of one object; grows while it is read, so that a failure leaves what was found before. */
export interface ObjectOutcome {
  readonly tally: Tally;
  sweeps: readonly SweepRun[];
  fieldIssues: readonly FieldIssue[];
  completeness?: Completeness;
  forecast?: NonNullable<SyncRun['forecast']>;
  end: RunEnd;
}

/** Reads one object under its lease: first read, changes, sweeps, hints, and the comparison with the CRM. */
export async function ingestObject(
  context: StepContext,
  crm: Crm,
  object: string,
  wish: IngestWish,
): Promise<ObjectOutcome> {
  const outcome: ObjectOutcome = {
    tally: newTally(),
    sweeps: [],
    fieldIssues: [],
    end: { status: 'failed' },
  };
  try {
    outcome.end = await endOf(crm, object, async () => {
      const look = (await wish.looks)?.get(object);
      const of = { object, tally: outcome.tally, look };
      return withObject(context, crm, of, (work) => readObject(work, wish, outcome));
    });
  } finally {
    wish.peek?.pass(object);
  }
  return outcome;
}

/** Takes an object's lease and everything its reading needs; gives the lease back whatever happens. */
export async function withObject<T>(
  context: StepContext,
  crm: Crm,
  of: Subject & { readonly waitMs?: number },
  run: (work: ObjectWork) => Promise<T>,
): Promise<T> {
  const lease = await acquireLease(context, crm.name, of.object, of.waitMs);
  try {
    return await run(await openWork(context, crm, { ...of, lease }));
  } finally {
    await releaseLease(context, lease);
  }
}

interface Subject {
  readonly object: string;
  readonly tally: Tally;
  readonly look?: ObjectLook | undefined;
}

async function openWork(
  context: StepContext,
  crm: Crm,
  of: Subject & { readonly lease: Lease },
): Promise<ObjectWork> {
  const { object, tally, lease, look } = of;
  const startedMs = context.clock.nowMs();
  const map = recordMapOf(crm.name);
  const config = configOf(context, crm.name);
  const description = look?.description ?? (await crm.describe(object));
  const { table } = context;
  return {
    ...{ context, crm, object, map, config, description, startedMs, tally },
    countBefore: look?.count,
    lease: holdLease(context, lease),
    erasures: await openErasures(table, crm.name, object),
    quarantine: await openQuarantine(table, crm.name, object),
    time: timeLeft(context.deadline),
  };
}

async function readObject(
  opened: ObjectWork,
  wish: IngestWish,
  outcome: ObjectOutcome,
): Promise<'complete' | 'continued'> {
  const { context, crm, object, description } = opened;
  const before = await loadDescription(context.table, crm.name, object);
  const issues = await findFieldIssues(crm, description, { config: opened.config, before });
  outcome.fieldIssues = issues;
  for (const { code, field } of issues)
    context.log.warn('ingest-crm field', { crm: crm.name, object, code, field });
  const work = { ...opened, config: usableConfig(opened.config, issues) };
  const read = await readChanges(work, wish, outcome);
  if (read === 'continued') return read;
  const kept = describedNow(description, wish.isFull ? [] : issues, before);
  await saveDescription(context.table, { crm: crm.name, object }, { ...kept, issues });
  outcome.sweeps = await runSweeps(work, { isJustRead: read === 'all', isForced: wish.isFull });
  await drainHints(work);
  if (work.time.isUp()) return 'continued';
  outcome.completeness = await compareStore(work, {
    mustList: wish.isReconcile,
    sweep: async () => {
      outcome.sweeps = [...outcome.sweeps, ...(await sweepDeleted(work))];
    },
  });
  return 'complete';
}

/** `all`: the first read ended in this run. */
async function readChanges(
  work: ObjectWork,
  wish: IngestWish,
  outcome: ObjectOutcome,
): Promise<'all' | 'changes' | 'continued'> {
  const { object } = work;
  const backfill = await openBackfill(work, wish.isFull);
  if (backfill === undefined)
    return (await readIncrement(work, { peek: wish.peek })) ? 'changes' : 'continued';
  wish.peek?.pass(object);
  outcome.forecast = backfill.forecast;
  if (!(await runBackfill(work, backfill))) return 'continued';
  if (!(await readIncrement(work, { isJustRead: true }))) return 'continued';
  return 'all';
}

function configOf({ config }: StepContext, crm: string): CrmConfig {
  const own = isCrmName(crm) ? config.crm[crm] : undefined;
  if (own === undefined) throw new AppError('config-invalid', `crm.${crm} is not configured`);
  return own;
}
