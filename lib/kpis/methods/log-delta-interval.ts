import { Z } from './confidence.ts';
import type { RatioEstimate } from './fieller-interval.ts';
import type { ClosedInterval } from './poisson-interval.ts';

/**
 * Quick 95 % interval of a ratio, to check Fieller's by; too narrow where the denominator is poorly known.
 * Formula  ratio · exp(∓ z · s), s² = Vₐ ÷ a² + V_b ÷ b² − 2C ÷ (a·b)
 * Empty    null unless both estimates are above 0
 * Source   kpi-methods 92, E.3; golden 11
 */
export function logDeltaInterval(estimate: RatioEstimate): ClosedInterval | null {
  const { numerator, denominator } = estimate;
  if (numerator <= 0 || denominator <= 0) return null;
  const ratio = numerator / denominator;
  const factor = Math.exp(Z * relativeError(estimate));
  return { low: ratio / factor, high: ratio * factor };
}

/** Standard error of the ratio, relative to it. */
export function relativeError(estimate: RatioEstimate): number {
  const { numerator: a, denominator: b, numeratorVariance, denominatorVariance, covariance } = estimate;
  const square = numeratorVariance / a ** 2 + denominatorVariance / b ** 2 - (2 * covariance) / (a * b);
  return Math.sqrt(Math.max(0, square));
}
