import type { SurvivalStep } from './kaplan-meier.ts';

/**
 * Time by which a share of all has had the event, those still waiting included.
 * Formula  the first time at which survival ≤ 1 − share
 * Unit     the unit of time
 * Empty    null where so many have not had it within the longest follow-up
 * Source   kpi-methods 70; golden 08 (median 23 and 8 weeks)
 */
export function survivalQuantile(steps: readonly SurvivalStep[], share: number): number | null {
  return steps.find(({ survival }) => survival <= 1 - share + ROUNDING)?.time ?? null;
}

/**
 * Time by which a share has had the event, of those who have it at all within the longest follow-up.
 * Formula  the first time at which (1 − survival) ÷ (1 − last survival) ≥ share
 * Unit     the unit of time
 * Empty    null without an event
 * Source   definitions.md, Verdict (the curve scaled to its last value); kpi-methods 75
 */
export function moverQuantile(steps: readonly SurvivalStep[], share: number): number | null {
  const movers = 1 - (steps.at(-1)?.survival ?? 1);
  return steps.find(({ survival }) => 1 - survival >= share * movers - ROUNDING)?.time ?? null;
}

/** Products of fractions miss a half by a rounding error. */
const ROUNDING = 1e-12;
