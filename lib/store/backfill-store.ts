import * as z from 'zod/mini';
import { jsonOf, stableJson, textOf } from './json.ts';
import { backfillKey, CHUNK_PREFIX, chunkKey, syncPartition } from './keys.ts';
import { CursorSchema, type Lease, putFenced, type StoredCursor } from './sync-store.ts';
import type { Table } from './table.ts';

const BackfillSchema = z.object({
  changesFrom: CursorSchema,
  chunks: z.array(z.object({ id: z.string(), spec: CursorSchema })),
  forecast: z.object({ records: z.number(), calls: z.number(), seconds: z.number() }),
  startedAt: z.string(),
});

/** The first read of an object while it lasts: its parts, and where changes are read from afterwards. */
export interface Backfill {
  readonly changesFrom: StoredCursor;
  readonly chunks: readonly { readonly id: string; readonly spec: StoredCursor }[];
  readonly forecast: { readonly records: number; readonly calls: number; readonly seconds: number };
  /** ISO instant. */
  readonly startedAt: string;
}

export interface ChunkState {
  /** Null before its first page. */
  readonly cursor: StoredCursor | null;
  readonly isDone: boolean;
}

/** A first read that is under way, with the number under which its parts are kept. */
export interface OpenBackfill extends Backfill {
  readonly number: number;
  readonly chunkStates: ReadonlyMap<string, ChunkState>;
}

/** The first read that is under way; undefined where none is. */
export async function loadBackfill(
  table: Table,
  crm: string,
  object: string,
): Promise<OpenBackfill | undefined> {
  const item = await table.get(backfillKey(crm, object));
  if (item === undefined) return undefined;
  const number = Number(item['number']);
  const items = await table.query(syncPartition(crm, object), { prefix: CHUNK_PREFIX });
  const chunkStates = new Map(
    items
      .filter((chunk) => chunk['number'] === number)
      .map((chunk) => [
        chunk.sk.slice(CHUNK_PREFIX.length),
        { cursor: jsonOf(chunk, 'cursor', z.nullable(CursorSchema)), isDone: chunk['isDone'] === true },
      ]),
  );
  return { ...jsonOf(item, 'plan', BackfillSchema), number, chunkStates };
}

/**
 * Notes a first read before its first part. Checkpoints of an earlier one carry another number and count no more.
 * Throws `lease-lost`.
 */
export async function startBackfill(table: Table, lease: Lease, plan: Backfill): Promise<OpenBackfill> {
  const key = backfillKey(lease.crm, lease.object);
  const before = await table.get(key);
  const number = Math.max(lease.fence, before === undefined ? 0 : Number(before['number']) + 1);
  await putFenced(table, lease, { ...key, plan: stableJson(plan), number });
  return { ...plan, number, chunkStates: new Map() };
}

/** Stores how far a part is read. Call it only once its records are stored. Throws `lease-lost`. */
export async function saveChunk(
  table: Table,
  lease: Lease,
  chunk: ChunkState & { readonly id: string; readonly number: number },
): Promise<void> {
  const { id, number, cursor, isDone } = chunk;
  const key = chunkKey(lease.crm, lease.object, id);
  await putFenced(table, lease, { ...key, number, cursor: stableJson(cursor), isDone });
}

/** Forgets a first read once the checkpoint stands where it ended; its parts go before what names them. */
export async function endBackfill(table: Table, { crm, object }: Lease): Promise<void> {
  const pk = syncPartition(crm, object);
  const key = backfillKey(crm, object);
  const item = await table.get(key);
  if (item !== undefined) {
    const plan = BackfillSchema.parse(JSON.parse(textOf(item, 'plan')));
    // Without its parts, and without any to be read: whoever takes over from here only has to end it.
    await table.put({ ...item, plan: stableJson({ ...plan, chunks: [] }) });
  }
  const items = await table.query(pk, { prefix: CHUNK_PREFIX, attributes: [] });
  await table.batchWrite(items.map(({ sk }) => ({ remove: { pk, sk } })));
  await table.remove(key);
}
