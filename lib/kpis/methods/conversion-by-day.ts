import type { SurvivalStep } from './kaplan-meier.ts';

/**
 * Share of leads that is won by an age, open leads counted as far as they have come.
 * Formula  1 − Kaplan–Meier survival at `day`
 * Unit     ratio 0–1
 * Empty    0 before the first win; null beyond `longest`, the longest follow-up: nobody has been seen there
 * Source   kpi-methods 31; golden 14
 */
export function conversionByDay(steps: readonly SurvivalStep[], day: number, longest: number): number | null {
  if (day > longest) return null;
  return 1 - (steps.findLast(({ time }) => time <= day)?.survival ?? 1);
}
