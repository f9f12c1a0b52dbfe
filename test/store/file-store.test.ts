import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { listFiles, loadRows, removeFile, storeFile } from '../../lib/store/file-store.ts';
import { Crash, dyingAt, mortalTable } from '../support/crash.ts';
import { MemoryTable } from '../support/memory-table.ts';

const RowSchema = z.object({ n: z.number() });

describe('storeFile', () => {
  it('keeps rows in file and row order', async () => {
    const table = new MemoryTable();
    await storeFile(table, aFile('b.csv', '1'), rows(12));

    await storeFile(table, aFile('a.csv', '1'), [{ n: 100 }]);

    expect(await numbers(table)).toEqual([100, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  });

  it('changes nothing when the same file comes twice', async () => {
    const table = new MemoryTable();
    const first = await storeFile(table, aFile('a.csv', '1'), rows(2));
    const before = table.dump();

    const second = await storeFile(table, aFile('a.csv', '1'), rows(2));

    expect([first, second]).toEqual([true, false]);
    expect(table.dump()).toEqual(before);
  });

  it('replaces the rows of a file that changed as a whole', async () => {
    const table = new MemoryTable();
    await storeFile(table, aFile('a.csv', '1'), rows(5));

    await storeFile(table, aFile('a.csv', '2'), [{ n: 7 }]);

    expect(await numbers(table)).toEqual([7]);
    expect(table.dump()).toHaveLength(2);
  });

  it('shows the old rows or the new ones, wherever it dies, and ends the same when run again', async () => {
    const expected = new MemoryTable();
    await storeFile(expected, aFile('a.csv', '2'), rows(2));
    for (let step = 1; step <= 5; step += 1) {
      for (const when of ['before', 'after'] as const) {
        const table = new MemoryTable();
        await storeFile(table, aFile('a.csv', '1'), [{ n: 7 }]);

        const dying = storeFile(mortalTable(table, dyingAt({ step, when })), aFile('a.csv', '2'), rows(2));

        await expect(dying).rejects.toThrow(Crash);
        expect([[7], [0, 1]]).toContainEqual(await numbers(table));
        await storeFile(table, aFile('a.csv', '2'), rows(2));
        expect(await numbers(table)).toEqual([0, 1]);
      }
    }
  });
});

describe('removeFile', () => {
  it('forgets a file with its rows, and leaves others', async () => {
    const table = new MemoryTable();
    await storeFile(table, aFile('a.csv', '1'), rows(3));
    await storeFile(table, aFile('b.csv', '1'), [{ n: 7 }]);

    await removeFile(table, 'spend', 'a.csv');
    await removeFile(table, 'spend', 'never.csv');

    expect(await numbers(table)).toEqual([7]);
    expect(await listFiles(table, 'spend')).toEqual([aFile('b.csv', '1')]);
    expect(table.dump()).toHaveLength(2);
  });
});

function aFile(name: string, digest: string) {
  return { kind: 'spend', name, digest, summary: '{}' } as const;
}

function rows(count: number) {
  return Array.from({ length: count }, (_, n) => ({ n }));
}

async function numbers(table: MemoryTable) {
  return (await loadRows(table, 'spend', RowSchema)).map(({ n }) => n);
}
