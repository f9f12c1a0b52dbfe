import type { SurvivalStep } from './kaplan-meier.ts';

/** Days of a month on average in the Gregorian calendar: 365.2425 ÷ 12. */
const DAYS_PER_MONTH = 30.436875;

/**
 * Share of wins that come 0, 1, 2 … calendar months after the lead, leads being spread evenly over their month.
 * Formula  a lag of ℓ months puts 1 − (ℓ − ⌊ℓ⌋) of its share into month ⌊ℓ⌋ and the rest into the next; shares
 *          are the drops of the Kaplan–Meier curve, scaled to its last value
 * Unit     ratio 0–1, summing to 1
 * Empty    no wins, no weights
 * Source   kpi-methods 5 (the lag from Kaplan–Meier, not from closed wins only)
 */
export function lagWeights(steps: readonly SurvivalStep[]): readonly number[] {
  const last = 1 - (steps.at(-1)?.survival ?? 1);
  const months = (steps.at(-1)?.time ?? 0) / DAYS_PER_MONTH;
  const weights = Array<number>(steps.length === 0 ? 0 : Math.ceil(months) + 1).fill(0);
  let before = 1;
  for (const { time, survival } of steps) {
    const share = (before - survival) / last;
    const lag = time / DAYS_PER_MONTH;
    const month = Math.floor(lag);
    weights[month] = (weights[month] ?? 0) + share * (1 - (lag - month));
    if (lag > month) weights[month + 1] = (weights[month + 1] ?? 0) + share * (lag - month);
    before = survival;
  }
  return weights;
}
