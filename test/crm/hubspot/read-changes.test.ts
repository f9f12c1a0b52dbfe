import { describe, expect, it } from 'vitest';
import type { ChangePage, Cursor } from '../../../lib/crm/crm.ts';
import type { CrmRecord } from '../../../lib/domain/entities.ts';
import { allIds } from '../../support/all-ids.ts';
import { anAccount, contacts, NOW, type TestAccount } from './test-account.ts';

const LOOKBACK = { lookbackMs: 300_000 };
const STAMP = { createdAt: '2026-11-01T00:00:00.000Z', updatedAt: '2026-11-02T00:00:00.000Z' };

async function readPages({ crm }: TestAccount, object: string, cursor: Cursor | null): Promise<ChangePage[]> {
  const description = await crm.describe(object);
  const pages: ChangePage[] = [];
  for await (const page of crm.readChanges(description, cursor, LOOKBACK)) pages.push(page);
  return pages;
}

function recordsOf(pages: readonly ChangePage[]): readonly CrmRecord[] {
  return pages.flatMap(({ records }) => records);
}

function lastCursor(pages: readonly ChangePage[]): Cursor {
  const cursor = pages.at(-1)?.cursor;
  if (cursor === undefined) throw new Error('no pages');
  return cursor;
}

async function change({ call }: TestAccount, id: string, properties: Record<string, string>): Promise<void> {
  await call('PATCH', `/crm/v3/objects/contacts/${id}`, { properties });
}

describe('the first read', () => {
  it('lists all records once, by pages of 100 up to an empty one, and no search', async () => {
    const test = await anAccount({ tables: { contacts: contacts(250) } });

    const pages = await readPages(test, 'contacts', null);

    expect(new Set(recordsOf(pages).map(({ id }) => id)).size).toBe(250);
    expect(pages.map(({ done }) => done)).toEqual([false, false, false, true]);
    expect(test.seen('GET', '/crm/v3/objects/{object}')).toBe(4);
    expect(test.seen('POST', '/search')).toBe(0);
  });

  it('gives one empty page for an object without records', async () => {
    const test = await anAccount();

    const pages = await readPages(test, 'companies', null);

    expect(pages).toEqual([
      { records: [], rejects: [], cursor: { phase: 'window', from: Date.parse(NOW) }, done: true },
    ]);
  });

  it('goes on where a stored cursor stands', async () => {
    const test = await anAccount({ tables: { contacts: contacts(250) } });
    const [first] = await readPages(test, 'contacts', null);

    const pages = await readPages(test, 'contacts', first?.cursor ?? null);

    expect(recordsOf(pages).map(({ id }) => id)).toEqual(contacts(150, {}, 1101).map(({ id }) => id));
  });

  it('keeps every field as text, with version and creation', async () => {
    const row = { id: '7', email: 'a@example.com', numemployees: '25', custom_flag: 'true', ...STAMP };
    const test = await anAccount({ tables: { contacts: [row] } });

    const [record] = recordsOf(await readPages(test, 'contacts', null));

    expect(record).toMatchObject({
      crm: 'hubspot',
      object: 'contacts',
      id: '7',
      version: STAMP.updatedAt,
      createdAt: STAMP.createdAt,
      deleted: false,
      fields: { email: 'a@example.com', numemployees: '25', custom_flag: 'true' },
    });
  });

  it('reads fields whose names are too long for a URL by id', async () => {
    const wide = Object.fromEntries(
      Array.from({ length: 200 }, (_, i) => [`a_rather_long_property_name_${i}`, String(i)]),
    );
    const test = await anAccount({ tables: { contacts: contacts(120, wide) } });

    const records = recordsOf(await readPages(test, 'contacts', null));

    expect(records).toHaveLength(120);
    expect(records.every(({ fields }) => fields['a_rather_long_property_name_199'] === '199')).toBe(true);
    expect(test.seen('GET', '/crm/v3/objects/{object}')).toBe(3);
    expect(test.seen('POST', '/batch/read')).toBe(2);
  });

  it('names a row without a stamp and goes on', async () => {
    const results = [
      { id: '1001', properties: {}, createdAt: STAMP.createdAt },
      { id: '1002', properties: {}, ...STAMP },
    ];
    const test = await anAccount({
      front: async ({ url }) => {
        if (!url.includes('/objects/contacts?')) return undefined;
        return Response.json({ results: url.includes('after=') ? [] : results });
      },
    });

    const [page] = await readPages(test, 'contacts', null);

    expect(page?.rejects).toEqual([
      { id: '1001', code: 'record-invalid', reason: 'contacts 1001: has no updatedAt' },
    ]);
    expect(page?.records.map(({ id }) => id)).toEqual(['1002']);
  });
});

describe('the windows after it', () => {
  it('reads nothing that is older than the lookback', async () => {
    const test = await anAccount({ tables: { contacts: contacts(3) } });
    const first = await readPages(test, 'contacts', null);
    const second = await readPages(test, 'contacts', lastCursor(first));

    const third = await readPages(test, 'contacts', lastCursor(second));

    expect(recordsOf(third)).toEqual([]);
    expect(third).toHaveLength(1);
  });

  it('reads 450 changes of one stamp in three searches by id', async () => {
    const test = await anAccount({ tables: { contacts: contacts(450) } });
    const from = Date.parse('2026-11-01T00:00:00.000Z');

    const pages = await readPages(test, 'contacts', { phase: 'window', from });

    expect(new Set(recordsOf(pages).map(({ id }) => id)).size).toBe(450);
    expect(test.seen('POST', '/search')).toBe(3);
    expect(lastCursor(pages)).toEqual({ phase: 'window', from: Date.parse(NOW) });
  });

  it('goes on within a window where a stored cursor stands', async () => {
    const test = await anAccount({ tables: { contacts: contacts(450) } });
    const from = Date.parse('2026-11-01T00:00:00.000Z');
    const [first] = await readPages(test, 'contacts', { phase: 'window', from });

    const pages = await readPages(test, 'contacts', first?.cursor ?? null);

    expect(recordsOf(pages).map(({ id }) => id)).toEqual(contacts(250, {}, 1201).map(({ id }) => id));
  });

  it('finds a record that changed while the list was read', async () => {
    const test = await anAccount({ tables: { contacts: contacts(250) } });
    const description = await test.crm.describe('contacts');
    const pages: ChangePage[] = [];
    for await (const page of test.crm.readChanges(description, null, LOOKBACK)) {
      pages.push(page);
      test.clock.advance(60_000);
      if (pages.length === 2) await change(test, '1005', { jobtitle: 'CTO' });
    }

    const next = await readPages(test, 'contacts', lastCursor(pages));

    const changed = recordsOf(next).find(({ id }) => id === '1005');
    expect(changed?.fields['jobtitle']).toBe('CTO');
  });

  it('finds a record in the next window that changed within this one', async () => {
    // More than the pages that are read ahead for their links.
    const test = await anAccount({ tables: { contacts: contacts(1250) } });
    const description = await test.crm.describe('contacts');
    const cursor = { phase: 'window', from: Date.parse('2026-11-01T00:00:00.000Z') };
    const pages: ChangePage[] = [];
    for await (const page of test.crm.readChanges(description, cursor, LOOKBACK)) {
      pages.push(page);
      test.clock.advance(60_000);
      if (pages.length === 1) await change(test, '2240', { jobtitle: 'CTO' });
    }

    const next = await readPages(test, 'contacts', lastCursor(pages));

    expect(recordsOf(pages).map(({ id }) => id)).not.toContain('2240');
    expect(recordsOf(next).map(({ id }) => id)).toEqual(['2240']);
  });

  it('refuses a search that does not move on', async () => {
    const row = { id: '5', properties: {}, ...STAMP };
    const test = await anAccount({
      front: async ({ url }) =>
        url.endsWith('/search') ? Response.json({ total: 500, results: [row, row] }) : undefined,
    });

    const reading = readPages(test, 'contacts', { phase: 'window', from: 5_000_000 });

    await expect(reading).rejects.toMatchObject({ failure: 'corrupt' });
  });

  it('refuses a cursor it did not write', async () => {
    const test = await anAccount();

    const reading = readPages(test, 'contacts', { stamp: 'x', id: 'y' });

    await expect(reading).rejects.toMatchObject({ code: 'item-invalid' });
  });
});

describe('owners', () => {
  it('come whole each time, with those who left', async () => {
    const owners = [
      { id: '1', email: 'a@example.com', firstName: 'Aoi', archived: 'false', ...STAMP },
      { id: '2', email: 'b@example.com', firstName: 'Ben', archived: 'true', ...STAMP },
    ];
    const test = await anAccount({ owners });
    const first = await readPages(test, 'owners', null);

    const second = await readPages(test, 'owners', lastCursor(first));

    expect(recordsOf(second).map(({ id, deleted }) => [id, deleted])).toEqual([
      ['1', false],
      ['2', true],
    ]);
    expect(await test.crm.count('owners')).toBe(1);
    expect(await allIds(test.crm.listIds('owners'))).toEqual([{ id: '1' }]);
  });
});
