import { describe, expect, it } from 'vitest';
import { loadAliases, saveAliases } from '../../lib/store/alias-store.ts';
import { MemoryTable } from '../support/memory-table.ts';

describe('saveAliases', () => {
  it('writes only aliases that are new or moved', async () => {
    const table = new MemoryTable();
    await saveAliases(
      table,
      new Map([
        ['a', 'a'],
        ['b', 'b'],
      ]),
    );

    const written = await saveAliases(
      table,
      new Map([
        ['a', 'a'],
        ['b', 'a'],
        ['c', 'c'],
      ]),
    );

    expect(written).toBe(2);
    expect([...(await loadAliases(table))].sort()).toEqual([
      ['a', 'a'],
      ['b', 'a'],
      ['c', 'c'],
    ]);
  });

  it('keeps the alias of a record that is gone', async () => {
    const table = new MemoryTable();
    await saveAliases(
      table,
      new Map([
        ['a', 'a'],
        ['b', 'a'],
      ]),
    );

    const written = await saveAliases(table, new Map([['a', 'a']]));

    expect(written).toBe(0);
    expect((await loadAliases(table)).get('b')).toBe('a');
  });

  it('moves the alias of a record that is gone forward, along a chain of records that are gone', async () => {
    const table = new MemoryTable();
    await saveAliases(table, new Map([['a', 'b']]));
    await saveAliases(table, new Map([['b', 'c']]));
    await saveAliases(table, new Map([['c', 'd']]));

    const aliases = await loadAliases(table);

    expect([...aliases].sort()).toEqual([
      ['a', 'd'],
      ['b', 'd'],
      ['c', 'd'],
    ]);
  });

  it('ends where aliases lead in a circle', async () => {
    const table = new MemoryTable();
    await saveAliases(
      table,
      new Map([
        ['a', 'b'],
        ['b', 'a'],
      ]),
    );

    expect(await saveAliases(table, new Map())).toBe(0);
  });
});
