import { TAIL } from './confidence.ts';
import type { ClosedInterval } from './poisson-interval.ts';

/**
 * How many of several deals are won, each with a chance of its own: the middle 95 %.
 * Formula  exact distribution of a sum of independent yes-or-no outcomes, one deal added at a time; its quantiles
 * Unit     deals
 * Empty    0 to 0 without deals
 * Source   Poisson's binomial distribution; it covers chance, not error in the probabilities
 */
export function winCountInterval(probabilities: readonly number[]): ClosedInterval {
  let chances = [1];
  for (const probability of probabilities) {
    const before = chances;
    chances = [...before, 0].map(
      (chance, wins) => chance * (1 - probability) + (before[wins - 1] ?? 0) * probability,
    );
  }
  return { low: quantile(chances, TAIL), high: quantile(chances, 1 - TAIL) };
}

function quantile(chances: readonly number[], share: number): number {
  let below = 0;
  return chances.findIndex((chance) => {
    below += chance;
    return below >= share;
  });
}
