import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { aPortal, NOW, type TestPortal } from './hubspot-fixture.ts';

const FILES = { 'contacts.csv': 'id,firstname\n1,Al\n2,Bo\n3,Cy' };
const PageSchema = z.object({ total: z.number(), results: z.array(z.object({ id: z.string() })) });

async function search(portal: TestPortal, value: string) {
  const filters = [{ propertyName: 'firstname', operator: 'EQ', value }];
  const reply = await portal.call('POST', '/crm/v3/objects/contacts/search', {
    filterGroups: [{ filters }],
    properties: ['firstname'],
  });
  return PageSchema.parse(reply.body).results.map(({ id }) => id);
}

const rename = (id: string, firstname: string) =>
  ({ kind: 'update', object: 'contacts', id, properties: { firstname } }) as const;

describe('the search index', () => {
  it('finds a record by its old value until the lag is over', async () => {
    const portal = aPortal(FILES, { settings: { searchLagMs: 5000 } });
    portal.edit(rename('1', 'Ann'));

    const early = [await search(portal, 'Al'), await search(portal, 'Ann')];
    portal.clock.advance(5000);
    const late = [await search(portal, 'Al'), await search(portal, 'Ann')];

    expect(early).toEqual([['1'], []]);
    expect(late).toEqual([[], ['1']]);
  });

  it('answers with the record as it is now, though it was found by what it was', async () => {
    const portal = aPortal(FILES, { settings: { searchLagMs: 5000 } });
    portal.edit(rename('1', 'Ann'));

    const reply = await portal.call('POST', '/crm/v3/objects/contacts/search', {
      filterGroups: [{ filters: [{ propertyName: 'firstname', operator: 'EQ', value: 'Al' }] }],
      properties: ['firstname'],
    });

    expect(reply.body).toMatchObject({ results: [{ properties: { firstname: 'Ann' }, updatedAt: NOW }] });
  });

  it('shows each of two writes after its own lag', async () => {
    const portal = aPortal(FILES, { settings: { searchLagMs: 5000 } });
    portal.edit(rename('1', 'Ann'));
    portal.clock.advance(3000);
    portal.edit(rename('1', 'Ada'));
    portal.clock.advance(2000);

    const between = [await search(portal, 'Ann'), await search(portal, 'Ada')];
    portal.clock.advance(3000);
    const after = [await search(portal, 'Ann'), await search(portal, 'Ada')];

    expect(between).toEqual([['1'], []]);
    expect(after).toEqual([[], ['1']]);
  });

  it('does not know a new record yet, nor shows a deleted one', async () => {
    const portal = aPortal(FILES, { settings: { searchLagMs: 5000 } });
    portal.edit({ kind: 'create', object: 'contacts', properties: { firstname: 'New' } });
    portal.edit({ kind: 'archive', object: 'contacts', id: '2' });

    const found = [await search(portal, 'New'), await search(portal, 'Bo')];

    expect(found).toEqual([[], []]);
  });

  it('shows a later write before an earlier one where records lag differently', async () => {
    const portal = aPortal(FILES, { settings: { searchLagSpreadMs: 100_000 } });
    portal.edit(rename('1', 'Same'));
    portal.clock.advance(1000);
    portal.edit(rename('3', 'Same'));

    // Of a spread of 100 s, id 1 lags 41 s and id 3 lags 22 s.
    portal.clock.advance(25_000);
    const found = await search(portal, 'Same');

    expect(found).toEqual(['3']);
  });

  it('answers out of order when told so, with every record once', async () => {
    const portal = aPortal(FILES);
    await portal.call('PATCH', '/_simulator/settings', { isSearchUnordered: true });

    const reply = await portal.call('POST', '/crm/v3/objects/contacts/search', { sorts: ['hs_object_id'] });

    expect(PageSchema.parse(reply.body).results.map(({ id }) => id)).toEqual(['2', '1', '3']);
  });
});

describe('a window of modified stamps', () => {
  const STAMP = '2026-11-20T00:00:00.000Z';

  it('holds exactly the records of the window, also after changes', async () => {
    const rows = Array.from(
      { length: 50 },
      (_, i) => `${i + 1},2026-11-${String((i % 20) + 1).padStart(2, '0')}`,
    );
    const portal = aPortal({ 'contacts.csv': `id,updatedAt\n${rows.join('\n')}` });
    const ask = (from: string, to: string) =>
      portal.call('POST', '/crm/v3/objects/contacts/search', {
        filterGroups: [
          {
            filters: [
              { propertyName: 'lastmodifieddate', operator: 'GTE', value: String(Date.parse(from)) },
              { propertyName: 'lastmodifieddate', operator: 'LT', value: String(Date.parse(to)) },
            ],
          },
        ],
        sorts: ['lastmodifieddate'],
        limit: 200,
      });

    const before = PageSchema.parse((await ask('2026-11-05', '2026-11-07')).body);
    portal.edit({ kind: 'touch', object: 'contacts', ids: ['5'], at: STAMP });
    portal.edit({ kind: 'touch', object: 'contacts', ids: ['1'], at: '2026-11-06T12:00:00Z' });
    portal.edit({ kind: 'purge', object: 'contacts', id: '6' });
    const after = PageSchema.parse((await ask('2026-11-05', '2026-11-07')).body);

    expect(before.results.map(({ id }) => id)).toEqual(['5', '25', '45', '6', '26', '46']);
    expect(after.results.map(({ id }) => id)).toEqual(['25', '45', '26', '46', '1']);
  });

  it('of one stamp is read past 10,000 records by ids', async () => {
    const portal = aPortal();
    portal.seed({
      object: 'contacts',
      count: 12_000,
      firstId: 1,
      valuesOf: (i) => ({ firstname: `N${i}` }),
      createdAtMs: () => 0,
      updatedAtMs: () => Date.parse(STAMP),
    });
    const seen = new Set<string>();
    let last = '0';
    for (let page = 0; page < 100; page += 1) {
      const reply = await portal.call('POST', '/crm/v3/objects/contacts/search', {
        filterGroups: [
          {
            filters: [
              { propertyName: 'lastmodifieddate', operator: 'EQ', value: String(Date.parse(STAMP)) },
              { propertyName: 'hs_object_id', operator: 'GT', value: last },
            ],
          },
        ],
        sorts: ['hs_object_id'],
        limit: 200,
      });
      const { results } = PageSchema.parse(reply.body);
      if (results.length === 0) break;
      for (const { id } of results) seen.add(id);
      last = results.at(-1)?.id ?? last;
    }

    expect(seen.size).toBe(12_000);
  });
});
