import type { Crm, ObjectDescription, WriteOutcome } from '../../crm/crm.ts';
import { CrmFailure } from '../../crm/crm-failure.ts';
import type { CrmRecord } from '../../domain/entities.ts';
import { refKey } from '../../domain/entities.ts';
import type { OpenError } from '../../store/error-store.ts';
import { contentHash } from '../../store/record-content.ts';
import type { StoredRecord } from '../../store/record-item.ts';
import { loadStored, putRecords } from '../../store/record-store.ts';
import { type Lease, renewLease } from '../../store/sync-store.ts';
import { type Effect, saveEffects, saveFrozen } from '../../store/write-back-store.ts';
import type { StepContext } from '../context.ts';
import { isSameValue } from './moved.ts';
import type { PlannedChange, PlannedRecord } from './plan-file.ts';
import { noteRejections } from './rejections.ts';

export interface RecordPlan extends PlannedRecord {
  readonly changes: readonly PlannedChange[];
}

interface BatchWork {
  readonly crm: Crm;
  readonly description: ObjectDescription;
  readonly lease: Lease;
  readonly planId: string;
  readonly batch: readonly RecordPlan[];
  /** What an earlier run of the same plan did. */
  readonly earlier: ReadonlyMap<string, Effect>;
  /** Records whose values the CRM rejected before. */
  readonly rejections: ReadonlyMap<string, OpenError>;
  readonly volatile: ReadonlySet<string>;
}

/** Sends of one record before it is given up: a locked row, a lost answer, a busy CRM. */
const ATTEMPTS = 4;
const RETRY_BASE_MS = 500;

/**
 * Writes one batch: read, decide, note what is sent, send, settle what is unclear by reading back, note the outcome.
 * Whoever dies in between leaves notes from which the next run settles every record.
 */
export async function applyBatch(context: StepContext, work: BatchWork): Promise<readonly Effect[]> {
  const { table } = context;
  const effects = new Map<string, Effect>();
  const current = new Map<string, CrmRecord>();
  let open: readonly RecordPlan[] = work.batch;
  for (let attempt = 1; open.length > 0; attempt += 1) {
    await waitBefore(context, attempt);
    const now = await readNow(work, open);
    for (const [ref, record] of now) current.set(ref, record);
    const toWrite = open.filter((plan) => {
      const settled = settle(
        plan,
        now.get(refKey(plan)),
        effects.get(refKey(plan)) ?? work.earlier.get(refKey(plan)),
      );
      if (settled !== undefined) effects.set(settled.ref, settled);
      return settled === undefined;
    });
    // Past the last send, reading back was all that was left to do.
    if (toWrite.length === 0 || attempt > ATTEMPTS) break;
    await renewLease(context, work.lease);
    await saveEffects(
      table,
      work.planId,
      toWrite.map((plan) => effectOf(plan, 'sent')),
    );
    const outcomes = await send(context, work, toWrite, attempt);
    const again: RecordPlan[] = [];
    for (const [at, plan] of toWrite.entries()) {
      const outcome = outcomes[at] ?? { status: 'unknown', reason: 'the CRM gave no outcome' };
      effects.set(refKey(plan), toEffect(plan, outcome));
      if (isWorthAnother(outcome, attempt)) again.push(plan);
    }
    open = again;
  }
  const done = work.batch.flatMap((plan) => effects.get(refKey(plan)) ?? []);
  await record(context, work, done, current);
  return done;
}

async function readNow(
  work: BatchWork,
  plans: readonly RecordPlan[],
): Promise<ReadonlyMap<string, CrmRecord>> {
  const found = await work.crm.readByIds(
    work.description,
    plans.map(({ id }) => id),
    { withLinks: false },
  );
  return new Map(
    found.flatMap((record) => (record === undefined ? [] : [[refKey(record), record] as const])),
  );
}

/** The end of a record that needs no write; undefined where it still does. */
function settle(
  plan: RecordPlan,
  now: CrmRecord | undefined,
  earlier: Effect | undefined,
): Effect | undefined {
  if (now === undefined || now.deleted) return effectOf(plan, 'skipped', 'the record is gone');
  const isThere = plan.changes.every((change) => isSameValue(now.fields[change.field] ?? null, change.new));
  const wasOurs = earlier !== undefined && ['sent', 'applied', 'unknown'].includes(earlier.state);
  if (isThere) return effectOf(plan, wasOurs ? 'applied' : 'unchanged');
  const holds = plan.changes.every(({ field, old, new: next }) => {
    const value = now.fields[field] ?? null;
    return isSameValue(value, old) || isSameValue(value, next);
  });
  if (!holds) return effectOf(plan, 'skipped', 'somebody changed a field since the plan');
  // A write is whole or not at all: where ours is not there, the newer version is somebody else's.
  if (now.version !== plan.version) return effectOf(plan, 'skipped', 'the record changed since the plan');
  return undefined;
}

async function send(
  context: StepContext,
  { crm, description }: BatchWork,
  plans: readonly RecordPlan[],
  attempt: number,
): Promise<readonly WriteOutcome[]> {
  const writes = plans.map(({ id, changes }) => ({
    id,
    fields: Object.fromEntries(changes.map((change) => [change.field, change.new])),
  }));
  try {
    return await crm.write(description.object, writes);
  } catch (cause) {
    const mayRetry =
      cause instanceof CrmFailure && (cause.failure === 'throttled' || cause.failure === 'transient');
    if (!mayRetry || attempt >= ATTEMPTS) throw cause;
    if (cause.retryAfterMs !== undefined) await context.clock.sleep(cause.retryAfterMs);
    return plans.map(() => ({ status: 'unknown', reason: cause.message }));
  }
}

function toEffect(plan: RecordPlan, outcome: WriteOutcome): Effect {
  if (outcome.status === 'applied') return effectOf(plan, 'applied');
  if (outcome.status === 'unknown') return effectOf(plan, 'unknown', outcome.reason);
  return { ...effectOf(plan, 'rejected', outcome.reason), code: outcome.code };
}

/** What is unknown is read back even after the last send. */
function isWorthAnother(outcome: WriteOutcome, attempt: number): boolean {
  if (outcome.status === 'unknown') return true;
  return outcome.status === 'rejected' && outcome.retryable && attempt < ATTEMPTS;
}

/** The outcome with the values before, then the mirror: our own write must not come back as somebody's change. */
async function record(
  context: StepContext,
  work: BatchWork,
  effects: readonly Effect[],
  current: ReadonlyMap<string, CrmRecord>,
): Promise<void> {
  const { table } = context;
  // What an earlier run did write stays noted with the values before, also where somebody has changed it since.
  const noted = effects.filter(
    ({ ref, state }) => state !== 'skipped' || work.earlier.get(ref)?.state !== 'applied',
  );
  await saveEffects(table, work.planId, noted);
  await noteRejections(context, work, effects);
  // Sending took its time: a run that took over meanwhile may have stored newer copies.
  await renewLease(context, work.lease);
  const stored = new Map((await loadStored(table, work.batch)).map((item) => [refKey(item), item]));
  const mirrored = effects.flatMap((effect) =>
    mirror(effect, current.get(effect.ref), stored.get(effect.ref), work.volatile),
  );
  await putRecords(table, mirrored);
  const isDone = new Set(
    effects.flatMap(({ ref, state }) => (state === 'applied' || state === 'unchanged' ? [ref] : [])),
  );
  const frozen = work.batch.filter((plan) => plan.freezes && isDone.has(refKey(plan)));
  await saveFrozen(table, frozen.map(refKey), work.planId);
}

function mirror(
  effect: Effect,
  now: CrmRecord | undefined,
  stored: StoredRecord | undefined,
  volatile: ReadonlySet<string>,
): readonly StoredRecord[] {
  if (
    now === undefined ||
    stored === undefined ||
    (effect.state !== 'applied' && effect.state !== 'unchanged')
  )
    return [];
  // Only our own fields: what else changed since the last sync is for the next sync to take up.
  const ours = Object.fromEntries(effect.fields.map((change) => [change.field, change.new]));
  const next = { ...stored, fields: { ...stored.fields, ...ours } };
  return [{ ...next, hash: contentHash(next, volatile) }];
}

/** The outcome of one record of a plan. */
export function effectOf(plan: RecordPlan, state: Effect['state'], reason: string | null = null): Effect {
  const fields = plan.changes.map((change) => ({ field: change.field, old: change.old, new: change.new }));
  return { ref: refKey(plan), state, code: null, reason, fields };
}

async function waitBefore({ clock, random }: StepContext, attempt: number): Promise<void> {
  if (attempt > 1) await clock.sleep(random.next() * RETRY_BASE_MS * 2 ** attempt);
}
