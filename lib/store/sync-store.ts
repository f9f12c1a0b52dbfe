import * as z from 'zod/mini';
import { AppError } from '../domain/app-error.ts';
import type { Clock } from '../runtime/clock.ts';
import type { Random } from '../runtime/random.ts';
import { jsonOf, stableJson } from './json.ts';
import { checkpointKey, leaseKey } from './keys.ts';
import { ConditionFailed, type Item, type Table } from './table.ts';

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

/**
 * A lease that is prolonged only when half of it is over: until then nobody can have taken it, and a write per page
 * would cost as much as ten records. `hold` comes just before a write. Throws `lease-lost`.
 */
export interface HeldLease extends Lease {
  readonly hold: () => Promise<void>;
}

export function holdLease(context: LeaseContext, lease: Lease): HeldLease {
  const { clock } = context;
  let renewedMs = clock.nowMs();
  return {
    ...lease,
    hold: async () => {
      if (clock.nowMs() - renewedMs < LEASE_MS / 2) return;
      const nowMs = clock.nowMs();
      await renewLease(context, lease);
      renewedMs = nowMs;
    },
  };
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

/** A position as the table keeps it (`Cursor` of the CRM port). */
export const CursorSchema = z.record(z.string(), z.union([z.string(), z.number(), z.null()]));
export type StoredCursor = Readonly<Record<string, string | number | null>>;

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
  await putFenced(table, lease, { ...checkpointKey(lease.crm, lease.object), cursor: stableJson(cursor) });
}

/** Puts an item of the object's reading state under the lease's fence. Throws `lease-lost`. */
export async function putFenced(table: Table, lease: Lease, item: Item): Promise<void> {
  const { fence } = lease;
  try {
    await table.put({ ...item, fence }, { kind: 'at-most', attribute: 'fence', value: fence });
  } catch (cause) {
    throw lost(cause, lease);
  }
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
