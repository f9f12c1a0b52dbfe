import { describe, expect, it } from 'vitest';
import { weightedPoissonInterval } from '../../../lib/kpis/methods/weighted-poisson-interval.ts';

const weighted = (weights: readonly number[], counts: readonly number[]) => ({
  sum: weights.reduce((sum, weight, index) => sum + weight * (counts[index] ?? 0), 0),
  variance: weights.reduce((sum, weight, index) => sum + weight ** 2 * (counts[index] ?? 0), 0),
  largest: Math.max(...weights),
});

describe('weightedPoissonInterval', () => {
  it.each([
    ['equal weights, which is Garwood', [1], [5], 1.6234863901184207, 11.66833207932267],
    ['two weights', [1.5, 0.25], [3, 12], 3.1310688975216263, 16.073805350184575],
    ['a large weight that was not counted', [1.5, 0.25], [0, 12], 1.5501437771805544, 8.476370771595013],
    ['nothing', [1.5], [0], 0, 5.533319181170903],
  ])('agrees with SciPy for %s', (_what, weights, counts, low, high) => {
    const interval = weightedPoissonInterval(weighted(weights, counts));

    expect(interval.low).toBeCloseTo(low, 9);
    expect(interval.high).toBeCloseTo(high, 9);
  });
});
