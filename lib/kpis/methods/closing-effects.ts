import { lastDayOfMonth } from '../../domain/calendar.ts';
import { compareRates, type RateComparison } from './compare-rates.ts';
import { holmCorrection } from './holm-correction.ts';

const MONTHS_PER_YEAR = 12;
/** An effect is found below this, after Holm's correction. */
const SIGNIFICANCE = 0.05;

/** Wins of a closed month `YYYY-MM`; months follow each other without a gap. */
export interface MonthWins {
  readonly month: string;
  readonly wins: number;
}

export interface ClosingEffect extends RateComparison {
  readonly name: 'march-closing' | 'quarter-end-closing';
  readonly pAdjusted: number;
  /** `more`: wins gather there; `fewer`: they keep away; null: chance alone may do as much. */
  readonly found: 'more' | 'fewer' | null;
}

export type ClosingEffects =
  | { readonly kind: 'refused'; readonly reason: 'less-than-a-year' | 'no-wins' }
  | { readonly kind: 'tested'; readonly years: number; readonly effects: readonly ClosingEffect[] };

/**
 * Whether wins gather where budgets end: in March, when the Japanese fiscal year closes, and in the other months
 * that end a quarter. A month that seems good may only be one of these.
 * Formula  `compareRates` of wins per day: March ÷ all other months; June, September and December ÷ the months that
 *          end no quarter; Holm over the two. Whole years only, the latest, so that growth weighs on all months alike
 * Unit     ratio of wins per day
 * Refused  below 12 months, and without wins
 * Source   issue 5, section 5. Wins count as independent: count groups of customers (`clusterSizes`)
 */
export function closingEffects(months: readonly MonthWins[]): ClosingEffects {
  const years = Math.floor(months.length / MONTHS_PER_YEAR);
  if (years === 0) return { kind: 'refused', reason: 'less-than-a-year' };
  const whole = months.slice(-years * MONTHS_PER_YEAR);
  if (whole.every(({ wins }) => wins === 0)) return { kind: 'refused', reason: 'no-wins' };
  const rateOf = (isIn: (month: number) => boolean) => {
    const chosen = whole.filter(({ month }) => isIn(numberOf(month)));
    return {
      count: chosen.reduce((sum, { wins }) => sum + wins, 0),
      exposure: chosen.reduce((sum, { month }) => sum + daysIn(month), 0),
    };
  };
  const ordinary = rateOf((month) => month % 3 !== 0);
  const comparisons = [
    [
      'march-closing',
      compareRates(
        rateOf((month) => month === 3),
        rateOf((month) => month !== 3),
      ),
    ],
    [
      'quarter-end-closing',
      compareRates(
        rateOf((month) => month % 3 === 0 && month !== 3),
        ordinary,
      ),
    ],
  ] as const;
  const adjusted = holmCorrection(comparisons.map(([, { pDoubled }]) => pDoubled));
  const effects = comparisons.map(([name, comparison], index) => {
    const pAdjusted = adjusted[index] ?? 1;
    return { name, ...comparison, pAdjusted, found: directionOf(comparison, pAdjusted) };
  });
  return { kind: 'tested', years, effects };
}

function directionOf({ ratio }: RateComparison, pAdjusted: number): ClosingEffect['found'] {
  if (pAdjusted >= SIGNIFICANCE) return null;
  return ratio === null || ratio > 1 ? 'more' : 'fewer';
}

function numberOf(month: string): number {
  return Number(month.slice(-2));
}

function daysIn(month: string): number {
  return Number(lastDayOfMonth(month).slice(-2));
}
