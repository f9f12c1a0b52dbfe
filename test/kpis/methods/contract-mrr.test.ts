import { describe, expect, it } from 'vitest';
import { type Contract, contractMrr } from '../../../lib/kpis/methods/contract-mrr.ts';
import { mrrMovements } from '../../../lib/kpis/methods/mrr-movements.ts';

const YEARLY: Contract = {
  customer: 'a',
  start: '2026-01-15',
  end: '2026-03-31',
  amountMinor: 200_000,
  billingMonths: 12,
};

describe('contractMrr', () => {
  it('spreads $2,000 a year to 166.67 a month (golden 15, chartmogul_annual_to_mrr)', () => {
    const rows = contractMrr([YEARLY], '2026-06');

    expect(rows).toEqual([
      { customer: 'a', month: '2026-01', amountMinor: 16_667 },
      { customer: 'a', month: '2026-02', amountMinor: 16_667 },
      { customer: 'a', month: '2026-03', amountMinor: 16_667 },
    ]);
  });

  it('leaves the month out in whose course a contract ends', () => {
    const rows = contractMrr([{ ...YEARLY, end: '2026-03-30' }], '2026-06');

    expect(rows.map(({ month }) => month)).toEqual(['2026-01', '2026-02']);
  });

  it('goes on until the month asked for where no end is known', () => {
    const rows = contractMrr([{ ...YEARLY, end: null }], '2026-04');

    expect(rows).toHaveLength(4);
    expect(contractMrr([YEARLY], '2025-12')).toEqual([]);
  });

  it('makes no churn of a renewal from one day to the next', () => {
    const renewal = { ...YEARLY, start: '2026-03-16', end: null };

    const rows = contractMrr([{ ...YEARLY, end: '2026-03-15' }, renewal], '2026-04');

    const churn = mrrMovements(rows, ['2026-01', '2026-02', '2026-03', '2026-04']).map(
      ({ mrr }) => mrr.churn,
    );
    expect(churn).toEqual([0, 0, 0, 0]);
  });
});
