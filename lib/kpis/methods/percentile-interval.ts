import { TAIL } from './confidence.ts';
import type { ClosedInterval } from './poisson-interval.ts';

/**
 * The middle 95 % of drawn values.
 * Formula  the values of rank .025 and .975 of n − 1, rounded
 * Empty    NaN to NaN without a value
 * Source   Efron 1979 (percentile method)
 */
export function percentileInterval(values: readonly number[]): ClosedInterval {
  const rising = values.toSorted((a, b) => (a === b ? 0 : a - b));
  const at = (share: number): number => rising.at(Math.round(share * (rising.length - 1))) ?? Number.NaN;
  return { low: at(TAIL), high: at(1 - TAIL) };
}
