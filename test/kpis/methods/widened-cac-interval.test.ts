import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cacInterval } from '../../../lib/kpis/methods/poisson-interval.ts';
import { widenedCacInterval } from '../../../lib/kpis/methods/widened-cac-interval.ts';

const SPEND = 1_000_000;

const singles = (count: number): readonly number[] => Array<number>(count).fill(1);

describe('widenedCacInterval', () => {
  it.each([
    [5, 1, 85702.0517758566, 615958.3511673651],
    [5, 2, 62450.179297549716, 1203063.0753645573],
    [10, 1.7, 45608.89204414123, 275919.0642902406],
    [25, 1.3, 25681.86001933149, 66209.6893975799],
  ])(
    'takes the dispersion into the gamma limits for %i wins at %d (SciPy)',
    (wins, dispersion, low, high) => {
      const interval = widenedCacInterval({ spend: SPEND, clusterSizes: singles(wins), dispersion });

      expect(interval.low / low).toBeCloseTo(1, 8);
      expect((interval.high ?? 0) / high).toBeCloseTo(1, 8);
    },
  );

  it('has a lower end only when nothing was won, and a lower one with dispersion (SciPy)', () => {
    const interval = widenedCacInterval({ spend: SPEND, clusterSizes: [], dispersion: 2 });

    expect(interval.low).toBeCloseTo(135542.51534090843, 4);
    expect(interval.high).toBeNull();
  });

  it('counts groups: two groups of three are two wins that bring three customers each', () => {
    const interval = widenedCacInterval({ spend: SPEND, clusterSizes: [3, 3], dispersion: null });

    const two = cacInterval(SPEND, 2);
    expect(interval.low).toBeCloseTo(two.low / 3, 6);
    expect(interval.high).toBeCloseTo((two.high ?? 0) / 3, 6);
  });

  it.each([
    ['at 1', 1],
    ['below 1', 0.4],
    ['that could not be measured', null],
  ])('is exactly Garwood with a dispersion %s, and says what it leaves out', (_what, dispersion) => {
    const interval = widenedCacInterval({ spend: SPEND, clusterSizes: singles(7), dispersion });

    const exact = cacInterval(SPEND, 7);
    expect(interval).toMatchObject({ excludes: 'spend-error', widening: 1 });
    expect(interval.low / exact.low).toBeCloseTo(1, 12);
    expect((interval.high ?? 0) / (exact.high ?? 1)).toBeCloseTo(1, 12);
  });

  it('counts a big group as the chance it is (SciPy)', () => {
    const clusterSizes = [...singles(10), 3, 3, 8];

    const interval = widenedCacInterval({ spend: SPEND, clusterSizes, dispersion: 1 });

    expect(interval.low).toBeCloseTo(SPEND / 60.72736128816037, 4);
    expect(interval.high).toBeCloseTo(SPEND / 9.041758397862546, 4);
    expect(interval.widening).toBeCloseTo(92 / 24, 12);
  });

  it('contains the point, and widens with dispersion', () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(
        sizes,
        fc.double({ min: 1, max: 8, noNaN: true }),
        fc.double({ min: 1.001, max: 3, noNaN: true }),
        (clusterSizes, dispersion, factor) => {
          const narrow = widenedCacInterval({ spend: SPEND, clusterSizes, dispersion });
          const wide = widenedCacInterval({ spend: SPEND, clusterSizes, dispersion: dispersion * factor });

          const cac = SPEND / clusterSizes.reduce((sum, size) => sum + size, 0);
          expect(narrow.low).toBeLessThan(cac);
          expect(narrow.high).toBeGreaterThan(cac);
          expect(wide.low).toBeLessThan(narrow.low);
          expect(wide.high).toBeGreaterThan(narrow.high ?? 0);
        },
      ),
    );
  });
});
