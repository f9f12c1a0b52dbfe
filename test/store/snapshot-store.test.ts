import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { currentRun, loadSnapshot, partOf, publishSnapshot } from '../../lib/store/snapshot-store.ts';
import { Crash, dyingAt, mortalTable } from '../support/crash.ts';
import { MemoryTable } from '../support/memory-table.ts';

const OLD = new Map([
  ['meta', 'old'],
  ['facts/2026-01', 'old'],
]);
const NEW = new Map([
  ['meta', 'new'],
  ['facts/2026-02', 'new'],
]);

describe('publishSnapshot', () => {
  it('gives readers the parts they name by their beginning', async () => {
    const table = new MemoryTable();
    await publishSnapshot(table, 'run-1', NEW);

    const { runId, parts } = await loadSnapshot(table, ['facts/']);

    expect(runId).toBe('run-1');
    expect([...parts]).toEqual([['facts/2026-02', 'new']]);
  });

  it.each([
    ['ascii', 'x'.repeat(300_001)],
    ['three bytes each', '株'.repeat(250_000)],
    ['surrogate pairs across every border', `x${'𠮷'.repeat(130_000)}`],
  ])('splits a part of %s over items and puts it together again', async (_case, text) => {
    const table = new MemoryTable();

    await publishSnapshot(table, 'run-1', new Map([['meta', text]]));

    const { parts } = await loadSnapshot(table, ['meta']);
    expect(parts.get('meta') === text).toBe(true);
    const stored = await table.query('SNAPSHOT#run-1');
    expect(stored.every((item) => String(item['text']).isWellFormed())).toBe(true);
  });

  it('changes nothing when the same run is published again', async () => {
    const table = new MemoryTable();
    await publishSnapshot(table, 'run-1', OLD);
    const before = table.dump();

    await publishSnapshot(table, 'run-1', OLD);

    expect(table.dump()).toEqual(before);
  });

  it('can go back to an earlier run', async () => {
    const table = new MemoryTable();
    await publishSnapshot(table, 'run-1', OLD);
    await publishSnapshot(table, 'run-2', NEW);

    await publishSnapshot(table, 'run-1', OLD);

    expect(await currentRun(table)).toBe('run-1');
  });

  it('shows the old snapshot or the new one, whole, wherever publishing dies', async () => {
    const seen = new Set<string>();
    for (const when of ['before', 'after'] as const) {
      for (let step = 1; step <= 5; step += 1) {
        const table = new MemoryTable();
        await publishSnapshot(table, 'run-1', OLD);

        const dying = publishSnapshot(mortalTable(table, dyingAt({ step, when })), 'run-2', NEW);

        await expect(dying).rejects.toThrow(Crash);
        const { parts } = await loadSnapshot(table, ['meta', 'facts/']);
        expect([[...OLD], [...NEW]]).toContainEqual([...parts]);
        seen.add(parts.get('meta') ?? '');
        await publishSnapshot(table, 'run-2', NEW);
        expect((await loadSnapshot(table, ['meta'])).parts.get('meta')).toBe('new');
      }
    }
    expect([...seen].sort()).toEqual(['new', 'old']);
  });

  it('throws lease-lost where another run flips the pointer first', async () => {
    const table = new MemoryTable();
    await publishSnapshot(table, 'run-1', OLD);
    const results = await Promise.allSettled([
      publishSnapshot(table, 'run-2', NEW),
      publishSnapshot(table, 'run-3', OLD),
    ]);

    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect(await currentRun(table)).toBe('run-2');
  });

  it('settles a flip whose answer was lost', async () => {
    const table = new MemoryTable();
    const other = publishSnapshot(table, 'run-2', NEW);

    const same = publishSnapshot(table, 'run-2', NEW);

    await expect(Promise.all([other, same])).resolves.toBeDefined();
  });
});

describe('loadSnapshot', () => {
  it('throws no-snapshot before the first run', async () => {
    const load = loadSnapshot(new MemoryTable(), ['meta']);

    await expect(load).rejects.toMatchObject({ code: 'no-snapshot' });
  });
});

describe('partOf', () => {
  it('parses a part, and gives undefined for one that is not there', () => {
    const parts = new Map([['meta', '{"a":1}']]);

    expect(partOf(parts, 'meta', z.object({ a: z.number() }))).toEqual({ a: 1 });
    expect(partOf(parts, 'none', z.unknown())).toBeUndefined();
  });

  it('throws item-invalid for a part that it cannot read', () => {
    const read = () => partOf(new Map([['meta', '{']]), 'meta', z.unknown());

    expect(read).toThrow(expect.objectContaining({ code: 'item-invalid' }));
  });
});
