import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { betweenSpread, shrinkTo } from '../../../lib/kpis/methods/between-spread.ts';
import { fitResponses, type SpendMonth } from '../../../lib/kpis/methods/fit-responses.ts';

describe('fitResponses', () => {
  it('finds the curve that made the wins', () => {
    const months = monthsOf([1, 2, 4, 8, 16], (spend) => 300 * spend ** 0.6);

    const [fit] = fitResponses([{ channel: 'ads', months }]);

    expect(fit).toMatchObject({ channel: 'ads', reason: null, isPooled: true });
    expect(fit?.reason === null && fit.rawElasticity).toBeCloseTo(0.6, 9);
    expect(fit?.reason === null && fit.curve.b).toBeCloseTo(0.6, 9);
    expect(fit?.reason === null && fit.curve.a).toBeCloseTo(300, 6);
  });

  it('draws a channel of few wins to the elasticity of the others', () => {
    const [big, other, small] = fitResponses([
      { channel: 'big', months: monthsOf([1, 2, 4, 8], (spend) => 300 * spend ** 0.6) },
      { channel: 'other', months: monthsOf([1, 2, 4, 8], (spend) => 300 * spend ** 0.4) },
      { channel: 'small', months: monthsOf([1, 2, 4], (spend) => spend ** 1.5) },
    ]);

    const shrunk = (fit: typeof big) => (fit?.reason === null ? fit.curve.b : Number.NaN);
    expect(shrunk(big)).toBeCloseTo(0.6, 1);
    expect(shrunk(other)).toBeCloseTo(0.4, 1);
    expect(shrunk(small)).toBeLessThan(0.7);
    expect(big?.reason === null && big.isPooled).toBe(false);
  });

  it('believes no elasticity of 1 or more', () => {
    const [fit] = fitResponses([{ channel: 'ads', months: monthsOf([1, 2, 4], (spend) => spend ** 2) }]);

    expect(fit?.reason === null && fit.rawElasticity).toBeCloseTo(2, 9);
    expect(fit?.reason === null && fit.curve.b).toBe(0.95);
  });

  it.each<[string, readonly SpendMonth[]]>([
    ['too-few-months', monthsOf([0, 1, 2], () => 5)],
    ['spend-never-varied', monthsOf([10, 11, 11.9], () => 5)],
    ['no-wins', monthsOf([1, 2, 4], () => 0)],
  ])('refuses with the reason %s', (reason, months) => {
    const fits = fitResponses([{ channel: 'ads', months }]);

    expect(fits).toEqual([{ channel: 'ads', reason }]);
  });

  it('leaves the elasticity as it is when the currency scales', () => {
    const anyMonths = fc.array(
      fc.record({ spend: fc.integer({ min: 1, max: 1000 }), wins: fc.integer({ min: 1, max: 50 }) }),
      { minLength: 4, maxLength: 12 },
    );
    fc.assert(
      fc.property(anyMonths, fc.integer({ min: 2, max: 1e6 }), (months, scale) => {
        const [fit] = fitResponses([{ channel: 'ads', months }]);
        const scaledMonths = months.map(({ spend, wins }) => ({ spend: spend * scale, wins }));
        const [scaled] = fitResponses([{ channel: 'ads', months: scaledMonths }]);

        expect(scaled?.reason).toBe(fit?.reason);
        if (fit?.reason !== null || scaled?.reason !== null) return;
        expect(scaled.curve.b).toBeCloseTo(fit.curve.b, 6);
      }),
    );
  });
});

describe('betweenSpread', () => {
  it('is none where chance explains the differences', () => {
    const spread = betweenSpread([
      { value: 1, variance: 4 },
      { value: 3, variance: 4 },
    ]);

    expect(spread).toEqual({ mean: 2, between: 0 });
    expect(shrinkTo(spread, { value: 3, variance: 4 })).toBe(2);
  });

  it('is what the differences have beyond chance', () => {
    // Q = 2·(5²)/1 = 50, k − 1 = 1, scale = 2 − 2/2 = 1: between = 49.
    const spread = betweenSpread([
      { value: 0, variance: 1 },
      { value: 10, variance: 1 },
    ]);

    expect(spread.between).toBeCloseTo(49, 12);
    expect(shrinkTo(spread, { value: 10, variance: 1 })).toBeCloseTo(5 + 5 * 0.98, 12);
  });

  it('is nothing for nothing', () => {
    expect(betweenSpread([])).toEqual({ mean: 0, between: 0 });
  });
});

function monthsOf(spends: readonly number[], wins: (spend: number) => number): readonly SpendMonth[] {
  return spends.map((spend) => ({ spend, wins: wins(spend) }));
}
