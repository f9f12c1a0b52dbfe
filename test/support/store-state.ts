import type { Item } from '../../lib/store/table.ts';
import type { MemoryTable } from './memory-table.ts';

/** What a store holds, without what every run leaves anew: leases, fences and its own report. */
export function storeState(table: MemoryTable): readonly Item[] {
  return table
    .dump()
    .filter(({ pk, sk }) => sk !== 'LEASE' && !pk.startsWith('RUN#'))
    .map((item) => ({ ...item, fence: null }));
}
