import { describe, expect, it } from 'vitest';
import { ConditionFailed, type Item, type Table } from '../../lib/store/table.ts';

/** What RevLoop relies on in any table: in memory, embedded, and DynamoDB itself. `makeTable` gives an empty one. */
export function describeTable(name: string, makeTable: () => Promise<Table>): void {
  describe(`table contract: ${name}`, () => {
    it('gives an item back as it was put, with every kind of value', async () => {
      const table = await makeTable();
      const item = { pk: 'A', sk: '1', text: '株式会社', blank: '', number: 1.5, yes: true, nothing: null };

      await table.put(item);

      expect(await table.get({ pk: 'A', sk: '1' })).toEqual(item);
    });

    it('gives undefined for a key that is absent', async () => {
      const table = await makeTable();

      const found = await table.get({ pk: 'A', sk: 'none' });

      expect(found).toBeUndefined();
    });

    it('replaces an item as a whole', async () => {
      const table = await makeTable();
      await table.put({ pk: 'A', sk: '1', before: 1 });

      await table.put({ pk: 'A', sk: '1', after: 2 });

      expect(await table.get({ pk: 'A', sk: '1' })).toEqual({ pk: 'A', sk: '1', after: 2 });
    });

    it('removes an item, and an absent one without an error', async () => {
      const table = await makeTable();
      await table.put({ pk: 'A', sk: '1' });

      await table.remove({ pk: 'A', sk: '1' });
      await table.remove({ pk: 'A', sk: '1' });

      expect(await table.query('A')).toEqual([]);
    });

    it('queries a partition in byte order of its sort keys', async () => {
      const table = await makeTable();
      for (const sk of ['b', 'a#2', 'é', '株', 'a#10', 'B', '𠮷']) await table.put({ pk: 'A', sk });
      await table.put({ pk: 'Z', sk: 'other partition' });

      const found = await table.query('A');

      expect(found.map(({ sk }) => sk)).toEqual(['B', 'a#10', 'a#2', 'b', 'é', '株', '𠮷']);
    });

    it('queries only the sort keys with a prefix', async () => {
      const table = await makeTable();
      for (const sk of ['facts/a', 'facts/b', 'fact', 'meta']) await table.put({ pk: 'A', sk });

      const found = await table.query('A', { prefix: 'facts/' });

      expect(found.map(({ sk }) => sk)).toEqual(['facts/a', 'facts/b']);
    });

    it('queries only the attributes asked for, beside the key', async () => {
      const table = await makeTable();
      await table.put({ pk: 'A', sk: '1', deleted: false, version: 'v', text: 'long' });

      const found = await table.query('A', { attributes: ['version', 'deleted', 'absent'] });

      expect(found).toEqual([{ pk: 'A', sk: '1', deleted: false, version: 'v' }]);
    });

    it('queries the last ones first, and no more than wanted', async () => {
      const table = await makeTable();
      await table.batchWrite(numbered(5).map((put) => ({ put })));

      const found = await table.query('A', { isReversed: true, limit: 2 });

      expect(found.map(({ at }) => at)).toEqual([4, 3]);
    });

    it('queries what comes after a key, though there is no such key', async () => {
      const table = await makeTable();
      await table.batchWrite(['a', 'b', 'c', 'é'].map((sk) => ({ put: { pk: 'A', sk } })));

      const found = await table.query('A', { after: 'aa', limit: 2 });
      const rest = await table.query('A', { after: 'c', attributes: [] });

      expect([found, rest].map((items) => items.map(({ sk }) => sk))).toEqual([['b', 'c'], ['é']]);
    });

    it('counts a partition, and the items of it with a value, past one megabyte', async () => {
      const table = await makeTable();
      const items = numbered(12).map((item, at) => ({
        ...item,
        text: 'x'.repeat(120_000),
        deleted: at < 3,
      }));
      await table.batchWrite(items.map((put) => ({ put })));

      const counts = [
        await table.count('A'),
        await table.count('A', { attribute: 'deleted', equals: false }),
        await table.count('none'),
      ];

      expect(counts).toEqual([12, 9, 0]);
    });

    it('queries a partition of more than one megabyte in full', async () => {
      const table = await makeTable();
      const items = numbered(12).map((item) => ({ ...item, text: 'x'.repeat(120_000) }));
      await table.batchWrite(items.map((put) => ({ put })));

      const found = await table.query('A');

      expect(found.map(({ sk }) => sk)).toEqual(items.map(({ sk }) => sk));
    });

    it('writes and reads more items than one batch holds', async () => {
      const table = await makeTable();
      const items = numbered(230);

      await table.batchWrite(items.map((put) => ({ put })));
      const found = await table.batchGet([...items, { pk: 'A', sk: 'absent' }]);

      expect([...found].sort((a, b) => (a.sk < b.sk ? -1 : 1))).toEqual(items);
    });

    it('puts and removes in one batch', async () => {
      const table = await makeTable();
      await table.put({ pk: 'A', sk: 'old' });

      await table.batchWrite([{ put: { pk: 'A', sk: 'new' } }, { remove: { pk: 'A', sk: 'old' } }]);

      expect(await table.query('A')).toEqual([{ pk: 'A', sk: 'new' }]);
    });

    it('takes empty batches', async () => {
      const table = await makeTable();

      await table.batchWrite([]);

      expect(await table.batchGet([])).toEqual([]);
    });

    it.each([
      ['the item is there and must be absent', { kind: 'absent' }],
      ['an attribute differs', { kind: 'equals', attribute: 'fence', value: 6 }],
      ['an attribute is of another type', { kind: 'equals', attribute: 'fence', value: '7' }],
      ['an attribute to compare is missing', { kind: 'equals', attribute: 'none', value: 7 }],
      ['an attribute is above the most allowed', { kind: 'at-most', attribute: 'fence', value: 6 }],
    ] as const)('refuses a put where %s', async (_case, condition) => {
      const table = await makeTable();
      await table.put({ pk: 'A', sk: '1', fence: 7 });

      const put = table.put({ pk: 'A', sk: '1', fence: 8 }, condition);

      await expect(put).rejects.toThrow(ConditionFailed);
      expect(await table.get({ pk: 'A', sk: '1' })).toMatchObject({ fence: 7 });
    });

    it.each([
      ['an attribute equals', { kind: 'equals', attribute: 'fence', value: 7 }],
      ['an attribute is just the most allowed', { kind: 'at-most', attribute: 'fence', value: 7 }],
      ['an attribute to limit is missing', { kind: 'at-most', attribute: 'none', value: 0 }],
    ] as const)('puts where %s', async (_case, condition) => {
      const table = await makeTable();
      await table.put({ pk: 'A', sk: '1', fence: 7 });

      await table.put({ pk: 'A', sk: '1', fence: 8 }, condition);

      expect(await table.get({ pk: 'A', sk: '1' })).toMatchObject({ fence: 8 });
    });

    it('puts where the item must be absent and is, or where a limit meets no item', async () => {
      const table = await makeTable();

      await table.put({ pk: 'A', sk: '1' }, { kind: 'absent' });
      await table.put({ pk: 'A', sk: '2' }, { kind: 'at-most', attribute: 'fence', value: 1 });

      expect(await table.query('A')).toHaveLength(2);
    });

    it('refuses a put that must equal where there is no item', async () => {
      const table = await makeTable();

      const put = table.put({ pk: 'A', sk: '1' }, { kind: 'equals', attribute: 'fence', value: 1 });

      await expect(put).rejects.toThrow(ConditionFailed);
    });

    it('refuses a remove whose condition does not hold', async () => {
      const table = await makeTable();
      await table.put({ pk: 'A', sk: '1', fence: 7 });

      const remove = table.remove({ pk: 'A', sk: '1' }, { kind: 'equals', attribute: 'fence', value: 1 });

      await expect(remove).rejects.toThrow(ConditionFailed);
      expect(await table.query('A')).toHaveLength(1);
    });

    it('lets one of several writers win a condition', async () => {
      const table = await makeTable();
      const claim = (holder: string) => table.put({ pk: 'A', sk: '1', holder }, { kind: 'absent' });

      const results = await Promise.allSettled(['a', 'b', 'c', 'd'].map(claim));

      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    });

    it.each([
      [
        'a batch that names an item twice',
        (table: Table) => table.batchWrite([{ put: { pk: 'A', sk: '1' } }, { remove: { pk: 'A', sk: '1' } }]),
      ],
      ['an empty sort key', (table: Table) => table.batchWrite([{ put: { pk: 'A', sk: '' } }])],
      [
        'a read that names an item twice',
        (table: Table) =>
          table.batchGet([
            { pk: 'A', sk: '1' },
            { pk: 'A', sk: '1' },
          ]),
      ],
      ['an item above 400 KB', (table: Table) => table.put({ pk: 'A', sk: '1', text: 'x'.repeat(409_700) })],
    ])('refuses %s', async (_case, call) => {
      const table = await makeTable();

      const refused = call(table);

      await expect(refused).rejects.toThrow();
    });
  });
}

function numbered(count: number): readonly Item[] {
  return Array.from({ length: count }, (_, at) => ({ pk: 'A', sk: String(at).padStart(4, '0'), at }));
}
