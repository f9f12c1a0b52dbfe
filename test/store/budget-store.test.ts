import { describe, expect, it } from 'vitest';
import { loadDay, loadLane, saveDay, saveLane } from '../../lib/store/budget-store.ts';
import { MemoryTable } from '../support/memory-table.ts';

const LANE = { crm: 'hubspot', lane: 'normal' };
const STATE = { heldUntilMs: 5, limit: 190, windowMs: 10_000, grants: [{ by: 'a', endMs: 9, calls: 3 }] };
const DAY = { usedToday: 7, limitToday: 100, atMs: 3, stoppedUntilMs: 0 };

describe('a lane of the budget', () => {
  it('begins without grants', async () => {
    const lane = await loadLane(new MemoryTable(), 'hubspot', 'normal');

    expect(lane).toEqual({
      version: 0,
      state: { heldUntilMs: 0, limit: null, windowMs: null, grants: [] },
    });
  });

  it('is replaced in the version that was read, and in no other', async () => {
    const table = new MemoryTable();

    const saved = [
      await saveLane(table, LANE, { version: 0, state: STATE }),
      await saveLane(table, LANE, { version: 0, state: { ...STATE, grants: [] } }),
      await saveLane(table, LANE, { version: 1, state: { ...STATE, heldUntilMs: 6 } }),
      await saveLane(table, LANE, { version: 1, state: { ...STATE, grants: [] } }),
    ];

    expect(saved).toEqual([true, false, true, false]);
    expect(await loadLane(table, 'hubspot', 'normal')).toEqual({
      version: 2,
      state: { ...STATE, heldUntilMs: 6 },
    });
  });

  it('keeps the store’s own failures apart from a lost race', async () => {
    const table = new MemoryTable();
    const broken = { ...table, put: async () => Promise.reject(new Error('down')) };

    const saved = saveLane(broken, LANE, { version: 0, state: STATE });

    await expect(saved).rejects.toThrow('down');
  });
});

describe('the day of the budget', () => {
  it('is stored beside the lanes, under its own version', async () => {
    const table = new MemoryTable();
    await saveLane(table, LANE, { version: 0, state: STATE });

    const saved = await saveDay(table, 'hubspot', { version: 0, state: DAY });

    expect(saved).toBe(true);
    expect(await loadDay(table, 'hubspot')).toEqual({ version: 1, state: DAY });
    expect(await loadDay(table, 'salesforce')).toMatchObject({ version: 0 });
  });
});
