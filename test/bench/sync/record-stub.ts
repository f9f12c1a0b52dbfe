import type { Table } from '../../../lib/store/table.ts';
import { MemoryTable } from '../../support/memory-table.ts';

/** Partitions of the records themselves, as `lib/store/keys.ts` names them. */
export const isRecordPartition = (pk: string): boolean => pk.startsWith('REC#');

/**
 * A table that keeps what a run must find again (leases, checkpoints, reports) and only counts the records: `store`
 * takes them, or nobody. It holds no more of a million records than of one.
 */
export function createRecordStub(store?: Pick<Table, 'batchGet' | 'batchWrite'>): Table {
  const kept = new MemoryTable();
  const counts = new Map<string, number>();
  return {
    get: kept.get,
    put: kept.put,
    remove: kept.remove,
    query: kept.query,
    batchGet: async (keys) => {
      if (!keys.some(({ pk }) => isRecordPartition(pk))) return kept.batchGet(keys);
      return store === undefined ? [] : store.batchGet(keys);
    },
    batchWrite: async (operations) => {
      const puts = operations.flatMap((operation) => ('put' in operation ? [operation.put] : []));
      if (!puts.some(({ pk }) => isRecordPartition(pk))) return kept.batchWrite(operations);
      for (const { pk } of puts) counts.set(pk, (counts.get(pk) ?? 0) + 1);
      await store?.batchWrite(operations);
    },
    count: async (pk, where) => (isRecordPartition(pk) ? (counts.get(pk) ?? 0) : kept.count(pk, where)),
  };
}
