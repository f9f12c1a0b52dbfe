import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Figure } from '../../../lib/kpis/figure.ts';
import { type CustomerMrr, mrrMovements } from '../../../lib/kpis/methods/mrr-movements.ts';
import { arpa, customerRetention, logoChurn, mrrRates } from '../../../lib/kpis/methods/mrr-rates.ts';

const QUIET = { start: 0, new: 0, expansion: 0, contraction: 0, churn: 0, reactivation: 0 };
const MONTHS = ['2026-01', '2026-02', '2026-03'];

describe('mrrMovements', () => {
  it('tells the five movements apart', () => {
    const rows = [
      ...paying('new', [0, 0, 300]),
      ...paying('grows', [0, 100, 150]),
      ...paying('shrinks', [0, 100, 60]),
      ...paying('leaves', [0, 80, 0]),
      ...paying('returns', [70, 0, 90]),
    ];

    const [, , march] = mrrMovements(rows, MONTHS);

    expect(march?.mrr).toEqual({
      start: 280,
      new: 300,
      expansion: 50,
      contraction: 40,
      churn: 80,
      reactivation: 90,
      end: 600,
    });
    expect(march?.customers).toEqual({ start: 3, new: 1, churned: 1, reactivated: 1, end: 4 });
  });

  it('takes a customer from before the months for known', () => {
    const rows = [
      { customer: 'stays', month: '2025-12', amountMinor: 10 },
      { customer: 'returns', month: '2025-06', amountMinor: 10 },
      ...paying('stays', [10, 10, 10]),
      ...paying('returns', [10, 10, 10]),
    ];

    const [january] = mrrMovements(rows, MONTHS);

    expect(january?.mrr).toMatchObject({ start: 10, new: 0, reactivation: 10, end: 20 });
  });

  it('takes one of two cancelled subscriptions for a contraction', () => {
    const rows = [...paying('a', [50, 50, 50]), ...paying('a', [30, 0, 0])];

    const [, february] = mrrMovements(rows, MONTHS);

    expect(february?.mrr).toMatchObject({ contraction: 30, churn: 0 });
  });

  it('starts each month where the last one ended, and ends by the identity', () => {
    const anyRow = fc.record({
      customer: fc.constantFrom('a', 'b', 'c'),
      month: fc.constantFrom('2025-11', '2025-12', ...MONTHS),
      amountMinor: fc.nat({ max: 1e6 }),
    });
    fc.assert(
      fc.property(fc.array(anyRow), (rows) => {
        const months = mrrMovements(rows, MONTHS);

        months.forEach(({ mrr, customers }, at) => {
          const gained = mrr.new + mrr.expansion + mrr.reactivation;
          expect(mrr.end).toBe(mrr.start + gained - mrr.contraction - mrr.churn);
          expect(customers.end).toBe(
            customers.start + customers.new + customers.reactivated - customers.churned,
          );
          if (at > 0) expect(mrr.start).toBe(months[at - 1]?.mrr.end);
        });
      }),
    );
  });

  it('moves with its months by whole years', () => {
    const rows = [...paying('a', [10, 0, 30]), ...paying('b', [0, 20, 15])];
    const nextYear = (month: string) => month.replace('2026', '2027');

    const months = mrrMovements(rows, MONTHS);
    const later = mrrMovements(
      rows.map((row) => ({ ...row, month: nextYear(row.month) })),
      MONTHS.map(nextYear),
    );

    expect(later).toEqual(months.map((moved) => ({ ...moved, month: nextYear(moved.month) })));
  });

  it('is all 0 without rows and nothing without months', () => {
    expect(mrrMovements([], ['2026-01'])[0]?.mrr).toEqual({ ...QUIET, end: 0 });
    expect(mrrMovements([], [])).toEqual([]);
  });
});

describe('mrrRates', () => {
  it.each<[string, Partial<typeof QUIET>, Partial<Record<keyof ReturnType<typeof mrrRates>, number>>]>([
    [
      'quick_ratio_a',
      { start: 50_000, new: 8000, expansion: 4000, reactivation: 1000, contraction: 2000, churn: 3000 },
      { quickRatio: 2.6 },
    ],
    ['quick_ratio_b', { new: 20_000, expansion: 8000, churn: 5000, contraction: 3000 }, { quickRatio: 3.5 }],
    [
      'net_gross_mrr_churn',
      { start: 100, churn: 10, contraction: 10, expansion: 10 },
      { grossChurn: 0.2, netChurn: 0.1, grossRetention: 0.8, netRetention: 0.9 },
    ],
    [
      'shopify_daily_net_churn',
      { start: 100, new: 10, expansion: 10 },
      { netChurn: -0.1, grossRetention: 1 },
    ],
  ])('gives golden 15, %s', (_case, movements, expected) => {
    const rates = new Map<string, Figure>(Object.entries(mrrRates({ ...QUIET, ...movements })));

    for (const [name, value] of Object.entries(expected))
      expect(Number(rates.get(name)?.value)).toBeCloseTo(value, 12);
  });

  it('are unknown where nothing could be lost or nothing was', () => {
    const rates = mrrRates({ ...QUIET, new: 100 });

    expect(rates.grossChurn.reason).toBe('no-customers');
    expect(rates.netRetention.reason).toBe('no-customers');
    expect(rates.quickRatio.reason).toBe('no-churn');
  });
});

describe('customer rates', () => {
  it('are those of golden 01 and of the MRR identity', () => {
    const kept = customerRetention({ start: 100, end: 110, new: 25, reactivated: 0 });
    const left = logoChurn({ start: 100, churned: 15 });
    const each = arpa(3_210_000, 107);

    expect([Number(kept.value), Number(left.value), Number(each.value)]).toEqual([0.85, 0.15, 30_000]);
  });

  it('count no one who came back as kept', () => {
    const kept = customerRetention({ start: 100, end: 110, new: 25, reactivated: 5 });

    expect(Number(kept.value)).toBe(0.8);
  });

  it('are unknown without customers', () => {
    const kept = customerRetention({ start: 0, end: 5, new: 5, reactivated: 0 });

    expect([kept.reason, logoChurn({ start: 0, churned: 0 }).reason, arpa(0, 0).reason]).toEqual([
      'no-customers',
      'no-customers',
      'no-customers',
    ]);
  });
});

function paying(customer: string, amounts: readonly number[]): readonly CustomerMrr[] {
  return amounts.map((amountMinor, at) => ({ customer, month: MONTHS[at] ?? '', amountMinor }));
}
