import { describe, expect, it } from 'vitest';
import { loadFlagged, loadQuarantine, openQuarantine } from '../../lib/store/quarantine-store.ts';
import { MemoryTable } from '../support/memory-table.ts';

const AT = '2026-03-10T00:00:00.000Z';
const LATER = '2026-03-11T00:00:00.000Z';

describe('openQuarantine', () => {
  it('holds what was added until it is released, and says how many were', async () => {
    const { update, load } = await start();
    await update({ add: [bad('1'), bad('2')], release: [], at: AT });

    const released = await update({ add: [], release: ['1', '3'], at: LATER });

    expect(released).toBe(1);
    expect(await load()).toEqual([{ ...bad('2'), openedAt: AT }]);
  });

  it('keeps the latest reason of a record that was added twice, and since when it is bad', async () => {
    const { update, load } = await start();
    await update({ add: [bad('1', 'first')], release: [], at: AT });

    await update({ add: [bad('1', 'second')], release: [], at: LATER });

    expect(await load()).toEqual([{ ...bad('1', 'second'), openedAt: AT }]);
  });

  it('releases a record that was read badly and well on one page', async () => {
    const { update, load } = await start();

    await update({ add: [bad('1')], release: ['1', '1'], at: AT });

    expect(await load()).toEqual([]);
  });

  it('takes a record without an id', async () => {
    const { update, load } = await start();

    await update({ add: [bad('')], release: [], at: AT });

    expect(await load()).toEqual([{ ...bad('(no id)'), openedAt: AT }]);
  });

  it('keeps records whose texts were cut apart from those that could not be taken up', async () => {
    const { table, update, load } = await start();
    await update({ add: [bad('1'), bad('2')], release: [], at: AT });
    const cut = [{ id: '1', code: 'text-cut', reason: 'long' }];

    const released = await update({ add: [], cut, release: [], at: LATER });
    const again = await update({ add: [], cut, release: [], at: LATER });

    expect([released, again]).toEqual([1, 0]);
    expect(await load()).toEqual([{ ...bad('2'), openedAt: AT }]);
    expect((await loadFlagged(table, 'salesforce', 'Lead')).cut).toEqual([{ ...cut[0], openedAt: LATER }]);
    expect((await openQuarantine(table, 'salesforce', 'Lead')).list().map(({ id }) => id)).toEqual(['2']);
    expect(await update({ add: [], release: ['1'], at: LATER })).toBe(0);
    expect((await loadFlagged(table, 'salesforce', 'Lead')).cut).toEqual([]);
  });

  it('lists what an earlier run put there', async () => {
    const { table, update } = await start();
    await update({ add: [bad('2'), bad('1')], release: [], at: AT });

    const { list } = await openQuarantine(table, 'salesforce', 'Lead');

    expect(list().map(({ id }) => id)).toEqual(['1', '2']);
  });
});

async function start() {
  const table = new MemoryTable();
  const { update } = await openQuarantine(table, 'salesforce', 'Lead');
  return { table, update, load: () => loadQuarantine(table, 'salesforce', 'Lead') };
}

function bad(id: string, reason = 'no stamp') {
  return { id, code: 'record-invalid', reason };
}
