import betaCdf from '@stdlib/stats-base-dists-beta-cdf';
import betaQuantile from '@stdlib/stats-base-dists-beta-quantile';
import binomialCdf from '@stdlib/stats-base-dists-binomial-cdf';
import { TAIL } from './confidence.ts';
import { exactBinomialTest } from './exact-binomial-test.ts';
import type { Interval } from './poisson-interval.ts';

/** Events, and what they came from: wins of a spend, or wins of a number of days. */
export interface Rate {
  readonly count: number;
  /** Above 0. */
  readonly exposure: number;
}

/** Two rates set against each other; with spend as exposure, CAC of the second ÷ CAC of the first. */
export interface RateComparison {
  /** Null when neither counted anything; with nothing in the second alone, only `interval.low` is known. */
  readonly ratio: number | null;
  readonly interval: Interval;
  /** Exact, two-sided: all outcomes as unlikely as this one. */
  readonly pValue: number;
  /** Exact, twice the smaller tail: below .05 exactly when the interval leaves 1 out. */
  readonly pDoubled: number;
  /** Chance that the first rate is the higher one, i.e. that its CAC is the lower one. */
  readonly probabilityHigher: number;
}

/**
 * Compares two Poisson rates by what is known given their sum: of all events, the first's are binomial.
 * Formula  ratio = (k₁ ÷ S₁) ÷ (k₂ ÷ S₂); limits from Clopper–Pearson for k₁ of k₁ + k₂ by p ÷ (1 − p) · S₂ ÷ S₁;
 *          p-values of k₁ at p = S₁ ÷ (S₁ + S₂); probability = upper tail of Beta(k₁ + ½, k₂ + ½) at that p
 * Empty    nothing counted on either side: ratio null, interval 0 to no end, p 1
 * Source   Przyborowski & Wilenski 1940; kpi-methods 50–52; golden 10
 */
export function compareRates(first: Rate, second: Rate): RateComparison {
  const total = first.count + second.count;
  const expected = first.exposure / (first.exposure + second.exposure);
  const atMost = binomialCdf(first.count, total, expected);
  const atLeast = 1 - binomialCdf(first.count - 1, total, expected);
  return {
    ratio: ratioOf(first, second),
    interval: ratioInterval(first, second),
    pValue: exactBinomialTest(first.count, total, expected),
    pDoubled: Math.min(1, 2 * Math.min(atMost, atLeast)),
    probabilityHigher: 1 - betaCdf(expected, first.count + 0.5, second.count + 0.5),
  };
}

function ratioOf(first: Rate, second: Rate): number | null {
  if (second.count === 0) return null;
  return ((first.count / second.count) * second.exposure) / first.exposure;
}

function ratioInterval(first: Rate, second: Rate): Interval {
  const toRatio = (share: number): number => ((share / (1 - share)) * second.exposure) / first.exposure;
  return {
    low: first.count === 0 ? 0 : toRatio(betaQuantile(TAIL, first.count, second.count + 1)),
    high: second.count === 0 ? null : toRatio(betaQuantile(1 - TAIL, first.count + 1, second.count)),
  };
}
