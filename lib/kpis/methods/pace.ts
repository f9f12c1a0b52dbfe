import { divide, type Figure, known, unknown } from '../figure.ts';

/** Leads of one cohort, and the share of their wins that has come, or will have by the period's end. */
export interface PaceCohort {
  readonly leads: number;
  /** Ratio 0–1, from the lag curve: now, and on the period's last day. Planned leads have 0 now. */
  readonly maturityNow: number;
  readonly maturityAtEnd: number;
}

/** Where a goal stands and where it will end. */
export interface Pace {
  /** 達成率, ratio. */
  readonly attainment: Figure;
  /** 着地見込み, in the unit of the goal. */
  readonly projected: Figure;
  /** Projected ÷ goal. */
  readonly projectedAttainment: Figure;
}

/**
 * Attainment of a goal of wins, and its projection by maturity: never by the share of days gone, which takes a late win
 * for a lost one.
 * Formula  attainment = actual ÷ goal; projected = actual + Σ leads · r · (F(age at end) − F(age now)), with
 *          r = wins of the cohorts ÷ Σ leads · F(age now), the rate at which leads win in the end
 * Unit     ratio; wins
 * Empty    'no-target' for a goal of 0; 'immature' where no cohort has any maturity yet
 * Source   kpi-methods 98; r as in Cape Cod, kpi-methods 43
 */
export function paceOf(input: {
  readonly actual: number;
  readonly goal: number;
  /** Wins so far of the leads in `cohorts`, whatever period they fall into. */
  readonly cohortWins: number;
  readonly cohorts: readonly PaceCohort[];
}): Pace {
  const { actual, goal, cohortWins, cohorts } = input;
  const used = cohorts.reduce((sum, { leads, maturityNow }) => sum + leads * maturityNow, 0);
  const coming = cohorts.reduce(
    (sum, { leads, maturityNow, maturityAtEnd }) => sum + leads * Math.max(0, maturityAtEnd - maturityNow),
    0,
  );
  const projected =
    used > 0
      ? known(actual + (cohortWins / used) * coming)
      : coming > 0
        ? unknown('immature')
        : known(actual);
  return {
    attainment: divide(known(actual), known(goal), 'no-target'),
    projected,
    projectedAttainment: divide(projected, known(goal), 'no-target'),
  };
}
