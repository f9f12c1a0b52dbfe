import type { RatioEstimate } from './fieller-interval.ts';

/** One observation of both, e.g. spend and wins of a month. */
export interface Pair {
  readonly numerator: number;
  readonly denominator: number;
}

/**
 * Means of paired observations with the variances and covariance of these means.
 * Formula  sample (co)variances, divided by n − 1, over n; the means' ratio is the ratio of sums
 * Empty    null below two observations
 * Source   golden 11 (24 months of spend and wins)
 */
export function pairedMeans(pairs: readonly Pair[]): RatioEstimate | null {
  const n = pairs.length;
  if (n < 2) return null;
  const mean = (of: (pair: Pair) => number): number => pairs.reduce((sum, pair) => sum + of(pair), 0) / n;
  const numerator = mean((pair) => pair.numerator);
  const denominator = mean((pair) => pair.denominator);
  const errorOf = (product: (pair: Pair) => number): number => mean(product) / (n - 1);
  return {
    numerator,
    denominator,
    numeratorVariance: errorOf((pair) => (pair.numerator - numerator) ** 2),
    denominatorVariance: errorOf((pair) => (pair.denominator - denominator) ** 2),
    covariance: errorOf((pair) => (pair.numerator - numerator) * (pair.denominator - denominator)),
  };
}
