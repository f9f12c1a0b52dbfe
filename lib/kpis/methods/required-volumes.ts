import Big from 'big.js';
import type { StageRates } from '../../domain/config-targets.ts';
import { type Figure, known, map, unknown } from '../figure.ts';

/** How many records of each stage a number of wins takes. */
export interface RequiredVolumes {
  readonly won: Figure;
  readonly opportunity: Figure;
  readonly sql: Figure;
  readonly mql: Figure;
  readonly lead: Figure;
}

/**
 * Works a goal of wins back to the volumes it takes (必要件数).
 * Formula  stage = wins ÷ product of the rates after it, rounded up from the exact value: never up at one stage and
 *          divided on
 * Unit     records, whole
 * Empty    'not-mapped' from the first rate that is not configured, 'rate-zero' from the first that is 0
 * Source   kpi-methods 96, golden 02: 10 wins take 50 / 72 / 179 / 358
 */
export function requiredVolumes(wins: number, rates: StageRates): RequiredVolumes {
  const opportunity = rateAfter(known(1), rates.opportunityToWon);
  const sql = rateAfter(opportunity, rates.sqlToOpportunity);
  const mql = rateAfter(sql, rates.mqlToSql);
  const lead = rateAfter(mql, rates.leadToMql);
  const volume = (rate: Figure): Figure => map(rate, (value) => ceilDivision(new Big(wins), value));
  return {
    won: volume(known(1)),
    opportunity: volume(opportunity),
    sql: volume(sql),
    mql: volume(mql),
    lead: volume(lead),
  };
}

/**
 * Wins that a revenue goal (KGI) takes.
 * Formula  revenue ÷ amount of one deal, rounded up
 * Unit     deals, whole; both amounts in one unit
 * Empty    'no-amount' where a deal has none
 * Source   kpi-methods A22: KGI is revenue, with a period
 */
export function requiredWins(revenue: Big, dealAmount: Big): Figure {
  return dealAmount.lte(0) ? unknown('no-amount') : known(ceilDivision(revenue, dealAmount));
}

/**
 * Budget that a goal of wins takes (必要予算).
 * Formula  wins × CAC
 * Unit     that of `cac`. Empty: the reason of an unknown CAC
 * Source   kpi-methods 97, golden 02: ¥6,000,000 for 10
 */
export function requiredBudget(wins: number, cac: Figure): Figure {
  return map(cac, (value) => value.times(wins));
}

function rateAfter(later: Figure, rate: number | undefined): Figure {
  if (rate === undefined) return later.value === null ? later : unknown('not-mapped');
  if (rate === 0 && later.value !== null) return unknown('rate-zero');
  return map(later, (value) => value.times(rate));
}

/** A division that ends after 20 decimals says too little about the last record, so that is decided by multiplying. */
function ceilDivision(dividend: Big, divisor: Big): Big {
  const whole = dividend.div(divisor).round(0, Big.roundHalfUp);
  return whole.times(divisor).lt(dividend) ? whole.plus(1) : whole;
}
