import { Z } from './confidence.ts';
import type { ClosedInterval } from './poisson-interval.ts';

/** Two estimates to be divided, with the variances and covariance of their errors. */
export interface RatioEstimate {
  readonly numerator: number;
  readonly denominator: number;
  readonly numeratorVariance: number;
  readonly denominatorVariance: number;
  readonly covariance: number;
}

/** Where the ratio may lie; `g` ≥ 1 means that the denominator itself may be 0. */
export type FiellerInterval =
  | ({ readonly kind: 'bounded'; readonly g: number } & ClosedInterval)
  /** Anything outside of these: the ratio is undetermined, though not everything is possible. */
  | { readonly kind: 'exclusive'; readonly g: number; readonly excluded: ClosedInterval }
  | { readonly kind: 'unbounded'; readonly g: number };

/**
 * 95 % interval of a ratio of two estimates, both with error, e.g. LTV ÷ CAC.
 * Formula  the r for which (a − r·b)² ≤ z² · (Vₐ − 2r·C + r²·V_b); g = z² · V_b ÷ b²
 * Empty    no denominator: unbounded or exclusive, never a number
 * Source   Fieller 1954; kpi-methods 92, E.3; golden 11. `critical` is a t quantile for few observations
 */
export function fiellerInterval(estimate: RatioEstimate, critical = Z): FiellerInterval {
  const { numerator: a, denominator: b, numeratorVariance, denominatorVariance, covariance } = estimate;
  const square = critical ** 2;
  const g = b === 0 ? Number.POSITIVE_INFINITY : (square * denominatorVariance) / b ** 2;
  const leading = b ** 2 - square * denominatorVariance;
  const half = a * b - square * covariance;
  const discriminant = half ** 2 - leading * (a ** 2 - square * numeratorVariance);
  if (discriminant < 0 || leading === 0) return { kind: 'unbounded', g };
  const roots = [(half - Math.sqrt(discriminant)) / leading, (half + Math.sqrt(discriminant)) / leading];
  const ends = { low: Math.min(...roots), high: Math.max(...roots) };
  return leading > 0 ? { kind: 'bounded', g, ...ends } : { kind: 'exclusive', g, excluded: ends };
}
