import { describe, expect, it } from 'vitest';
import { ledgerMonth, listLedgerParts, loadLedger, replaceLedger } from '../../lib/store/ledger-store.ts';
import { aRow, aWonDeal } from '../kpis/builders.ts';
import { MemoryTable } from '../support/memory-table.ts';

const JANUARY = { stage: 'lead', month: '2026-01' } as const;

describe('replaceLedger', () => {
  it('gives rows back as they were, in id order', async () => {
    const table = new MemoryTable();
    const won = aWonDeal({
      id: 'b',
      amountMinor: null,
      flags: ['no-amount'],
      companyId: null,
      cycleDays: -3,
    });
    const rows = [
      won,
      aRow({ id: 'a', channel: null, reason: 'no-source', wonDay: null, rejectReason: 'x' }),
    ];

    await replaceLedger(table, JANUARY, rows);

    expect(await loadLedger(table, JANUARY)).toEqual([rows[1], rows[0]]);
  });

  it('writes nothing for rows that are there already', async () => {
    const table = new MemoryTable();
    await replaceLedger(table, JANUARY, [aRow({ id: 'a' }), aRow({ id: 'b' })]);

    const written = await replaceLedger(table, JANUARY, [aRow({ id: 'b' }), aRow({ id: 'a' })]);

    expect(written).toBe(0);
  });

  it('writes only what is new, changed or gone', async () => {
    const table = new MemoryTable();
    await replaceLedger(
      table,
      JANUARY,
      ['kept', 'changed', 'gone'].map((id) => aRow({ id })),
    );
    const rows = [aRow({ id: 'kept' }), aRow({ id: 'changed', channel: 'organic' }), aRow({ id: 'new' })];

    const written = await replaceLedger(table, JANUARY, rows);

    expect(written).toBe(3);
    expect((await loadLedger(table, JANUARY)).map(({ id }) => id)).toEqual(['changed', 'kept', 'new']);
  });

  it('names the parts that may hold rows, and none for a part that never had any', async () => {
    const table = new MemoryTable();
    await replaceLedger(table, JANUARY, [aRow()]);
    await replaceLedger(table, { stage: 'won', month: 'undated' }, [aWonDeal({ day: null })]);

    await replaceLedger(table, { stage: 'mql', month: '2026-01' }, []);

    expect(await listLedgerParts(table)).toEqual([JANUARY, { stage: 'won', month: 'undated' }]);
  });
});

describe('ledgerMonth', () => {
  it.each([
    ['2026-01-31', '2026-01'],
    [null, 'undated'],
  ])('puts a row of %s into %s', (day, month) => {
    expect(ledgerMonth(aRow({ day }))).toBe(month);
  });
});
