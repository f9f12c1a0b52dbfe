import { sentKey, sentPartitions } from './keys.ts';
import type { Table } from './table.ts';

/** Ids for which an event of this type has been sent. */
export async function loadSent(table: Table, type: string): Promise<ReadonlySet<string>> {
  const shards = await Promise.all(sentPartitions(type).map((pk) => table.query(pk)));
  return new Set(shards.flat().map(({ sk }) => sk));
}

export async function markSent(table: Table, type: string, ids: readonly string[]): Promise<void> {
  await table.batchWrite(ids.map((id) => ({ put: { ...sentKey(type, id) } })));
}
