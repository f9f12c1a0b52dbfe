import * as z from 'zod/mini';
import { AppError } from '../domain/app-error.ts';
import type { Clock } from '../runtime/clock.ts';
import type { Random } from '../runtime/random.ts';
import { jsonOf, stableJson } from './json.ts';
import { checkpointKey, descriptionKey, leaseKey, quarantinePartition } from './keys.ts';
import { type BatchOperation, ConditionFailed, type Table } from './table.ts';

/** How long a lease outlives its last renewal. A run that dies blocks the next one no longer than this. */
const LEASE_MS = 30_000;
const LEASE_POLL_MS = 1_000;

/** The right to be the one writer of an object; `fence` grows with every new holder. */
export interface Lease {
  readonly crm: string;
  readonly object: string;
  readonly holder: string;
  readonly fence: number;
}

interface LeaseContext {
  readonly table: Table;
  readonly clock: Clock;
  readonly random: Random;
}

/**
 * Takes the lease of an object, waiting for a dead holder's to run out.
 * Throws `lease-held` when a living holder still has it after `waitMs`.
 */
export async function acquireLease(
  context: LeaseContext,
  crm: string,
  object: string,
  waitMs = LEASE_MS + LEASE_POLL_MS,
): Promise<Lease> {
  const { clock, random } = context;
  const holder = random.id();
  const endMs = clock.nowMs() + waitMs;
  for (;;) {
    const lease = await tryLease(context, { crm, object, holder });
    if (lease !== undefined) return lease;
    if (clock.nowMs() >= endMs)
      throw new AppError('lease-held', `${crm} ${object} is being written by another run`);
    await clock.sleep(LEASE_POLL_MS);
  }
}

/** Prolongs a lease just before a write. Throws `lease-lost` where a newer run has taken over. */
export async function renewLease({ table, clock }: LeaseContext, lease: Lease): Promise<void> {
  const { crm, object, holder, fence } = lease;
  try {
    await table.put(
      { ...leaseKey(crm, object), holder, fence, untilMs: clock.nowMs() + LEASE_MS },
      { kind: 'equals', attribute: 'fence', value: fence },
    );
  } catch (cause) {
    throw lost(cause, lease);
  }
}

/** Gives a lease back early. The fence number stays, so that it keeps growing. */
export async function releaseLease({ table }: LeaseContext, lease: Lease): Promise<void> {
  const { crm, object, fence } = lease;
  try {
    await table.put(
      { ...leaseKey(crm, object), holder: '', fence, untilMs: 0 },
      { kind: 'equals', attribute: 'fence', value: fence },
    );
  } catch (cause) {
    if (!(cause instanceof ConditionFailed)) throw cause;
  }
}

const CursorSchema = z.record(z.string(), z.union([z.string(), z.number(), z.null()]));
type StoredCursor = Readonly<Record<string, string | number | null>>;

export async function loadCheckpoint(
  table: Table,
  crm: string,
  object: string,
): Promise<StoredCursor | null> {
  const item = await table.get(checkpointKey(crm, object));
  return item === undefined ? null : jsonOf(item, 'cursor', CursorSchema);
}

/** Stores how far an object is read. Call it only once the records before it are stored. Throws `lease-lost`. */
export async function saveCheckpoint(table: Table, lease: Lease, cursor: StoredCursor): Promise<void> {
  const { crm, object, fence } = lease;
  try {
    await table.put(
      { ...checkpointKey(crm, object), cursor: stableJson(cursor), fence },
      { kind: 'at-most', attribute: 'fence', value: fence },
    );
  } catch (cause) {
    throw lost(cause, lease);
  }
}

/** Fields of an object that the integration user could see when it was last read. */
export interface StoredDescription {
  readonly fields: readonly { readonly name: string; readonly isWritable: boolean }[];
}

const DescriptionSchema = z.object({
  fields: z.array(z.object({ name: z.string(), isWritable: z.boolean() })),
});

export async function loadDescription(
  table: Table,
  crm: string,
  object: string,
): Promise<StoredDescription | undefined> {
  const item = await table.get(descriptionKey(crm, object));
  return item === undefined ? undefined : jsonOf(item, 'description', DescriptionSchema);
}

export async function saveDescription(
  table: Table,
  of: { readonly crm: string; readonly object: string },
  { fields }: StoredDescription,
): Promise<void> {
  const kept = fields
    .map(({ name, isWritable }) => ({ name, isWritable }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  await table.put({ ...descriptionKey(of.crm, of.object), description: stableJson({ fields: kept }) });
}

/** Stands for the id of a record that has none: the table takes no empty key. */
const NO_ID = '(no id)';

export interface Quarantined {
  readonly id: string;
  readonly code: string;
  readonly reason: string;
}

export async function loadQuarantine(
  table: Table,
  crm: string,
  object: string,
): Promise<readonly Quarantined[]> {
  const items = await table.query(quarantinePartition(crm, object));
  return items.map((item) => ({ id: item.sk, code: String(item['code']), reason: String(item['reason']) }));
}

/**
 * Puts records that could not be taken up aside, and lets go of those that now could. What is both was read badly and
 * well on one page: it is let go. Records without an id share one entry.
 */
export async function updateQuarantine(
  table: Table,
  of: { readonly crm: string; readonly object: string },
  change: { readonly add: readonly Quarantined[]; readonly release: readonly string[] },
): Promise<void> {
  const pk = quarantinePartition(of.crm, of.object);
  const operations = new Map<string, BatchOperation>();
  for (const { id, code, reason } of change.add) {
    const sk = id === '' ? NO_ID : id;
    operations.set(sk, { put: { pk, sk, code, reason } });
  }
  for (const sk of change.release) operations.set(sk, { remove: { pk, sk } });
  await table.batchWrite([...operations.values()]);
}

async function tryLease(
  { table, clock }: LeaseContext,
  wish: { readonly crm: string; readonly object: string; readonly holder: string },
): Promise<Lease | undefined> {
  const key = leaseKey(wish.crm, wish.object);
  const item = await table.get(key);
  const held = item !== undefined && Number(item['untilMs']) > clock.nowMs() && item['holder'] !== '';
  if (held) return undefined;
  const before = item === undefined ? 0 : Number(item['fence']);
  const next = { ...key, holder: wish.holder, fence: before + 1, untilMs: clock.nowMs() + LEASE_MS };
  try {
    await table.put(
      next,
      item === undefined ? { kind: 'absent' } : { kind: 'equals', attribute: 'fence', value: before },
    );
    return { ...wish, fence: before + 1 };
  } catch (cause) {
    if (!(cause instanceof ConditionFailed)) throw cause;
    // A lost answer looks like a lost race; the stored holder tells them apart.
    const now = await table.get(key);
    return now?.['holder'] === wish.holder ? { ...wish, fence: before + 1 } : undefined;
  }
}

function lost(cause: unknown, { crm, object }: Lease): unknown {
  if (!(cause instanceof ConditionFailed)) return cause;
  return new AppError('lease-lost', `another run has taken over ${crm} ${object}`, { cause });
}
