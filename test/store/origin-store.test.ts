import { describe, expect, it } from 'vitest';
import { loadOrigin, markOrigin } from '../../lib/store/origin-store.ts';
import { MemoryTable } from '../support/memory-table.ts';

describe('markOrigin', () => {
  it.each(['demo', 'sync'] as const)('marks an empty store as of the %s', async (origin) => {
    const table = new MemoryTable();

    const marked = await markOrigin(table, origin);

    expect(marked).toBe(origin);
    expect(await loadOrigin(table)).toBe(origin);
  });

  it('leaves a mark that is there and says whose it is', async () => {
    const table = new MemoryTable();
    await markOrigin(table, 'sync');

    const marked = await markOrigin(table, 'demo');

    expect(marked).toBe('sync');
  });
});

describe('loadOrigin', () => {
  it('is undefined in an empty store', async () => {
    expect(await loadOrigin(new MemoryTable())).toBeUndefined();
  });
});
