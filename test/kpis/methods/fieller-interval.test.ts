import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bootstrapRatio } from '../../../lib/kpis/methods/bootstrap-ratio.ts';
import { fiellerInterval } from '../../../lib/kpis/methods/fieller-interval.ts';
import { logDeltaInterval, relativeError } from '../../../lib/kpis/methods/log-delta-interval.ts';
import { pairedMeans } from '../../../lib/kpis/methods/paired-means.ts';

const estimate = (a: number, b: number, va: number, vb: number, covariance = 0) => ({
  numerator: a,
  denominator: b,
  numeratorVariance: va,
  denominatorVariance: vb,
  covariance,
});

/** 24 constructed months, golden 11. */
const SPEND = [
  380, 215, 157, 208, 224, 371, 224, 127, 191, 229, 385, 214, 228, 102, 124, 81, 177, 151, 381, 181, 123, 107,
  252, 96,
];
const WON = [0, 0, 3, 0, 2, 0, 0, 0, 2, 0, 2, 2, 2, 0, 0, 0, 3, 2, 0, 0, 1, 1, 1, 0];
const MONTHS = SPEND.map((spend, index) => ({ numerator: spend * 1000, denominator: WON[index] ?? 0 }));

/** Student's t, 97.5 %, 23 degrees of freedom. */
const T23 = 2.0686576104190486;

const NOTHING = estimate(0, 0, 0, 0);

describe('fiellerInterval', () => {
  it.each([
    [
      'LTV ÷ CAC',
      estimate(6e6, 2e5, 8.1e11, 1.6e9),
      0.15365835282776502,
      18.565346983948654,
      52.328009381615715,
    ],
    [
      'correlated',
      estimate(6e6, 2e5, 8.1e11, 1.6e9, 1.8e10),
      0.15365835282776502,
      21.38955025784641,
      45.418797470631326,
    ],
    ['g near 1', estimate(100, 10, 100, 24), 0.9219501169665901, 4.901690611183383, 251.34468955877577],
  ])('is bounded for %s (golden 11)', (_what, input, g, low, high) => {
    const interval = fiellerInterval(input);

    if (interval.kind !== 'bounded') throw new Error(interval.kind);
    expect(interval.g).toBeCloseTo(g, 8);
    expect(interval.low / low).toBeCloseTo(1, 6);
    expect(interval.high / high).toBeCloseTo(1, 6);
  });

  it('says that everything is possible where both may be 0 (golden 11)', () => {
    const interval = fiellerInterval(estimate(1, 1, 4, 4));

    expect(interval.kind).toBe('unbounded');
    expect(interval.g).toBeCloseTo(15.365835282776501, 8);
  });

  it('says what is not possible where the denominator may be 0 (golden 11)', () => {
    const interval = fiellerInterval(estimate(100, 10, 25, 36));

    if (interval.kind !== 'exclusive') throw new Error(interval.kind);
    expect(interval.g).toBeCloseTo(1.3829251754498852, 8);
    expect(interval.excluded.low).toBeCloseTo(-56.784299045186636, 6);
    expect(interval.excluded.high).toBeCloseTo(4.554774108617222, 6);
  });

  it.each([
    ['a denominator of 0', estimate(100, 0, 1, 1)],
    ['a denominator known to be 0', estimate(100, 0, 1, 0)],
  ])('gives no bounded interval with %s', (_what, input) => {
    const interval = fiellerInterval(input);

    expect(interval.kind).not.toBe('bounded');
    expect(interval.g).toBe(Number.POSITIVE_INFINITY);
  });

  it('takes 24 months of spend and wins with the t quantile (golden 11)', () => {
    const interval = fiellerInterval(pairedMeans(MONTHS) ?? NOTHING, T23);

    if (interval.kind !== 'bounded') throw new Error(interval.kind);
    expect(interval.g).toBeCloseTo(0.2695948943649246, 8);
    expect(interval.low).toBeCloseTo(145890.69010495927, 2);
    expect(interval.high).toBeCloseTo(497839.59410585766, 2);
  });

  it('contains the ratio, and its ends are where the difference is z errors wide', () => {
    const amount = fc.double({ min: 1, max: 1e6, noNaN: true });
    const error = fc.double({ min: 0.01, max: 0.5, noNaN: true });
    fc.assert(
      fc.property(
        amount,
        amount,
        error,
        error,
        fc.double({ min: -0.9, max: 0.9, noNaN: true }),
        (a, b, ea, eb, rho) => {
          const input = estimate(a, b, (a * ea) ** 2, (b * eb) ** 2, rho * a * ea * b * eb);
          const interval = fiellerInterval(input);

          if (interval.kind !== 'bounded') return;
          expect(interval.low).toBeLessThanOrEqual(a / b);
          expect(interval.high).toBeGreaterThanOrEqual(a / b);
          const { low } = interval;
          const variance =
            input.numeratorVariance - 2 * low * input.covariance + low ** 2 * input.denominatorVariance;
          expect((a - low * b) ** 2 / (3.841458820694124 * variance)).toBeCloseTo(1, 4);
        },
      ),
    );
  });
});

describe('pairedMeans', () => {
  it('keeps the ratio of sums', () => {
    const means = pairedMeans(MONTHS) ?? NOTHING;

    expect(means.numerator / means.denominator).toBeCloseTo(234666.66666666666, 6);
  });

  it('is null with one observation', () => {
    const means = pairedMeans(MONTHS.slice(0, 1));

    expect(means).toBeNull();
  });
});

describe('logDeltaInterval', () => {
  it('has the golden standard error, and SciPy’s ends on the log scale (golden 11)', () => {
    const means = pairedMeans(MONTHS) ?? NOTHING;

    const interval = logDeltaInterval(means);

    expect(relativeError(means) * 234666.66666666666).toBeCloseTo(63148.29364315709, 4);
    expect(interval?.low).toBeCloseTo(138482.50339967254, 3);
    expect(interval?.high).toBeCloseTo(397656.3326957784, 3);
  });

  it('is null where there is no logarithm', () => {
    const intervals = [logDeltaInterval(estimate(0, 1, 1, 1)), logDeltaInterval(estimate(1, 0, 1, 1))];

    expect(intervals).toEqual([null, null]);
  });
});

describe('bootstrapRatio', () => {
  it('agrees with the golden percentiles within the chance of its draws (golden 11)', () => {
    const interval = bootstrapRatio(MONTHS, 5);

    expect(Math.abs((interval?.low ?? 0) / 150032.25806451612 - 1)).toBeLessThan(0.03);
    expect(Math.abs((interval?.high ?? 0) / 450588.3928571424 - 1)).toBeLessThan(0.05);
  });

  it('is the same for the same seed', () => {
    const intervals = [bootstrapRatio(MONTHS, 8), bootstrapRatio(MONTHS, 8), bootstrapRatio(MONTHS, 9)];

    expect(intervals[0]).toEqual(intervals[1]);
    expect(intervals[0]).not.toEqual(intervals[2]);
  });

  it('has no upper end where many draws have no denominator, and is null where all have', () => {
    const one = [{ numerator: 1, denominator: 1 }, ...Array(9).fill({ numerator: 1, denominator: 0 })];

    const intervals = [bootstrapRatio(one, 1), bootstrapRatio(one.slice(1), 1), bootstrapRatio([], 1)];

    expect(intervals[0]?.high).toBeNull();
    expect(intervals.slice(1)).toEqual([null, null]);
  });
});
