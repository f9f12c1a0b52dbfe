import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { Pair } from './paired-means.ts';
import { percentileInterval } from './percentile-interval.ts';
import type { Interval } from './poisson-interval.ts';

/** Draws: the ends of the interval then move by about 1 % from seed to seed. */
const DRAWS = 4_000;

/**
 * 95 % interval of a ratio of sums over paired observations, to check Fieller's by: draws whole pairs anew.
 * Formula  percentiles of Σ numerator ÷ Σ denominator over draws of n out of n pairs; a draw whose
 *          denominator is 0 counts as infinite
 * Empty    null without a pair, or where no draw has a denominator; `high` is null where too many have none
 * Source   Efron 1979; kpi-methods E.3; golden 11. The same seed gives the same interval
 */
export function bootstrapRatio(pairs: readonly Pair[], seed: number): Interval | null {
  if (pairs.length === 0) return null;
  const generator = xoroshiro128plus(seed);
  const ratios = Array.from({ length: DRAWS }, () => {
    const times = new Map<number, number>();
    for (let drawn = 0; drawn < pairs.length; drawn += 1) {
      const index = uniformInt(generator, 0, pairs.length - 1);
      times.set(index, (times.get(index) ?? 0) + 1);
    }
    const sum = (of: (pair: Pair) => number): number =>
      pairs.reduce((total, pair, index) => total + of(pair) * (times.get(index) ?? 0), 0);
    const denominator = sum((pair) => pair.denominator);
    return denominator === 0 ? Number.POSITIVE_INFINITY : sum((pair) => pair.numerator) / denominator;
  });
  const { low, high } = percentileInterval(ratios);
  return Number.isFinite(low) ? { low, high: Number.isFinite(high) ? high : null } : null;
}
