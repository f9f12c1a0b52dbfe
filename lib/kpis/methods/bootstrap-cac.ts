import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { percentileInterval } from './percentile-interval.ts';
import type { Interval } from './poisson-interval.ts';

/** Draws: the ends of the interval then move by about 1 % from seed to seed. */
const DRAWS = 4_000;
/** Mean of the weights; e⁻¹ is the chance of weight 0. */
const NO_WEIGHT = Math.exp(-1);

/**
 * 95 % interval of CAC under a model that parts deals among channels: draws the deals anew, whole deals at a time.
 * Formula  spend ÷ Σ wᵢ · creditᵢ, wᵢ Poisson of mean 1 for each deal; percentiles of that sum. Drawing a fixed
 *          number of deals instead would take chance in their number for none: ten whole deals would have no interval
 * Unit     the unit of `spend`; credits are shares of a deal, deals of one group of customers added up beforehand
 * Empty    null without credit: then only the exact interval of no wins says something
 * Source   Poisson bootstrap, Hanley & MacGibbon 2006; issue 5, section 4. The same seed gives the same interval
 */
export function bootstrapCac(spend: number, credits: readonly number[], seed: number): Interval | null {
  const credited = credits.filter((credit) => credit > 0);
  if (credited.length === 0) return null;
  const generator = xoroshiro128plus(seed);
  const sums = Array.from({ length: DRAWS }, () =>
    credited.reduce((sum, credit) => sum + credit * poissonWeight(uniformFloat64(generator)), 0),
  );
  const { low, high } = percentileInterval(sums);
  return { low: spend / high, high: low === 0 ? null : spend / low };
}

/** A Poisson number of mean 1, out of a uniform one. */
function poissonWeight(uniform: number): number {
  let weight = 0;
  let chance = NO_WEIGHT;
  let below = chance;
  while (uniform >= below && chance > Number.EPSILON) {
    weight += 1;
    chance /= weight;
    below += chance;
  }
  return weight;
}
