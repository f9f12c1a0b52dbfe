import { describe, expect, it } from 'vitest';
import { readHistoryText } from '../../../lib/crm/hubspot/history-text.ts';
import { changePages, chunkPages, idsOf, planOf, seed } from './reading-all.ts';
import { anAccount, contacts, NOW, type TestAccount } from './test-account.ts';

/** Without the describe that comes before it. */
async function backfill({ crm }: TestAccount, object: string) {
  const plan = await planOf(crm, object);
  const parts = await Promise.all(plan.chunks.map((chunk) => chunkPages(crm, object, chunk)));
  return { plan, parts, ids: parts.flatMap(idsOf) };
}

function mostCalls(records: number): number {
  return 1.01 * Math.ceil(records / 100) + 10;
}

describe('planBackfill', () => {
  it.each([0, 1, 99, 100, 999, 1000, 5000, 12_345])(
    'parts %i records so that each is read exactly once, within the calls that are due',
    async (count) => {
      const test = await anAccount();
      seed(test, 'companies', { count });

      const { plan, ids } = await backfill(test, 'companies');

      expect(ids).toHaveLength(count);
      expect(new Set(ids).size).toBe(count);
      expect(plan.forecast.records).toBe(count);
      // One describe per part is this test's own.
      const own = plan.chunks.length + 1;
      expect(test.crm.calls('companies') - own + 1).toBeLessThanOrEqual(mostCalls(count));
    },
  );

  it('parts a big object into ranges of about the same size', async () => {
    const test = await anAccount();
    seed(test, 'companies', { count: 21_234 });

    const { parts } = await backfill(test, 'companies');

    const sizes = parts.map((pages) => idsOf(pages).length);
    expect(sizes).toHaveLength(4);
    expect(Math.max(...sizes)).toBeLessThan(1.5 * (21_234 / 4));
  });

  it('reads each record once where old ids are small and new ones have twelve digits', async () => {
    const test = await anAccount();
    seed(test, 'companies', { count: 15_000, firstId: 51 });
    seed(test, 'companies', { count: 15_000, firstId: 493_561_802_994 });

    const { plan, ids } = await backfill(test, 'companies');

    expect(new Set(ids).size).toBe(30_000);
    expect(ids).toHaveLength(30_000);
    const own = plan.chunks.length + 1;
    expect(test.crm.calls('companies') - own + 1).toBeLessThanOrEqual(mostCalls(30_000));
  });

  it('takes the time to go on from before the first page', async () => {
    const test = await anAccount({ tables: { contacts: contacts(3) } });

    const plan = await planOf(test.crm, 'contacts');

    expect(plan.changesFrom).toEqual({ phase: 'window', from: Date.parse(NOW) });
  });

  it('forecasts calls and seconds from the limit that the account names', async () => {
    const test = await anAccount({ limits: { perTenSeconds: 100 } });
    seed(test, 'companies', { count: 4000 });

    const { forecast } = await planOf(test.crm, 'companies');

    expect(forecast).toEqual({ records: 4000, calls: 42, seconds: 5 });
  });

  it('has no part for an object that is read whole: its changes are all of it', async () => {
    const test = await anAccount({
      owners: [{ id: '1', createdAt: NOW, updatedAt: NOW, archived: 'false' }],
    });

    const { plan } = await backfill(test, 'owners');
    const ids = (await changePages(test.crm, 'owners', plan.changesFrom)).flatMap(({ records }) =>
      records.map(({ id }) => id),
    );

    expect(plan.chunks).toEqual([]);
    expect(ids).toEqual(['1']);
  });
});

describe('readChunk', () => {
  it('goes on where a stored cursor stands', async () => {
    const test = await anAccount();
    seed(test, 'companies', { count: 2000 });
    const plan = await planOf(test.crm, 'companies');
    const chunk = plan.chunks[1];
    if (chunk === undefined) throw new Error('one part only');
    const whole = await chunkPages(test.crm, 'companies', chunk);

    const rest = await chunkPages(test.crm, 'companies', chunk, whole[1]?.cursor);

    expect(idsOf(rest)).toEqual(idsOf(whole.slice(2)));
  });

  it('ends on the page that brings its last id, without a call behind it', async () => {
    const test = await anAccount();
    seed(test, 'companies', { count: 2000 });
    const plan = await planOf(test.crm, 'companies');

    const parts = await Promise.all(plan.chunks.map((chunk) => chunkPages(test.crm, 'companies', chunk)));

    // Only the last part does not know its last id, and asks until nothing comes.
    expect(parts.map((pages) => pages.length)).toEqual([10, 11]);
  });

  it('leaves what changes meanwhile to the first window of changes', async () => {
    const test = await anAccount();
    seed(test, 'companies', { count: 1500 });
    const plan = await planOf(test.crm, 'companies');
    const [first] = plan.chunks;
    if (first === undefined) throw new Error('no parts');
    await chunkPages(test.crm, 'companies', first);
    test.clock.advance(60_000);
    await test.call('PATCH', '/crm/v3/objects/companies/1005', { properties: { name: 'Changed' } });

    const changes = await changePages(test.crm, 'companies', plan.changesFrom);

    const changed = changes.flatMap(({ records }) => records).find(({ id }) => id === '1005');
    expect(changed?.fields['name']).toBe('Changed');
  });

  it('ends also where the record that bounds it has been merged away', async () => {
    const test = await anAccount();
    seed(test, 'companies', { count: 1500 });
    const plan = await planOf(test.crm, 'companies');
    const bound = String(plan.chunks[0]?.spec['untilId']);
    test.account.edit({ kind: 'merge', object: 'companies', primaryId: bound, otherId: '1002' });

    const parts = await Promise.all(plan.chunks.map((chunk) => chunkPages(test.crm, 'companies', chunk)));

    const ids = parts.flatMap(idsOf);
    expect(new Set(ids).size).toBe(1499);
    expect(ids).toHaveLength(1499);
  });

  it('refuses a part it did not plan', async () => {
    const test = await anAccount();

    const reading = chunkPages(test.crm, 'companies', { id: 'x', spec: { from: 1 } });

    await expect(reading).rejects.toMatchObject({ code: 'item-invalid' });
  });
});

describe('readChunk with histories', () => {
  const deal = (id: number, dealstage: string) => ({
    id: String(id),
    dealstage,
    createdAt: NOW,
    updatedAt: NOW,
  });

  it('brings deals that are in a stage with their history, 50 a call, so that they need no second write', async () => {
    const deals = Array.from({ length: 120 }, (_, i) => deal(100 + i, i === 7 ? '' : 'contractsent'));
    const test = await anAccount({ tables: { deals } });

    const { parts } = await backfill(test, 'deals');

    const records = parts.flat().flatMap((page) => page.records);
    const without = records.filter(({ fields }) => fields['history:dealstage'] === undefined);
    expect(records).toHaveLength(120);
    expect(without.map(({ id }) => id)).toEqual(['107']);
    expect(readHistoryText(String(records[0]?.fields['history:dealstage']))).toMatchObject([
      { value: 'contractsent' },
    ]);
    expect(test.seen('POST', '/batch/read')).toBe(3);
  });

  it('lets pages of contacts wait for each other where few need a history', async () => {
    const stage = (i: number) => (i % 100 === 0 ? 'opportunity' : 'lead');
    const people = contacts(700).map((row, i) => ({ ...row, lifecyclestage: stage(i) }));
    const test = await anAccount({ tables: { contacts: people } });

    const { parts, ids } = await backfill(test, 'contacts');

    const records = parts.flat().flatMap((page) => page.records);
    expect(new Set(ids).size).toBe(700);
    expect(records.filter(({ fields }) => fields['history:lifecyclestage'] !== undefined)).toHaveLength(7);
    expect(test.seen('POST', '/batch/read')).toBe(2);
  });

  it('goes on behind a page that was given out while others wait', async () => {
    const stage = (i: number) => (i % 100 === 0 ? 'customer' : 'lead');
    const people = contacts(300).map((row, i) => ({ ...row, lifecyclestage: stage(i) }));
    const test = await anAccount({ tables: { contacts: people } });
    const plan = await planOf(test.crm, 'contacts');
    const [chunk] = plan.chunks;
    if (chunk === undefined) throw new Error('no part');
    const whole = await chunkPages(test.crm, 'contacts', chunk);

    const rest = await chunkPages(test.crm, 'contacts', chunk, whole[0]?.cursor);

    expect(idsOf(rest)).toEqual(idsOf(whole.slice(1)));
  });
});
