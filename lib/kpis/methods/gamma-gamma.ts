import gammaln from '@stdlib/math-base-special-gammaln';
import { MIN_REPEAT_BUYERS } from './bg-nbd.ts';
import { likeliest } from './likeliest.ts';

const MAX_LOG = 12;

/** Mean amount of a customer's repeat purchases. */
export interface BuyerSpend {
  readonly repeats: number;
  /** Above 0. */
  readonly meanAmount: number;
  readonly customers: number;
}

/** Amounts scatter as Gamma(p, ν) around a mean of each customer's own, ν as Gamma(q, v). */
export interface GammaGammaFit {
  readonly p: number;
  readonly q: number;
  readonly v: number;
  readonly logLikelihood: number;
}

export type GammaGammaResult =
  | { readonly reason: null; readonly fit: GammaGammaFit }
  | { readonly reason: 'too-few-repeat-buyers' };

/**
 * Learns what a purchase is worth, customer by customer. Amounts must not hang on how often somebody buys.
 * Formula  maximum of the gamma-gamma likelihood over customers with a repeat
 * Unit     amounts in any one unit
 * Empty    'too-few-repeat-buyers' below 100 of them
 * Source   Fader & Hardie 2013; kpi-methods 90, golden 07
 */
export function fitGammaGamma(buyers: readonly BuyerSpend[]): GammaGammaResult {
  const repeaters = buyers.filter(({ repeats, meanAmount }) => repeats > 0 && meanAmount > 0);
  const count = repeaters.reduce((sum, { customers }) => sum + customers, 0);
  if (count < MIN_REPEAT_BUYERS) return { reason: 'too-few-repeat-buyers' };
  const mean = repeaters.reduce((sum, { meanAmount, customers }) => sum + meanAmount * customers, 0) / count;
  const best = likeliest(
    (parameters) => logLikelihood(named(parameters, mean), repeaters),
    [1, 1, 0],
    MAX_LOG,
  );
  return { reason: null, fit: { ...named(best.parameters, mean), logLikelihood: best.logLikelihood } };
}

/**
 * What the next purchases of a customer are worth on average.
 * Formula  p (v + x·mean) ÷ (p·x + q − 1): its own mean, drawn to that of all; without repeats that of all
 * Unit     that of the amounts
 * Empty    null where q ≤ 1: the mean of all is then infinite
 * Source   golden 07: x = 2, mean 22.35 gives 24.66
 */
export function expectedAmount(
  { p, q, v }: Omit<GammaGammaFit, 'logLikelihood'>,
  { repeats, meanAmount }: Omit<BuyerSpend, 'customers'>,
): number | null {
  return q <= 1 ? null : (p * (v + repeats * meanAmount)) / (p * repeats + q - 1);
}

/** `v` is searched in units of the mean amount, so that yen and dollars start alike. */
function named([p = 1, q = 1, v = 1]: readonly number[], mean: number): Omit<GammaGammaFit, 'logLikelihood'> {
  return { p, q, v: v * mean };
}

function logLikelihood(
  { p, q, v }: Omit<GammaGammaFit, 'logLikelihood'>,
  buyers: readonly BuyerSpend[],
): number {
  let sum = 0;
  for (const { repeats: x, meanAmount: mean, customers } of buyers) {
    const shape = p * x;
    const scatter = gammaln(shape + q) - gammaln(shape) - gammaln(q) + q * Math.log(v);
    const amounts = (shape - 1) * Math.log(mean) + shape * Math.log(x) - (shape + q) * Math.log(v + x * mean);
    sum += customers * (scatter + amounts);
  }
  return sum;
}
