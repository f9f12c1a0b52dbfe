import { TAIL } from './confidence.ts';
import { gammaLimit } from './gamma-limit.ts';
import type { ClosedInterval } from './poisson-interval.ts';

/** A sum of independent Poisson counts, each counted with a weight. */
export interface WeightedCount {
  /** Σ weight · count. */
  readonly sum: number;
  /** Σ weight² · count, its estimated variance. */
  readonly variance: number;
  /** The largest weight that could have been counted, counted or not; above 0. */
  readonly largest: number;
}

/**
 * 95 % interval of the mean of a weighted sum of Poisson counts.
 * Formula  Γ(.025; sum² ÷ variance) · variance ÷ sum, to the same of .975 with `largest` added to the sum and its
 *          square to the variance, as if one more had come: equal weights give Garwood's interval exactly
 * Empty    0 to 3.689 · `largest` when nothing was counted
 * Source   Fay & Feuer 1997 (directly standardised rates)
 */
export function weightedPoissonInterval({ sum, variance, largest }: WeightedCount): ClosedInterval {
  const limit = (share: number, mean: number, square: number): number =>
    (gammaLimit(share, mean ** 2 / square) * square) / mean;
  return {
    low: sum === 0 ? 0 : limit(TAIL, sum, variance),
    high: limit(1 - TAIL, sum + largest, variance + largest ** 2),
  };
}
