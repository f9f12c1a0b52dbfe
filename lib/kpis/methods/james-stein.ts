/** Fewer values than this give no gain: the estimator needs a mean and a spread of its own. */
const MIN_VALUES = 4;

/** Values moved towards their mean. */
export interface JamesStein {
  readonly mean: number;
  /** How much of each distance from the mean is kept: 0 pools all, 1 leaves all as they are. */
  readonly kept: number;
  readonly values: readonly number[];
}

/**
 * Shrinks means of equal and known variance towards their common mean, e.g. LTV of channels.
 * Formula  mean + c · (value − mean), c = 1 − (k − 3) · variance ÷ Σ (value − mean)², at least 0
 * Empty    null below 4 values
 * Source   Efron & Morris 1977 (baseball); golden 12
 */
export function jamesStein(values: readonly number[], variance: number): JamesStein | null {
  if (values.length < MIN_VALUES) return null;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const kept = squares === 0 ? 0 : Math.max(0, 1 - ((values.length - 3) * variance) / squares);
  return { mean, kept, values: values.map((value) => mean + kept * (value - mean)) };
}
