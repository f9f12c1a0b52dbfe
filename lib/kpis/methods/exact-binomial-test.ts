import gammaln from '@stdlib/math-base-special-gammaln';

/** Outcomes whose probability differs by less than this, relatively, count as equally likely; as in R and SciPy. */
const SAME_PROBABILITY = 1e-7;

/**
 * Exact two-sided binomial test.
 * Formula  Σ probability of the outcomes that are no likelier than the one seen
 * Unit     probability
 * Empty    1 without a trial
 * Source   kpi-methods 51; agrees with scipy.stats.binomtest
 */
export function exactBinomialTest(successes: number, trials: number, probability: number): number {
  const limit = logProbability(successes, trials, probability) + Math.log1p(SAME_PROBABILITY);
  let sum = 0;
  for (let outcome = 0; outcome <= trials; outcome += 1) {
    const log = logProbability(outcome, trials, probability);
    if (log <= limit) sum += Math.exp(log);
  }
  return Math.min(1, sum);
}

function logProbability(successes: number, trials: number, probability: number): number {
  const failures = trials - successes;
  const ways = gammaln(trials + 1) - gammaln(successes + 1) - gammaln(failures + 1);
  return ways + successes * Math.log(probability) + failures * Math.log1p(-probability);
}
