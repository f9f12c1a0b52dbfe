import type { Interval } from './poisson-interval.ts';
import { weightedPoissonInterval } from './weighted-poisson-interval.ts';

/** A result that rests on the prior for more than this share gives no verdict (issue 5, section 5). */
const MAX_PRIOR_SHARE = 0.5;

/** Leads of one month and channel, how far they have come (0–1, `maturity`), and what came of them. */
export interface LeadCohort {
  readonly leads: number;
  readonly won: number;
  readonly spend: number;
  readonly maturity: number;
}

/** A cohort, or several together, seen through to their end. */
export interface MaturedCohort {
  readonly ultimateWon: number;
  /** Null when no win is to be expected. */
  readonly cac: number | null;
  /** 95 % interval of `cac`. */
  readonly interval: Interval;
  /** Share of `ultimateWon` that is not won yet but expected of the channel's other leads. */
  readonly priorShare: number;
  /** Whether a verdict may rest on it. */
  readonly isDecisive: boolean;
}

export interface CapeCod {
  /** Wins in the end per lead. */
  readonly rate: number;
  readonly cohorts: readonly MaturedCohort[];
  readonly total: MaturedCohort;
  /** What the intervals do not cover. */
  readonly excludes: readonly ['spend-error', 'maturity-error'];
}

/**
 * Matured CAC of a channel: wins so far, and for what is still to come its leads at the rate of all its cohorts.
 * Formula  rate = Σ won ÷ Σ leads · maturity; ultimate = won + (1 − maturity) · leads · rate; CAC = spend ÷ ultimate.
 *          Interval: ultimate is a weighted Poisson sum, for each own win counts 1 + c ÷ E and each other one c ÷ E,
 *          with c = Σ (1 − maturity) · leads and E = Σ leads · maturity of all. Full maturity gives Garwood exactly
 * Unit     wins; CAC in the unit of spend
 * Empty    null when no lead has come any way; without wins CAC is null with a lower end
 * Source   Bühlmann & Straub (Cape Cod); Fay & Feuer 1997; kpi-methods 43; golden 20
 */
export function capeCod(cohorts: readonly LeadCohort[]): CapeCod | null {
  const used = sum(cohorts, ({ leads, maturity }) => leads * maturity);
  if (used === 0) return null;
  const won = sum(cohorts, (cohort) => cohort.won);
  const pool = { won, used };
  const sumsOf = (some: readonly LeadCohort[]): CohortSums => ({
    won: sum(some, (cohort) => cohort.won),
    spend: sum(some, ({ spend }) => spend),
    toCome: sum(some, ({ leads, maturity }) => (1 - maturity) * leads),
  });
  return {
    rate: won / used,
    cohorts: cohorts.map((cohort) => matured(sumsOf([cohort]), pool)),
    total: matured(sumsOf(cohorts), pool),
    excludes: ['spend-error', 'maturity-error'],
  };
}

interface CohortSums {
  readonly won: number;
  readonly spend: number;
  /** Leads that are still to come all their way. */
  readonly toCome: number;
}

interface Pool {
  readonly won: number;
  readonly used: number;
}

function matured(own: CohortSums, pool: Pool): MaturedCohort {
  const expected = (own.toCome * pool.won) / pool.used;
  const ultimateWon = own.won + expected;
  const priorShare = ultimateWon === 0 ? 1 : expected / ultimateWon;
  return {
    ultimateWon,
    cac: ultimateWon === 0 ? null : own.spend / ultimateWon,
    interval: intervalOf(own, pool),
    priorShare,
    isDecisive: priorShare <= MAX_PRIOR_SHARE,
  };
}

function intervalOf(own: CohortSums, pool: Pool): Interval {
  const other = own.toCome / pool.used;
  const { low, high } = weightedPoissonInterval({
    sum: own.won + other * pool.won,
    variance: own.won * (1 + other) ** 2 + (pool.won - own.won) * other ** 2,
    largest: 1 + other,
  });
  return { low: own.spend / high, high: low === 0 ? null : own.spend / low };
}

function sum(cohorts: readonly LeadCohort[], of: (cohort: LeadCohort) => number): number {
  return cohorts.reduce((total, cohort) => total + of(cohort), 0);
}
