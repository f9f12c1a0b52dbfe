import type { SbgFit } from './sbg.ts';

const MONTHS_PER_YEAR = 12;
/** No curve is believed beyond five years: none of these companies has watched a customer longer. */
const MAX_MONTHS = 60;

/** Share of customers left after a number of renewals, by the fitted curve. */
export function sbgSurvival({ alpha, beta }: Pick<SbgFit, 'alpha' | 'beta'>, renewals: number): number {
  let survival = 1;
  for (let renewal = 1; renewal <= renewals; renewal += 1)
    survival *= (beta + renewal - 1) / (alpha + beta + renewal - 1);
  return survival;
}

/**
 * Discounted contracts that a customer is still expected to pay, before its renewal number `renewals + 1`.
 * Formula  Σ for t = n … n + periods − 1 of S(t) ÷ S(n − 1) · (1 + d)^(n − t); a new customer, n = 0, pays the first
 *          contract for sure (DEL), one who has renewed n − 1 times may leave at the next (DERL)
 * Unit     contracts; `discount` per contract
 * Source   Fader & Hardie 2010; golden 06: DEL 5.922, DERL(n = 8) 7.530 at 10 %
 */
export function expectedContracts(
  fit: Pick<SbgFit, 'alpha' | 'beta'>,
  options: { readonly from: number; readonly discount: number; readonly periods: number },
): number {
  const { from, discount, periods } = options;
  let contracts = 0;
  let part = 1;
  for (let ahead = 0; ahead < periods; ahead += 1) {
    const renewal = from + ahead;
    if (renewal > 0) part *= (fit.beta + renewal - 1) / (fit.alpha + fit.beta + renewal - 1);
    contracts += part / (1 + discount) ** ahead;
  }
  return contracts;
}

/**
 * LTV of a new customer by the curve.
 * Formula  gross profit of one contract × discounted contracts of the first 60 months
 * Unit     that of `monthlyProfit`, per customer
 * Source   kpi-methods 89
 */
export function sbgLtv(
  fit: SbgFit,
  { monthlyProfit, annualDiscount }: { readonly monthlyProfit: number; readonly annualDiscount: number },
): number {
  const { contractMonths } = fit;
  const discount = (1 + annualDiscount) ** (contractMonths / MONTHS_PER_YEAR) - 1;
  const periods = Math.floor(MAX_MONTHS / contractMonths);
  return monthlyProfit * contractMonths * expectedContracts(fit, { from: 0, discount, periods });
}
