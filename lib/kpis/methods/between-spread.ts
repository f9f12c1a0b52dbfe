/** An estimate with the variance of its error. */
export interface Estimate {
  readonly value: number;
  /** Above 0. */
  readonly variance: number;
}

/** What like groups have in common, and how far they differ beyond chance. */
export interface BetweenSpread {
  readonly mean: number;
  /** Variance of the true values; 0 where chance explains all. */
  readonly between: number;
}

/**
 * Mean of like groups and the variance between them.
 * Formula  Q = Σ w (x − x̄)² with w = 1 ÷ variance; between = max(0, (Q − (k − 1)) ÷ (Σw − Σw² ÷ Σw)); the mean weighs
 *          each by 1 ÷ (variance + between)
 * Unit     that of the estimates
 * Empty    mean 0, between 0
 * Source   DerSimonian & Laird 1986
 */
export function betweenSpread(estimates: readonly Estimate[]): BetweenSpread {
  if (estimates.length === 0) return { mean: 0, between: 0 };
  const common = weightedMean(estimates, 0);
  const weights = estimates.map(({ variance }) => 1 / variance);
  const total = sum(weights);
  const scatter = sum(estimates.map(({ value, variance }) => (value - common) ** 2 / variance));
  const scale = total - sum(weights.map((weight) => weight ** 2)) / total;
  const between = scale > 0 ? Math.max(0, (scatter - (estimates.length - 1)) / scale) : 0;
  return { mean: weightedMean(estimates, between), between };
}

/**
 * An estimate drawn to the mean of its group, the further the less it knows.
 * Formula  (between · value + variance · mean) ÷ (between + variance)
 */
export function shrinkTo({ mean, between }: BetweenSpread, { value, variance }: Estimate): number {
  return (between * value + variance * mean) / (between + variance);
}

function weightedMean(estimates: readonly Estimate[], between: number): number {
  const weights = estimates.map(({ variance }) => 1 / (variance + between));
  return sum(estimates.map(({ value }, at) => value * (weights[at] ?? 0))) / sum(weights);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
