import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';
import { Z } from './confidence.ts';

/** Two-sided 5 % and a power of 80 %: 1.96 + 0.84. */
const STANDARD_ERRORS = Z + normalQuantile(0.8, 0, 1);

/**
 * Wins that each of two channels needs before a difference in CAC of this size shows with 80 % chance.
 * Formula  2 · (2.80 ÷ ln ratio)², rounded up; the exact test there has a power of 0.71 to 0.77
 * Unit     wins per channel in all, not further wins
 * Empty    null where the two are equal: no number of wins tells them apart
 * Source   kpi-methods 53; golden 21
 */
export function winsToCompare(cacRatio: number): number | null {
  if (cacRatio === 1) return null;
  return Math.ceil(2 * (STANDARD_ERRORS / Math.log(cacRatio)) ** 2);
}
