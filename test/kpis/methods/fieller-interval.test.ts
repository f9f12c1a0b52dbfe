import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fiellerInterval } from '../../../lib/kpis/methods/fieller-interval.ts';
import { pairedMeans } from '../../../lib/kpis/methods/paired-means.ts';
import { estimate, MONTHS, NOTHING } from './monthly-cac.ts';

/** Student's t, 97.5 %, 23 degrees of freedom. */
const T23 = 2.0686576104190486;

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
