import gammaln from '@stdlib/math-base-special-gammaln';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cacInterval, poissonInterval } from '../../../lib/kpis/methods/poisson-interval.ts';

/** Relative tolerance of the published golden values. */
const TOLERANCE = 1e-6;

describe('cacInterval', () => {
  it.each([
    ['ferret Q&A, ¥1,000,000 ÷ 5', 1_000_000, 5, 85_702.0517758566, 615_958.3511673651],
    ['ferret Q&A, organic ¥1,500,000 ÷ 5', 1_500_000, 5, 128_553.0776637849, 923_937.5267510476],
    ['golden 10, one win', 1_000_000, 1, 179_480.2592043649, 39_497_890.20520721],
    ['golden 10, three wins', 3_000_000, 3, 342_181.65399154974, 4_849_095.165237046],
    ['golden 10, 25 wins', 5_000_000, 25, 135_483.24763149727, 309_048.66336010204],
    ['golden 10, 100 wins', 20_000_000, 100, 164_437.4514560737, 245_808.9837102612],
  ])('is exact for %s', (_source, spend, wins, low, high) => {
    const interval = cacInterval(spend, wins);

    expect(Math.abs(interval.low / low - 1)).toBeLessThan(TOLERANCE);
    expect(Math.abs((interval.high ?? 0) / high - 1)).toBeLessThan(TOLERANCE);
  });

  it('has a lower end only when nothing was won (golden 10)', () => {
    const interval = cacInterval(1_000_000, 0);

    expect(interval.low).toBeCloseTo(271_085.03068181686, 4);
    expect(interval.high).toBeNull();
  });

  it('contains the point and scales with the currency', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1e9 }),
        fc.integer({ min: 1, max: 2000 }),
        fc.integer({ min: 2, max: 1000 }),
        (spend, wins, scale) => {
          const { low, high } = cacInterval(spend, wins);
          const scaled = cacInterval(spend * scale, wins);

          expect(low).toBeLessThan(spend / wins);
          expect(high).toBeGreaterThan(spend / wins);
          expect(scaled.low / low / scale).toBeCloseTo(1, 9);
          expect((scaled.high ?? 0) / (high ?? 0) / scale).toBeCloseTo(1, 9);
        },
      ),
    );
  });
});

describe('poissonInterval', () => {
  it('reaches from 0 to 3.689 when nothing was counted', () => {
    const interval = poissonInterval(0);

    expect(interval.low).toBe(0);
    expect(interval.high).toBeCloseTo(3.6888794541139354, 9);
  });

  it.each([
    [1, 0.9810118431238463],
    [2, 0.9834363915193856],
    [3, 0.9880954961436427],
    [5, 0.9795667844025311],
    [8, 0.9689890418580287],
    [13, 0.9751847539618276],
    [20, 0.9567949608871587],
    [50, 0.9526378783248965],
  ])('covers a mean of %i as often as it should (golden 10)', (mean, expected) => {
    let covered = 0;
    for (let count = 0; count < mean + 12 * Math.sqrt(mean); count += 1) {
      const { low, high } = poissonInterval(count);
      const chance = Math.exp(count * Math.log(mean) - mean - gammaln(count + 1));
      if (low <= mean && mean <= high) covered += chance;
    }

    expect(covered).toBeCloseTo(expected, 6);
  });
});
