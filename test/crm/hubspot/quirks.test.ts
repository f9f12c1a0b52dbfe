import { describe, expect, it } from 'vitest';
import { changePages, firstRead, idsOf, recordOf, seed } from './reading-all.ts';
import { anAccount, contacts, NOW } from './test-account.ts';

/** H1 is in `increments.test.ts`, with its sizes. */
const STAMP = { createdAt: '2026-11-01T00:00:00.000Z', updatedAt: '2026-11-02T00:00:00.000Z' };
const MINUTE_MS = 60_000;

describe('HubSpot quirks of reading changes', () => {
  it('H2 a window takes in what bears the very stamp at which the last one ended', async () => {
    const test = await anAccount({ tables: { contacts: contacts(3) } });
    const cursor = await firstRead(test);
    test.account.edit({ kind: 'touch', object: 'contacts', ids: ['1002'], at: NOW });

    const next = await changePages(test.crm, 'contacts', cursor);

    expect(idsOf(next)).toContain('1002');
  });

  it('H3 a change that the index shows late is found by the lookback', async () => {
    const test = await anAccount({
      tables: { contacts: contacts(3) },
      settings: { searchLagMs: 2 * MINUTE_MS },
    });
    const cursor = { phase: 'window', from: Date.parse(NOW) };
    test.clock.advance(MINUTE_MS);
    test.account.edit({
      kind: 'update',
      object: 'contacts',
      id: '1002',
      properties: { jobtitle: 'CTO' },
    });
    test.clock.advance(MINUTE_MS);
    const early = await changePages(test.crm, 'contacts', cursor, 5 * MINUTE_MS);
    test.clock.advance(3 * MINUTE_MS);

    const late = await changePages(test.crm, 'contacts', early.at(-1)?.cursor ?? null, 5 * MINUTE_MS);

    expect(recordOf(early, '1002')?.fields['jobtitle']).toBeUndefined();
    expect(recordOf(late, '1002')?.fields['jobtitle']).toBe('CTO');
  });

  it('H3 a row whose own stamp is older than the window is left out', async () => {
    const stale = { id: '5', properties: {}, ...STAMP };
    const fresh = { ...stale, id: '6', updatedAt: NOW };
    const test = await anAccount({
      front: async ({ url }) =>
        url.endsWith('/search') ? Response.json({ total: 2, results: [stale, fresh] }) : undefined,
    });

    const pages = await changePages(test.crm, 'companies', {
      phase: 'window',
      from: Date.parse(NOW) - MINUTE_MS,
    });

    expect(idsOf(pages)).toEqual(['6']);
  });

  it('H4 the next window begins at the start of the read, whatever stamps from the future say', async () => {
    const future = { ...contacts(1)[0], id: '9001', updatedAt: '2031-01-01T00:00:00.000Z' };
    const test = await anAccount({ tables: { contacts: [...contacts(3), future] } });

    const cursor = await firstRead(test);

    expect(cursor).toEqual({ phase: 'window', from: Date.parse(NOW) });
  });

  it.each([
    ['contacts', 'lastmodifieddate'],
    ['companies', 'hs_lastmodifieddate'],
    ['deals', 'hs_lastmodifieddate'],
    ['calls', 'hs_lastmodifieddate'],
    ['meetings', 'hs_lastmodifieddate'],
  ])('H5 changes of %s are found by %s', async (object, property) => {
    const bodies: string[] = [];
    const test = await anAccount({
      front: async (request) => {
        if (request.url.endsWith('/search')) bodies.push(await request.text());
        return undefined;
      },
    });
    seed(test, object, { count: 2 });

    const pages = await changePages(test.crm, object, { phase: 'window', from: 5000 });

    expect(idsOf(pages)).toHaveLength(2);
    expect(bodies.every((body) => body.includes(`"propertyName":"${property}"`))).toBe(true);
  });

  it('H6 names that a URL cannot hold are read by POST, and nothing of them is lost', async () => {
    const wide = Object.fromEntries(
      Array.from({ length: 400 }, (_, i) => [`a_rather_long_property_name_${i}`, String(i)]),
    );
    const test = await anAccount({
      tables: { contacts: contacts(120, wide) },
      settings: { maxUrlLength: 8000 },
    });

    const pages = await changePages(test.crm, 'contacts', null);

    const last = pages.flatMap(({ records }) => records).at(-1);
    expect(idsOf(pages)).toHaveLength(120);
    expect(last?.fields['a_rather_long_property_name_399']).toBe('399');
  });

  it('H6 a search that is refused for its length asks for fewer names and reads the rest by id', async () => {
    const wide = Object.fromEntries(
      Array.from({ length: 200 }, (_, i) => [`a_rather_long_property_name_${i}`, String(i)]),
    );
    const tooLong = { status: 'error', message: 'The request is longer than 3000 characters' };
    const test = await anAccount({
      tables: { contacts: contacts(3, wide) },
      front: async (request) => {
        if (!request.url.endsWith('/search')) return undefined;
        return (await request.text()).length > 3000 ? Response.json(tooLong, { status: 400 }) : undefined;
      },
    });

    const pages = await changePages(test.crm, 'contacts', { phase: 'window', from: 5000 });

    const fields = pages.flatMap(({ records }) => records.map((record) => record.fields));
    expect(fields.map((all) => all['a_rather_long_property_name_199'])).toEqual(['199', '199', '199']);
  });

  it('H7 two adapters in one process keep their limits apart', async () => {
    const [busy, calm] = [await anAccount({ limits: { perTenSeconds: 2 } }), await anAccount()];
    for (let i = 0; i < 4; i += 1) await busy.crm.describe('contacts');

    for (let i = 0; i < 4; i += 1) await calm.crm.describe('contacts');

    expect(busy.clock.sleepsMs.length).toBeGreaterThan(0);
    expect(calm.clock.sleepsMs).toEqual([]);
  });

  it('H8 a search that is throttled without policy and headers waits a second and goes on', async () => {
    const test = await anAccount({ tables: { contacts: contacts(3) } });
    test.account.faults.arm({ name: 'search-rate-limit', calls: 2 });

    const count = await test.crm.count('contacts');

    expect(count).toBe(3);
    expect(test.clock.sleepsMs).toEqual([1000, 1000]);
  });

  it.each([
    ['unauthorized', 'auth'],
    ['token-format', 'auth'],
    ['missing-scopes', 'permission'],
    ['missing-scopes-in-context', 'permission'],
  ])('H20 %s ends the read as %s, without a second call', async (fault, failure) => {
    const test = await anAccount();
    test.account.faults.arm({ name: fault, calls: 9 });

    const describing = test.crm.describe('contacts');

    await expect(describing).rejects.toMatchObject({ failure });
    expect(test.crm.calls()).toBe(1);
  });
});
