import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bootstrapCac } from '../../../lib/kpis/methods/bootstrap-cac.ts';
import { cacInterval } from '../../../lib/kpis/methods/poisson-interval.ts';

describe('bootstrapCac', () => {
  it('comes close to the exact interval where each deal has one channel', () => {
    const interval = bootstrapCac(20_000_000, Array(100).fill(1), 5);

    const exact = cacInterval(20_000_000, 100);
    expect(Math.abs((interval?.low ?? 0) / exact.low - 1)).toBeLessThan(0.03);
    expect(Math.abs((interval?.high ?? 0) / (exact.high ?? 0) - 1)).toBeLessThan(0.05);
  });

  it('is wider when the same credit comes from fewer deals', () => {
    const many = bootstrapCac(1_000_000, Array(50).fill(0.2), 5);
    const few = bootstrapCac(1_000_000, Array(10).fill(1), 5);

    expect(few?.low).toBeLessThan(many?.low ?? 0);
    expect(few?.high).toBeGreaterThan(many?.high ?? 0);
  });

  it('has no upper end for one deal, and is null for none', () => {
    const intervals = [bootstrapCac(100, [0.4], 1), bootstrapCac(100, [0], 1), bootstrapCac(100, [], 1)];

    expect(intervals[0]?.high).toBeNull();
    expect(intervals.slice(1)).toEqual([null, null]);
  });

  it('is the same for the same seed, and contains the point', () => {
    const credits = fc.array(fc.double({ min: 0.05, max: 1, noNaN: true }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(credits, fc.integer(), (shares, seed) => {
        const interval = bootstrapCac(1_000_000, shares, seed);
        const again = bootstrapCac(1_000_000, shares, seed);

        const cac = 1_000_000 / shares.reduce((sum, share) => sum + share, 0);
        expect(again).toEqual(interval);
        expect(interval?.low).toBeLessThanOrEqual(cac * (1 + 1e-9));
        expect(interval?.high ?? Number.POSITIVE_INFINITY).toBeGreaterThanOrEqual(cac * (1 - 1e-9));
      }),
      { numRuns: 20 },
    );
  });
});
