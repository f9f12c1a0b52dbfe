import { describe, expect, it } from 'vitest';
import { acquireLease, releaseLease, renewLease } from '../../lib/store/sync-store.ts';
import { ConditionFailed, type Table } from '../../lib/store/table.ts';
import { createCountingRandom, createManualClock } from '../support/manual-clock.ts';
import { MemoryTable } from '../support/memory-table.ts';

const LEAD = { crm: 'salesforce', object: 'Lead' };
const LEASE_MS = 30_000;

describe('acquireLease', () => {
  it('gives the first holder the fence 1', async () => {
    const lease = await take(aStore());

    expect(lease).toMatchObject({ ...LEAD, fence: 1 });
  });

  it('raises the fence with every new holder, also after a release', async () => {
    const store = aStore();
    const first = await take(store);
    await releaseLease(store, first);

    const second = await take(store);

    expect(second.fence).toBe(2);
  });

  it('refuses while another holder is alive', async () => {
    const store = aStore();
    await take(store);

    const second = acquireLease(store, LEAD.crm, LEAD.object, 5000);

    await expect(second).rejects.toMatchObject({ code: 'lease-held' });
  });

  it('waits for a dead holder to run out and takes over', async () => {
    const store = aStore();
    const dead = await take(store);

    const second = await take(store);

    expect(second.fence).toBe(dead.fence + 1);
    expect(store.clock.slept.reduce((sum, ms) => sum + ms, 0)).toBe(LEASE_MS);
  });

  it('keeps the leases of objects apart', async () => {
    const store = aStore();
    await take(store);

    const other = await acquireLease(store, 'salesforce', 'Contact', 0);

    expect(other.fence).toBe(1);
  });

  it('lets one of two racing runs win', async () => {
    const store = aStore();
    const race = () =>
      acquireLease({ ...store, random: createCountingRandom('other') }, 'salesforce', 'Lead', 0);

    const results = await Promise.allSettled([acquireLease(store, 'salesforce', 'Lead', 0), race()]);

    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
  });

  it.each([
    ['no lease was there', async () => undefined],
    ['one had been given back', async (store: Store) => releaseLease(store, await take(store))],
  ])('knows its own lease where the answer to its put was lost and %s', async (_case, before) => {
    const store = aStore();
    await before(store);
    const table = repeatingPuts(store.table);

    const lease = await acquireLease({ ...store, table }, 'salesforce', 'Lead', 0);

    await expect(renewLease(store, lease)).resolves.toBeUndefined();
  });
});

describe('renewLease', () => {
  it('keeps others out for another lease time', async () => {
    const store = aStore();
    const lease = await take(store);
    store.clock.advance(LEASE_MS - 1);

    await renewLease(store, lease);
    store.clock.advance(LEASE_MS - 1);

    await expect(acquireLease(store, 'salesforce', 'Lead', 0)).rejects.toMatchObject({ code: 'lease-held' });
  });

  it('revives a lease that ran out and that nobody took', async () => {
    const store = aStore();
    const lease = await take(store);
    store.clock.advance(LEASE_MS * 10);

    const renewed = renewLease(store, lease);

    await expect(renewed).resolves.toBeUndefined();
  });

  it('throws lease-lost once another run has taken over', async () => {
    const store = aStore();
    const lease = await take(store);
    await take(store);

    const renewed = renewLease(store, lease);

    await expect(renewed).rejects.toMatchObject({ code: 'lease-lost' });
  });

  it('passes on that the store is gone', async () => {
    const store = aStore();
    const lease = await take(store);
    const gone = async () => Promise.reject(new Error('gone'));

    const renewed = renewLease({ ...store, table: { ...tableOf(store.table), put: gone } }, lease);

    await expect(renewed).rejects.toThrow('gone');
  });
});

describe('releaseLease', () => {
  it('leaves the lease of the run that took over alone', async () => {
    const store = aStore();
    const old = await take(store);
    const current = await take(store);

    await releaseLease(store, old);

    await expect(renewLease(store, current)).resolves.toBeUndefined();
    await expect(acquireLease(store, 'salesforce', 'Lead', 0)).rejects.toMatchObject({ code: 'lease-held' });
  });
});

type Store = ReturnType<typeof aStore>;

function aStore() {
  return { table: new MemoryTable(), clock: createManualClock(), random: createCountingRandom() };
}

function take(store: Store) {
  return acquireLease(store, LEAD.crm, LEAD.object);
}

function tableOf({ get, batchGet, query, count, put, remove, batchWrite }: Table): Table {
  return { get, batchGet, query, count, put, remove, batchWrite };
}

/** The client lost the answer to a put and sent it again by itself: the second one meets the first one's item. */
function repeatingPuts(table: Table): Table {
  return {
    ...tableOf(table),
    put: async (item, condition) => {
      await table.put(item, condition);
      if (condition?.kind === 'absent' || condition?.kind === 'equals') throw new ConditionFailed(item);
    },
  };
}
