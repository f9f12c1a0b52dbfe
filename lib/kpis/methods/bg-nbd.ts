import betaln from '@stdlib/math-base-special-betaln';
import gammaln from '@stdlib/math-base-special-gammaln';
import { hypergeometric } from './hypergeometric.ts';
import { likeliest } from './likeliest.ts';

/** Repeat buyers below which the curve is chance (kpi-methods E.3). */
export const MIN_REPEAT_BUYERS = 100;
/** Parameters beyond e^±10 describe customers who are all alike. */
const MAX_LOG = 10;
/** Distance kept from a = 1, where the formula has a removable gap. */
const GAP = 1e-7;

/** What is known of one customer's purchases, in one unit of time. */
export interface BuyerHistory {
  /** Purchases after the first. */
  readonly repeats: number;
  /** Time from the first to the last purchase; 0 without repeats. */
  readonly recency: number;
  /** Time from the first purchase to today. */
  readonly age: number;
  /** Customers with this history. */
  readonly customers: number;
}

/** Purchases come at rates Gamma(r, alpha); after each, a customer leaves with a chance Beta(a, b). */
export interface BgNbdFit {
  readonly r: number;
  readonly alpha: number;
  readonly a: number;
  readonly b: number;
  readonly logLikelihood: number;
}

export type BgNbdResult =
  | { readonly reason: null; readonly fit: BgNbdFit }
  | { readonly reason: 'too-few-repeat-buyers' };

/**
 * Learns how customers without contract buy again and stop.
 * Formula  maximum of the BG/NBD likelihood over all customers, one-time buyers included
 * Unit     rates per unit of time of the histories
 * Empty    'too-few-repeat-buyers' below 100 customers with a repeat
 * Source   Fader, Hardie & Lee 2005; kpi-methods 90, golden 07
 */
export function fitBgNbd(histories: readonly BuyerHistory[]): BgNbdResult {
  const repeaters = histories.reduce((sum, { repeats, customers }) => sum + (repeats > 0 ? customers : 0), 0);
  if (repeaters < MIN_REPEAT_BUYERS) return { reason: 'too-few-repeat-buyers' };
  const best = likeliest((parameters) => logLikelihood(named(parameters), histories), [0, 0, 0, 0], MAX_LOG);
  return { reason: null, fit: { ...named(best.parameters), logLikelihood: best.logLikelihood } };
}

/**
 * Chance that a customer still buys.
 * Formula  1 ÷ (1 + a ÷ (b + x − 1) · ((α + T) ÷ (α + t))^(r + x)); 1 without repeats, for nobody has left after none
 * Unit     ratio 0–1
 * Source   golden 07: x = 2, t = 30.43, T = 38.86 gives .7266
 */
export function probabilityAlive(
  fit: Parameters,
  { repeats, recency, age }: Omit<BuyerHistory, 'customers'>,
): number {
  if (repeats === 0) return 1;
  const odds =
    (fit.a / (fit.b + repeats - 1)) * ((fit.alpha + age) / (fit.alpha + recency)) ** (fit.r + repeats);
  return 1 / (1 + odds);
}

/**
 * Purchases expected of a customer over a time to come.
 * Formula  (a + b + x − 1) ÷ (a − 1) · (1 − ((α + T) ÷ (α + T + time))^(r + x) · ₂F₁(r + x, b + x; a + b + x − 1;
 *          time ÷ (α + T + time))) · P(alive)
 * Unit     purchases; time in the histories' unit
 * Source   golden 07: x = 2, t = 30.43, T = 38.86 gives 1.2259 in 39 weeks
 */
export function expectedPurchases(
  fit: Parameters,
  history: Omit<BuyerHistory, 'customers'>,
  time: number,
): number {
  const { r, alpha, b } = fit;
  const a = Math.abs(fit.a - 1) < GAP ? 1 + GAP : fit.a;
  const { repeats: x, age } = history;
  const end = alpha + age + time;
  const series = hypergeometric(r + x, b + x, a + b + x - 1, time / end);
  const purchases = ((a + b + x - 1) / (a - 1)) * (1 - ((alpha + age) / end) ** (r + x) * series);
  return purchases * probabilityAlive(fit, history);
}

type Parameters = Omit<BgNbdFit, 'logLikelihood'>;

function named([r = 1, alpha = 1, a = 1, b = 1]: readonly number[]): Parameters {
  return { r, alpha, a, b };
}

function logLikelihood(fit: Parameters, histories: readonly BuyerHistory[]): number {
  const { r, alpha, a, b } = fit;
  const constant = r * Math.log(alpha) - gammaln(r) - betaln(a, b);
  let sum = 0;
  for (const { repeats: x, recency, age, customers } of histories) {
    const bought = gammaln(r + x) + constant;
    const stays = betaln(a, b + x) - (r + x) * Math.log(alpha + age);
    const left =
      x > 0 ? betaln(a + 1, b + x - 1) - (r + x) * Math.log(alpha + recency) : Number.NEGATIVE_INFINITY;
    const high = Math.max(stays, left);
    sum += customers * (bought + high + Math.log(Math.exp(stays - high) + Math.exp(left - high)));
  }
  return sum;
}
