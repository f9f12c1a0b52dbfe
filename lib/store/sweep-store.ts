import * as z from 'zod/mini';
import { jsonOf, stableJson } from './json.ts';
import { sweepKey } from './keys.ts';
import { CursorSchema, type Lease, putFenced, type StoredCursor } from './sync-store.ts';
import type { Table } from './table.ts';

export interface SweepState {
  /** Where it goes on; null where none is under way. */
  readonly cursor: StoredCursor | null;
  /** Milliseconds since the epoch at which the last whole one began; null before it. */
  readonly doneMs: number | null;
  /** The same of the one under way. */
  readonly startedMs: number | null;
}

/** How far a sweep is, and when it was last done. */
export async function loadSweep(
  table: Table,
  of: { readonly crm: string; readonly object: string },
  kind: string,
): Promise<SweepState> {
  const item = await table.get(sweepKey(of.crm, of.object, kind));
  if (item === undefined) return { cursor: null, doneMs: null, startedMs: null };
  const { doneMs, startedMs } = item;
  return {
    cursor: jsonOf(item, 'cursor', z.nullable(CursorSchema)),
    doneMs: typeof doneMs === 'number' ? doneMs : null,
    startedMs: typeof startedMs === 'number' ? startedMs : null,
  };
}

/** Stores it once the records before it are stored. Throws `lease-lost`. */
export async function saveSweep(table: Table, lease: Lease, kind: string, state: SweepState): Promise<void> {
  const { cursor, doneMs, startedMs } = state;
  const key = sweepKey(lease.crm, lease.object, kind);
  await putFenced(table, lease, { ...key, cursor: stableJson(cursor), doneMs, startedMs });
}
