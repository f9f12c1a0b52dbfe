import { describe, expect, it } from 'vitest';
import { acquireLease, loadCheckpoint, saveCheckpoint } from '../../lib/store/sync-store.ts';
import { createCountingRandom, createManualClock } from '../support/manual-clock.ts';
import { MemoryTable } from '../support/memory-table.ts';

const LEAD = { crm: 'salesforce', object: 'Lead' };

describe('checkpoints', () => {
  it('are null before the first', async () => {
    const { table } = aStore();

    expect(await loadCheckpoint(table, 'salesforce', 'Lead')).toBeNull();
  });

  it('come back as saved', async () => {
    const store = aStore();
    const lease = await take(store);

    await saveCheckpoint(store.table, lease, { modstamp: '2026-01-01T00:00:00.000Z', id: null, page: 3 });

    expect(await loadCheckpoint(store.table, 'salesforce', 'Lead')).toEqual({
      modstamp: '2026-01-01T00:00:00.000Z',
      id: null,
      page: 3,
    });
  });

  it('of a run that was taken over from do not go in once the newer run has saved one', async () => {
    const store = aStore();
    const old = await take(store);
    const current = await take(store);
    await saveCheckpoint(store.table, current, { at: 'new' });

    const late = saveCheckpoint(store.table, old, { at: 'old' });

    await expect(late).rejects.toMatchObject({ code: 'lease-lost' });
    expect(await loadCheckpoint(store.table, 'salesforce', 'Lead')).toEqual({ at: 'new' });
  });

  it('may be saved again where the answer was lost', async () => {
    const store = aStore();
    const lease = await take(store);

    await saveCheckpoint(store.table, lease, { at: 'here' });
    await saveCheckpoint(store.table, lease, { at: 'here' });

    expect(await loadCheckpoint(store.table, 'salesforce', 'Lead')).toEqual({ at: 'here' });
  });

  it('that this version did not write are an error', async () => {
    const { table } = aStore();
    await table.put({ pk: 'SYNC#salesforce#Lead', sk: 'CHECKPOINT', cursor: 'no json' });

    const load = loadCheckpoint(table, 'salesforce', 'Lead');

    await expect(load).rejects.toMatchObject({ code: 'item-invalid' });
  });
});

type Store = ReturnType<typeof aStore>;

function aStore() {
  return { table: new MemoryTable(), clock: createManualClock(), random: createCountingRandom() };
}

function take(store: Store) {
  return acquireLease(store, LEAD.crm, LEAD.object);
}
