import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GRAINS } from '../../lib/kpis/group-facts.ts';
import { anyRow, anySpendDay } from './arbitraries.ts';
import { aConfig, aRow, aSpendDay, aTable, aWonDeal, rowOf } from './builders.ts';

describe('kpiTable', () => {
  it('gives every missing figure a reason', () => {
    const table = aTable({ rows: [aRow()], available: { mql: false, sql: false } });

    expect(rowOf(table, 'seminar')).toMatchObject({
      spend: null,
      spendReason: 'spend-not-declared',
      spendCoverage: '0',
      mql: null,
      mqlReason: 'not-mapped',
      sql: null,
      sqlReason: 'not-mapped',
      wonRevenue: '0',
      maturity: null,
      maturityReason: 'no-wins-to-learn-from',
      cac: null,
      cacLow: null,
      cacReason: 'spend-not-declared',
      costPerWonReason: 'spend-not-declared',
      costPerLeadReason: 'spend-not-declared',
      costPerMqlReason: 'not-mapped',
      costPerSqlReason: 'not-mapped',
      costPerOpportunityReason: 'spend-not-declared',
      ltvReason: 'not-mapped',
      ltvToCacReason: 'not-mapped',
      targetCacReason: 'not-mapped',
      paybackMonthsReason: 'spend-not-declared',
      roasReason: 'spend-not-declared',
      roiReason: 'spend-not-declared',
      verdict: 'not-enough-data',
      verdictReason: 'no-target',
    });
  });

  it('counts a win without company or amount, and no customer or revenue of it', () => {
    const rows = [aWonDeal({ isNewCustomer: false, amountMinor: null })];

    const table = aTable({ rows, spend: [aSpendDay()] });

    expect(rowOf(table, 'seminar')).toMatchObject({
      won: 1,
      newCustomers: 0,
      costPerWon: '100000',
      cacReason: 'no-new-customers',
      wonRevenue: null,
      wonRevenueReason: 'no-amount',
      roasReason: 'no-amount',
    });
  });

  it('does not divide by credit notes', () => {
    const table = aTable({ rows: [aWonDeal()], spend: [aSpendDay({ amountMinor: -5_000 })] });

    expect(rowOf(table, 'seminar')).toMatchObject({ spend: '-5000', cac: null, cacReason: 'negative-spend' });
  });

  it('says where money was free instead of dividing by it', () => {
    const targets = { ltv: { method: 'revenue', annualRevenue: 2_000_000, years: 3 } };
    const table = aTable({
      rows: [aWonDeal()],
      coverage: [{ channel: 'seminar', month: '2026-01', status: 'complete' }],
      config: aConfig({ targets }),
    });

    expect(rowOf(table, 'seminar')).toMatchObject({
      spend: '0',
      spendCoverage: '1',
      cac: '0',
      ltvToCacReason: 'zero-cac',
      roasReason: 'zero-spend',
      verdict: 'within-target',
    });
  });

  it('says of which model and cost scope its figures are', () => {
    const spend = [aSpendDay(), aSpendDay({ costScope: 'program' })];

    const table = aTable({ spend });

    expect(table.blended.basis).toBe('first/program');
    expect(aTable().blended.basis).toBe('first/media');
  });

  it('counts the first and the last day of the period and none beside', () => {
    const days = ['2025-12-31', '2026-01-01', '2026-01-31', '2026-02-01'];

    const table = aTable({ rows: days.map((day) => aRow({ day })) });

    expect(table.blended.leads).toBe(2);
  });

  it.each([
    [false, 1],
    [true, 2],
  ])('counts undated records where includeUndated is %s: %i', (includeUndated, leads) => {
    const table = aTable({ rows: [aRow(), aRow({ day: null })], includeUndated });

    expect(table.blended.leads).toBe(leads);
  });

  it('refuses money in another currency', () => {
    const build = () => aTable({ spend: [aSpendDay({ currency: 'USD' })] });

    expect(build).toThrowError(expect.objectContaining({ code: 'mixed-currency' }));
  });

  it('has only a blended and an unattributed row without facts', () => {
    const table = aTable();

    expect(table).toMatchObject({
      asOf: '2026-02-15',
      currency: 'JPY',
      timeZone: 'Asia/Tokyo',
      rows: [],
      blended: { key: 'blended', leads: 0, spendCoverage: null },
      unattributed: { key: 'unattributed', leads: 0, spend: '0', cacReason: 'unattributed' },
    });
  });

  it.each(GRAINS)('reconciles by %s: rows + unattributed = blended', (by) => {
    fc.assert(
      fc.property(fc.array(anyRow), fc.array(anySpendDay), fc.boolean(), (rows, spend, includeUndated) => {
        const table = aTable({ rows, spend, by, includeUndated, to: '2026-03-31' });

        const parts = [...table.rows, table.unattributed];
        for (const count of ['leads', 'mql', 'sql', 'opportunities', 'won', 'newCustomers'] as const)
          expect(parts.reduce((sum, row) => sum + (row[count] ?? 0), 0)).toBe(table.blended[count]);
        for (const money of ['spend', 'wonRevenue'] as const)
          expect(parts.reduce((sum, row) => sum + Number(row[money] ?? 0), 0)).toBe(
            Number(table.blended[money] ?? 0),
          );
      }),
    );
  });
});
