import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { discountedLtv, perpetualLtv } from '../../../lib/kpis/methods/discounted-ltv.ts';
import { ltvByChurn } from '../../../lib/kpis/methods/ltv-by-churn.ts';
import { paybackMonths } from '../../../lib/kpis/methods/payback.ts';

const STREAM = { monthlyProfit: 35_000, monthlyChurn: 0.02, monthlyGrowth: 0, annualDiscount: 0.1 };

describe('ltvByChurn', () => {
  it.each([
    ['chartmogul', 100, 5, 100, 2000],
    ['profitwell_swing, 4 %', 10, 4, 100, 250],
    ['profitwell_swing, 6 %', 10, 6, 100, 166.66666666666669],
    ['dcf_ltv, simple', 35_000, 2, 100, 1_750_000],
  ])('gives golden 15, %s', (_case, monthlyProfit, churned, customerMonths, expected) => {
    const { ltv } = ltvByChurn({ monthlyProfit, churned, customerMonths });

    expect(ltv).toBeCloseTo(expected, 6);
  });

  it('has only a lower bound where nobody has left', () => {
    const result = ltvByChurn({ monthlyProfit: 100, churned: 0, customerMonths: 368.8879454 });

    expect(result).toMatchObject({ ltv: null, reason: 'no-churn' });
    expect(result.lowerBound).toBeCloseTo(10_000, 4);
  });

  it('has nothing without customers', () => {
    const result = ltvByChurn({ monthlyProfit: 100, churned: 0, customerMonths: 0 });

    expect(result).toEqual({ ltv: null, lowerBound: null, reason: 'no-customers' });
  });
});

describe('discountedLtv', () => {
  it.each([
    ['dcf_36m', STREAM, 36, 803_284.3681978189],
    ['dcf_60m', STREAM, 60, 1_028_129.2480481338],
    [
      'negative_churn, 60 months',
      { ...STREAM, monthlyChurn: 0.01, monthlyGrowth: 0.02 },
      60,
      2_216_250.622217961,
    ],
  ])('gives golden 15, %s', (_case, stream, months, expected) => {
    expect(discountedLtv(stream, months) / expected).toBeCloseTo(1, 9);
  });

  it('has no end only where the sum converges (golden 15)', () => {
    expect((perpetualLtv(STREAM) ?? 0) / 1_261_132.402072311).toBeCloseTo(1, 9);
    expect(perpetualLtv({ ...STREAM, monthlyChurn: 0.01, monthlyGrowth: 0.02 })).toBeNull();
  });

  it('grows with the months and stays below the sum without an end', () => {
    const anyStream = fc.record({
      monthlyProfit: fc.double({ min: 1, max: 1e6, noNaN: true }),
      monthlyChurn: fc.double({ min: 0.001, max: 0.5, noNaN: true }),
      monthlyGrowth: fc.constant(0),
      annualDiscount: fc.double({ min: 0, max: 0.3, noNaN: true }),
    });
    fc.assert(
      fc.property(anyStream, fc.nat({ max: 100 }), (stream, months) => {
        const value = discountedLtv(stream, months);

        expect(discountedLtv(stream, months + 1)).toBeGreaterThanOrEqual(value);
        expect(value).toBeLessThanOrEqual((perpetualLtv(stream) ?? 0) * (1 + 1e-12));
      }),
    );
  });
});

describe('paybackMonths', () => {
  it('is CAC ÷ monthly gross profit where everybody stays (golden 15, payback)', () => {
    expect(paybackMonths({ cac: 1200, monthlyProfit: 300, survival: () => 1 })).toBe(4);
  });

  it('takes longer the more leave', () => {
    const months = paybackMonths({ cac: 1200, monthlyProfit: 300, survival: (month) => 0.9 ** month });

    // 300 · (1 − .9^t) ÷ .1 ≥ 1,200 from t = 4.85 on.
    expect(months).toBe(5);
  });

  it('may never come: the sum of what survives stays below CAC', () => {
    const months = paybackMonths({ cac: 3000, monthlyProfit: 300, survival: (month) => 0.9 ** month });

    expect(months).toBeNull();
  });

  it('ends at 60 months and starts at none', () => {
    const pay = (cac: number) => paybackMonths({ cac, monthlyProfit: 1, survival: () => 1 });

    expect([pay(0), pay(60), pay(61)]).toEqual([0, 60, null]);
  });
});
