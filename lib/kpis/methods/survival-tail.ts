import type { SurvivalStep } from './kaplan-meier.ts';

/**
 * Growth of wins beyond an age, for cohorts whose oldest is younger than the longest follow-up.
 * Formula  (1 − last survival) ÷ (1 − survival at `day`)
 * Unit     factor, at least 1
 * Empty    null where nobody was won by that age: nothing to multiply
 * Source   issue 5, section 5 (tail from Kaplan–Meier)
 */
export function survivalTail(steps: readonly SurvivalStep[], day: number): number | null {
  const there = steps.findLast(({ time }) => time <= day);
  if (there === undefined) return null;
  return (1 - (steps.at(-1)?.survival ?? 1)) / (1 - there.survival);
}
