import type Big from 'big.js';
import type { Config } from '../domain/config.ts';
import type { StageRates } from '../domain/config-targets.ts';
import { parseMinor } from '../domain/money.ts';
import { type Figure, known, map, reasons, shownMoney, unknown } from './figure.ts';
import { type Ltv, monthlyGrossProfit } from './ltv.ts';

/** What one record of each stage may cost, in minor units. */
export interface StageCosts {
  readonly won: Figure;
  readonly opportunity: Figure;
  readonly sql: Figure;
  readonly mql: Figure;
  readonly lead: Figure;
}

/** Worked-back cost targets as people read them: decimal text in major units, null with a reason. */
export type CostTargets = Readonly<Record<keyof StageCosts, string | null>> & {
  readonly reasons: { readonly [P in keyof StageCosts]?: string };
};

export interface CompanyTarget {
  /** Minor units per new customer. */
  readonly figure: Figure;
  readonly basis: 'configured' | 'ltv' | null;
}

/**
 * Target CAC of the company, the one every verdict uses.
 * Formula  configured, else LTV of the company ÷ `ltvToCac` (3)
 * Empty    the reason why there is no LTV
 * Source   ferret Q&A: ¥6,000,000 ÷ 3 = ¥2,000,000
 */
export function companyTarget(config: Config, ltv: Ltv): CompanyTarget {
  const { cac, ltvToCac } = config.targets;
  if (cac !== undefined) return { figure: known(parseMinor(cac, config.currency)), basis: 'configured' };
  const figure = map(ltv.figure, (value) => value.div(ltvToCac));
  return { figure, basis: figure.value === null ? null : 'ltv' };
}

/**
 * Target CAC worked back (逆算) from what one customer earns a month, by configured amounts alone.
 * Formula  monthly gross profit × payback months
 * Unit     minor units per new customer
 * Empty    'not-mapped' or 'no-gross-profit' where an input is not configured
 * Source   KPI design article: 50,000 × 12 = 600,000
 */
export function workedBackCac(config: Config): Figure {
  const months = config.targets.paybackMonths;
  if (months === undefined) return unknown('not-mapped');
  const profit = monthlyGrossProfit({ config, won: 0, wonMinor: 0, wonWithAmount: 0, ltvFacts: undefined });
  return map(profit, (value) => value.times(months));
}

/**
 * Cost targets worked back (逆算) from what one customer earns.
 * Formula  won by `workedBackCac`; each earlier stage = the later one × its conversion rate
 * Unit     major units per record of the stage
 * Empty    null with 'not-mapped' or 'no-gross-profit' where an input is not configured
 * Source   KPI design article: 600,000 / 120,000 / 84,000 / 33,600 / 16,800
 */
export function costTargets(config: Config): CostTargets {
  const { targets, currency } = config;
  const costs = stageCosts(workedBackCac(config), targets.rates ?? {});
  return {
    won: shownMoney(costs.won, currency),
    opportunity: shownMoney(costs.opportunity, currency),
    sql: shownMoney(costs.sql, currency),
    mql: shownMoney(costs.mql, currency),
    lead: shownMoney(costs.lead, currency),
    reasons: reasons({ ...costs }),
  };
}

/**
 * Works the cost of a win back to the earlier stages.
 * Formula  cost of a stage = target CAC × product of the conversion rates after it
 * Empty    'not-mapped' from the first rate that is not configured
 * Source   kpi-methods 95
 */
export function stageCosts(won: Figure, rates: StageRates): StageCosts {
  const opportunity = before(won, rates.opportunityToWon);
  const sql = before(opportunity, rates.sqlToOpportunity);
  const mql = before(sql, rates.mqlToSql);
  return { won, opportunity, sql, mql, lead: before(mql, rates.leadToMql) };
}

function before(later: Figure, rate: number | undefined): Figure {
  return rate === undefined ? unknown('not-mapped') : map(later, (value: Big) => value.times(rate));
}
