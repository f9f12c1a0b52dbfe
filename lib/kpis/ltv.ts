import Big from 'big.js';
import { type Config, dealsSystem } from '../domain/config.ts';
import type { LtvTarget } from '../domain/config-targets.ts';
import { parseMinor } from '../domain/money.ts';
import type { LtvFacts } from './customer-lifetime.ts';
import { divide, type Figure, known, map, unknown } from './figure.ts';

const MONTHS_PER_YEAR = 12;

/** Won deals of one channel, or of the company, that LTV is taken from where no amount is configured. */
export interface LtvInput {
  readonly config: Config;
  readonly won: number;
  readonly wonMinor: number;
  readonly wonWithAmount: number;
  readonly ltvFacts: LtvFacts | undefined;
}

export interface Ltv {
  /** Minor units per customer. */
  readonly figure: Figure;
  /** Null where there is no figure. */
  readonly basis: 'gross-profit' | 'revenue' | null;
}

/** An amount, and whether it is a profit already. */
interface Earning {
  readonly figure: Figure;
  readonly isProfit: boolean;
}

/**
 * Lifetime value of one customer, in the way the config names.
 * Formula  revenue: annual revenue × years; spot: profit per transaction × repeat purchases;
 *          subscription: monthly profit × months. Amounts: configured, else the mean amount of won deals by its
 *          mapped meaning; × gross margin where one is configured and the amount is revenue
 * Unit     minor units per customer
 * Empty    'not-mapped' without a method, an amount's meaning or contract ends; 'no-wins', 'no-amount', 'no-churn'
 * Source   ferret Q&A: ¥2,000,000 × 3 = ¥6,000,000; B2B overview: profit × purchases, monthly profit × months
 */
export function ltvOf(input: LtvInput): Ltv {
  const target = input.config.targets.ltv;
  if (target === undefined) return { figure: unknown('not-mapped'), basis: null };
  const { figure, isProfit } = withMargin(earningOf(target, input), input.config);
  const periods = periodsOf(target, input);
  const ltv = periods.value === null ? periods : map(figure, (value) => value.times(periods.value));
  if (ltv.value === null) return { figure: ltv, basis: null };
  return { figure: ltv, basis: isProfit ? 'gross-profit' : 'revenue' };
}

/**
 * Gross profit of one customer a month.
 * Formula  configured; else the configured monthly profit; else yearly or monthly revenue × gross margin
 * Unit     minor units per customer and month
 * Empty    'no-gross-profit' where nothing says what part of revenue is profit; else as for LTV
 * Source   KPI design article: ¥50,000 a month
 */
export function monthlyGrossProfit(input: LtvInput): Figure {
  const { targets, currency } = input.config;
  if (targets.monthlyGrossProfit !== undefined) return amount(targets.monthlyGrossProfit, currency);
  const { ltv } = targets;
  if (ltv?.method === 'subscription' && ltv.monthlyProfit !== undefined)
    return amount(ltv.monthlyProfit, currency);
  const { grossMarginRatio } = targets;
  if (grossMarginRatio === undefined) return unknown('no-gross-profit');
  const yearly = ltv?.method === 'revenue' ? ltv.annualRevenue : undefined;
  const revenue =
    yearly === undefined
      ? dealAmount(input, 'month')
      : map(amount(yearly, currency), (value) => value.div(MONTHS_PER_YEAR));
  return map(revenue, (value) => value.times(grossMarginRatio));
}

function earningOf(target: LtvTarget, input: LtvInput): Earning {
  const { currency } = input.config;
  switch (target.method) {
    case 'revenue':
      return target.annualRevenue === undefined
        ? { figure: dealAmount(input, 'year'), isProfit: false }
        : { figure: amount(target.annualRevenue, currency), isProfit: false };
    case 'spot':
      return target.profitPerTransaction === undefined
        ? { figure: dealAmount(input, 'transaction'), isProfit: false }
        : { figure: amount(target.profitPerTransaction, currency), isProfit: true };
    case 'subscription':
      return target.monthlyProfit === undefined
        ? { figure: dealAmount(input, 'month'), isProfit: false }
        : { figure: amount(target.monthlyProfit, currency), isProfit: true };
  }
}

function withMargin(earning: Earning, config: Config): Earning {
  const ratio = config.targets.grossMarginRatio;
  if (earning.isProfit || ratio === undefined) return earning;
  return { figure: map(earning.figure, (value) => value.times(ratio)), isProfit: true };
}

function periodsOf(target: LtvTarget, input: LtvInput): Figure {
  switch (target.method) {
    case 'revenue':
      return known(target.years);
    case 'spot':
      return known(target.repeatPurchases);
    case 'subscription':
      return target.months === undefined ? learntMonths(input) : known(target.months);
  }
}

/** Customer-months ÷ churned customers; nobody churned yet is no lifetime, never an infinite one. */
function learntMonths({ config, ltvFacts }: LtvInput): Figure {
  const isMapped = config.crm[dealsSystem(config)]?.contractEnd !== undefined;
  if (!isMapped || ltvFacts === undefined) return unknown('not-mapped');
  return divide(known(ltvFacts.customerMonths), known(ltvFacts.churned), 'no-churn');
}

function dealAmount(input: LtvInput, per: 'year' | 'month' | 'transaction'): Figure {
  const { config, won, wonMinor, wonWithAmount } = input;
  const meaning = config.crm[dealsSystem(config)]?.amountMeaning;
  if (meaning === undefined) return unknown('not-mapped');
  if ((per === 'transaction') !== (meaning === 'one-off'))
    return unknown(meaning === 'one-off' ? 'amount-is-one-off' : 'amount-is-recurring');
  const mean = divide(known(wonMinor), known(wonWithAmount), won === 0 ? 'no-wins' : 'no-amount');
  if (per === 'year' && meaning === 'monthly') return map(mean, (value) => value.times(MONTHS_PER_YEAR));
  if (per === 'month' && meaning === 'annual') return map(mean, (value) => value.div(MONTHS_PER_YEAR));
  return mean;
}

function amount(text: string, currency: string): Figure {
  return known(new Big(parseMinor(text, currency)));
}
