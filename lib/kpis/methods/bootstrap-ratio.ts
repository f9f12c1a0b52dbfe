import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { Pair } from './paired-means.ts';
import type { Interval } from './poisson-interval.ts';

/** Two-sided 95 % (`definitions.md`, Verdict). */
const TAIL = 0.025;
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
    let numerator = 0;
    let denominator = 0;
    for (let drawn = 0; drawn < pairs.length; drawn += 1) {
      const pair = pairs[uniformInt(generator, 0, pairs.length - 1)];
      numerator += pair?.numerator ?? 0;
      denominator += pair?.denominator ?? 0;
    }
    return denominator === 0 ? Number.POSITIVE_INFINITY : numerator / denominator;
  }).sort((a, b) => (a === b ? 0 : a - b));
  const at = (share: number): number => ratios[Math.round(share * (DRAWS - 1))] ?? Number.POSITIVE_INFINITY;
  const low = at(TAIL);
  const high = at(1 - TAIL);
  return Number.isFinite(low) ? { low, high: Number.isFinite(high) ? high : null } : null;
}
