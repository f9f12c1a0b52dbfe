import { describe, expect, it } from 'vitest';
import { changePages, idsOf, seed } from './reading-all.ts';
import { anAccount, contacts, NOW } from './test-account.ts';

const FROM = Date.parse('2026-10-31T00:00:00.000Z');
const WINDOW = { phase: 'window', from: FROM };
const SIZES = [9999, 10_000, 10_001, 25_000];

describe('a window of changes', () => {
  it.each(SIZES)('with %i changes is exact, by searches of 200', async (count) => {
    const test = await anAccount();
    seed(test, 'companies', { count });

    const pages = await changePages(test.crm, 'companies', WINDOW);

    expect(new Set(idsOf(pages)).size).toBe(count);
    expect(idsOf(pages)).toHaveLength(count);
    expect(test.seen('POST', '/search')).toBe(Math.ceil(count / 200));
    expect(pages.at(-1)).toMatchObject({ done: true, cursor: { phase: 'window', from: Date.parse(NOW) } });
  });

  it.each(SIZES)('H1 with %i changes of one and the same stamp is exact and ends', async (count) => {
    const test = await anAccount();
    seed(test, 'companies', { count, isOneStamp: true });

    const pages = await changePages(test.crm, 'companies', { phase: 'window', from: FROM });

    expect(new Set(idsOf(pages)).size).toBe(count);
    expect(idsOf(pages)).toHaveLength(count);
    expect(test.seen('POST', '/search')).toBe(Math.ceil(count / 200));
  });

  it.each(['contacts', 'deals'])(
    'of 9,000 %s needs 1.5 calls for 200 of them, links included',
    async (object) => {
      const test = await anAccount();
      seed(test, object, { count: 9000 });
      await test.crm.describe(object);
      const before = test.crm.calls();

      const pages = await changePages(test.crm, object, WINDOW);

      expect(idsOf(pages)).toHaveLength(9000);
      const described = 1;
      expect(test.crm.calls() - before - described).toBeLessThanOrEqual(1.5 * Math.ceil(9000 / 200));
    },
  );

  it.each([
    ['calls', '194'],
    ['meetings', '200'],
    ['tasks', '204'],
    ['notes', '202'],
    ['emails', '198'],
  ])('of 2,000 %s with people needs 1.5 calls for 200 of them, links included', async (object, typeId) => {
    const people = contacts(1);
    const rows = contacts(2000).map(({ id = '', createdAt = '', updatedAt = '' }) => ({
      ...{ id, createdAt, updatedAt },
    }));
    const toId = people[0]?.['id'] ?? '';
    const associations = rows.map(({ id }) => ({
      ...{ fromType: object, fromId: id, toType: 'contacts', toId, typeId },
    }));
    const test = await anAccount({ tables: { [object]: rows, contacts: people }, associations });
    await test.crm.describe(object);
    const before = test.crm.calls();

    const pages = await changePages(test.crm, object, WINDOW);

    expect(idsOf(pages)).toHaveLength(2000);
    expect(pages.every(({ records }) => records.every(({ links }) => links.length === 1))).toBe(true);
    const described = 1;
    expect(test.crm.calls() - before - described).toBeLessThanOrEqual(1.5 * Math.ceil(2000 / 200));
  });

  it('gives pages read ahead one by one, each with the cursor that covers it and no more', async () => {
    const test = await anAccount({ tables: { contacts: contacts(1100) } });
    const [first, second] = await changePages(test.crm, 'contacts', WINDOW);

    const rest = await changePages(test.crm, 'contacts', first?.cursor ?? null);

    expect(idsOf(rest).slice(0, 200)).toEqual(second?.records.map(({ id }) => id));
    expect(idsOf(rest)).toHaveLength(900);
  });
});
