import binomialCdf from '@stdlib/stats-base-dists-binomial-cdf';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { winCountInterval } from '../../../lib/kpis/methods/win-count-interval.ts';

describe('winCountInterval', () => {
  it.each([
    ['seven unlike deals (NumPy)', [0.1, 0.5, 0.7, 0.2, 0.2, 0.9, 0.05], 1, 5],
    ['no deals', [], 0, 0],
    ['sure deals', [1, 1, 1], 3, 3],
    ['hopeless deals', [0, 0], 0, 0],
  ])('is exact for %s', (_what, probabilities, low, high) => {
    const interval = winCountInterval(probabilities);

    expect(interval).toEqual({ low, high });
  });

  it('is the binomial one for deals that are alike', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }),
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        (deals, p) => {
          const { low, high } = winCountInterval(Array(deals).fill(p));

          expect(binomialCdf(low, deals, p)).toBeGreaterThanOrEqual(0.025 - 1e-9);
          expect(binomialCdf(low - 1, deals, p)).toBeLessThan(0.025 + 1e-9);
          expect(binomialCdf(high, deals, p)).toBeGreaterThanOrEqual(0.975 - 1e-9);
          expect(binomialCdf(high - 1, deals, p)).toBeLessThan(0.975 + 1e-9);
        },
      ),
    );
  });
});
