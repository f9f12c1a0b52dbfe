import type { IncidenceStep } from './cumulative-incidence.ts';

/**
 * Chance that a deal which has been open for `age` is won, within `horizon` from now.
 * Formula  (won(age + horizon) − won(age)) ÷ open(age) by `cumulativeIncidence`
 * Unit     ratio 0–1; age and horizon in the unit of the curve; Infinity: at any time the curve knows of
 * Empty    null at an age at which no deal of the past was open any more, and without a curve
 * Source   kpi-methods F.2 (win probability from the cohort, age-aware)
 */
export function winProbability(steps: readonly IncidenceStep[], age: number, horizon: number): number | null {
  const now = steps.findLast(({ time }) => time <= age) ?? { open: 1, won: 0 };
  const last = steps.at(-1);
  if (last === undefined || age >= last.time || now.open <= 0) return null;
  const then = steps.findLast(({ time }) => time <= age + horizon) ?? now;
  return (then.won - now.won) / now.open;
}
