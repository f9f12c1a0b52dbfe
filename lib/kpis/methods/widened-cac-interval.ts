import gammaQuantile from '@stdlib/stats-base-dists-gamma-quantile';
import type { Interval } from './poisson-interval.ts';

/** Two-sided 95 % (`definitions.md`, Verdict). */
const TAIL = 0.025;

/** What a widened interval of CAC rests on. */
export interface WidenedInput {
  /** Known, not estimated: the interval says nothing about error in it. */
  readonly spend: number;
  readonly customers: number;
  /** As many independent wins as the customers are worth (`independentCustomers`); at most `customers`. */
  readonly independent: number;
  /** Over-dispersion pooled over channels; below 1, or null when it could not be measured, nothing is widened. */
  readonly dispersion: number | null;
}

/** A 95 % interval of CAC, with what it does not cover. */
export interface WidenedInterval extends Interval {
  readonly excludes: 'spend-error';
  /** Customers that count as one independent win; 1 gives Garwood's exact interval. */
  readonly widening: number;
}

/**
 * Exact Poisson interval of CAC, widened for customers that are not independent of each other.
 * Formula  spend ÷ (w · Γ(.975; n + 1)) to spend ÷ (w · Γ(.025; n)); w = customers ÷ independent × max(1, dispersion),
 *          n = customers ÷ w. The quasi-Poisson scale taken into Garwood's limits: w = 1 is Garwood exactly, and
 *          the variance of the count is w times its mean
 * Unit     the unit of `spend`, not rounded
 * Empty    no customers: only a lower end, `high` is null
 * Source   Garwood 1936; McCullagh & Nelder 1989 (χ² ÷ df as scale); issue 5, section 4
 */
export function widenedCacInterval(input: WidenedInput): WidenedInterval {
  const { spend, customers, independent } = input;
  const clustering = customers === 0 ? 1 : Math.max(1, customers / independent);
  const widening = clustering * Math.max(1, input.dispersion ?? 1);
  const count = customers / widening;
  return {
    low: spend / (widening * gammaQuantile(1 - TAIL, count + 1, 1)),
    high: customers === 0 ? null : spend / (widening * gammaQuantile(TAIL, count, 1)),
    excludes: 'spend-error',
    widening,
  };
}
