import { describe, expect, it } from 'vitest';
import { loadSent, markSent } from '../../lib/store/sent-store.ts';
import { MemoryTable } from '../support/memory-table.ts';

describe('markSent', () => {
  it('remembers ids by type of event, each once', async () => {
    const table = new MemoryTable();

    await markSent(table, 'DealWon', ['a', 'b']);
    await markSent(table, 'DealWon', ['b']);
    await markSent(table, 'DealLost', ['c']);

    expect([...(await loadSent(table, 'DealWon'))].sort()).toEqual(['a', 'b']);
  });
});
