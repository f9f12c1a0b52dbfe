import { describe, expect, it } from 'vitest';
import { loadRanks, saveRanks } from '../../lib/store/rank-store.ts';
import { MemoryTable } from '../support/memory-table.ts';

describe('saveRanks', () => {
  it('makes the stored ranks exactly those given, writing only what differs', async () => {
    const table = new MemoryTable();
    const first = await saveRanks(table, [aRank('kept'), aRank('changed'), aRank('gone')]);

    const second = await saveRanks(table, [aRank('kept'), aRank('changed', 'cold'), aRank('new')]);

    expect([first, second]).toEqual([3, 3]);
    const ranks = (await loadRanks(table)).map(({ person, rank }) => `${person} ${rank}`);
    expect(ranks.sort()).toEqual(['changed cold', 'kept hot', 'new hot']);
  });
});

function aRank(person: string, rank: 'hot' | 'cold' = 'hot') {
  return { person, rank, rule: null, reason: { en: 'Hot.', ja: 'ホット。' } };
}
