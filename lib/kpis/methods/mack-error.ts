import { chainLadder, growthAt, type Triangle } from './chain-ladder.ts';

/** Mack's rule for the last age, which one cohort alone has reached, looks at the two ages before it. */
const MIN_FACTORS = 3;

/** How far the chain ladder may be off. */
export interface MackError {
  /** Standard error of each cohort's wins in the end; 0 for one that is complete. */
  readonly byCohort: readonly number[];
  readonly total: number;
}

/**
 * Standard error of the chain ladder's wins to come, without any assumption on their distribution.
 * Formula  U² · Σ σ² ÷ f² · (1 ÷ wins at age + 1 ÷ Σ wins of older cohorts) per cohort; the total adds
 *          2 · U · (Σ U of younger cohorts) · Σ σ² ÷ (f² · Σ wins); σ² of the last age by Mack's rule
 * Unit     wins
 * Empty    null below four ages, or with a cohort that has no month or no win at some age
 * Source   Mack 1993; golden 13 (Taylor–Ashe 2,447,095, RAA 26,909)
 */
export function mackError(triangle: Triangle): MackError | null {
  const ladder = chainLadder(triangle);
  if (ladder === null || ladder.factors.length < MIN_FACTORS) return null;
  if (triangle.some((row) => row.length === 0 || row.some((wins) => wins <= 0))) return null;
  const terms = termsOf(triangle, ladder.factors);
  const cohorts = triangle.map((row) => {
    let wins = row.at(-1) ?? 0;
    let square = 0;
    let shared = 0;
    for (const { factor, relative, volume } of terms.slice(row.length - 1)) {
      square += relative * (1 / wins + 1 / volume);
      shared += (2 * relative) / volume;
      wins *= factor;
    }
    return { ultimate: wins, square: wins ** 2 * square, shared };
  });
  const total = cohorts.reduce((sum, { ultimate, square, shared }, index) => {
    const younger = cohorts.slice(index + 1).reduce((all, cohort) => all + cohort.ultimate, 0);
    return sum + square + ultimate * younger * shared;
  }, 0);
  return { byCohort: cohorts.map(({ square }) => Math.sqrt(square)), total: Math.sqrt(total) };
}

/** Per age: the factor, its relative scatter σ² ÷ f², and the wins it was learnt from. */
interface AgeTerm {
  readonly factor: number;
  readonly relative: number;
  readonly volume: number;
}

function termsOf(triangle: Triangle, factors: readonly number[]): readonly AgeTerm[] {
  const variances: number[] = [];
  return factors.map((factor, age) => {
    const growth = growthAt(triangle, age);
    const variance = growth.length > 1 ? scatter(growth, factor) : lastScatter(variances);
    variances.push(variance);
    const volume = growth.reduce((sum, [before]) => sum + before, 0);
    return { factor, relative: variance / factor ** 2, volume };
  });
}

/** σ² of one age: how much the cohorts' own growth scatters about the common factor. */
function scatter(growth: readonly (readonly [number, number])[], factor: number): number {
  const sum = growth.reduce((all, [before, after]) => all + before * (after / before - factor) ** 2, 0);
  return sum / (growth.length - 1);
}

/** Mack's rule for an age that one cohort alone has reached. */
function lastScatter(variances: readonly number[]): number {
  const [before = 0, last = 0] = variances.slice(-2);
  return before === 0 ? 0 : Math.min(last ** 2 / before, before, last);
}
