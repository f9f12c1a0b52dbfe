import gammaln from '@stdlib/math-base-special-gammaln';
import type { Share } from './newcombe-interval.ts';

/** Probabilities this close to the observed one count as equal to it, whatever the rounding. */
const TIE = 1e-7;

/**
 * Whether two shares differ, given their sums.
 * Formula  Σ of the hypergeometric probabilities that are no greater than that of the table seen
 * Unit     probability, two-sided
 * Empty    1 where a side has no trial
 * Source   Fisher 1935, tea tasting: 3 of 4 against 1 of 4 gives 34 ÷ 70
 */
export function fisherExactTest(first: Share, second: Share): number {
  const trials = first.trials + second.trials;
  const successes = first.successes + second.successes;
  const probability = (inFirst: number): number =>
    Math.exp(
      logChoose(first.trials, inFirst) +
        logChoose(second.trials, successes - inFirst) -
        logChoose(trials, successes),
    );
  const limit = probability(first.successes) * (1 + TIE);
  let sum = 0;
  const most = Math.min(first.trials, successes);
  for (let inFirst = Math.max(0, successes - second.trials); inFirst <= most; inFirst += 1) {
    const chance = probability(inFirst);
    if (chance <= limit) sum += chance;
  }
  return Math.min(1, sum);
}

function logChoose(count: number, size: number): number {
  return gammaln(count + 1) - gammaln(size + 1) - gammaln(count - size + 1);
}
