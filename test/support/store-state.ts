import type { Item } from '../../lib/store/table.ts';
import type { MemoryTable } from './memory-table.ts';

/** What the clock says when a run stores it; runs that end in the same store may have begun at other times. */
const CLOCK = ['fence', 'number', 'atMs', 'doneMs', 'startedMs', 'openedAt', 'goneAt'];

/** What a store holds, without what every run leaves anew: leases, fences, times and its own report. */
export function storeState(table: MemoryTable): readonly Item[] {
  return table
    .dump()
    .filter(
      ({ pk, sk }) => sk !== 'LEASE' && !pk.startsWith('RUN') && pk !== 'APPLIED' && !sk.startsWith('gap#'),
    )
    .map((item) => ({ ...item, ...Object.fromEntries(CLOCK.map((name) => [name, null])) }));
}
