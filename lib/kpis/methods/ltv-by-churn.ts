import { poissonInterval } from './poisson-interval.ts';

/** LTV from churn, or the least it can be where nobody has left yet. */
export interface ChurnLtv {
  readonly ltv: number | null;
  /** 95 % lower bound, given where `ltv` is null: churn cannot be above what no loss in so many months allows. */
  readonly lowerBound: number | null;
  readonly reason: 'no-churn' | 'no-customers' | null;
}

/**
 * LTV of a subscription by constant churn.
 * Formula  monthly gross profit ÷ churn, churn = churned ÷ customer-months; without any churn, at least
 *          monthly gross profit × customer-months ÷ 3.689, the exact upper limit of 0 events
 * Unit     that of `monthlyProfit` (ARPA × margin), per customer
 * Empty    'no-customers' without customer-months; 'no-churn' with the lower bound (never 0 or Infinity)
 * Source   kpi-methods 87; golden 15: 100 ÷ .05 = 2,000
 */
export function ltvByChurn(input: {
  readonly monthlyProfit: number;
  readonly churned: number;
  readonly customerMonths: number;
}): ChurnLtv {
  const { monthlyProfit, churned, customerMonths } = input;
  if (customerMonths <= 0) return { ltv: null, lowerBound: null, reason: 'no-customers' };
  if (churned === 0)
    return {
      ltv: null,
      lowerBound: (monthlyProfit * customerMonths) / poissonInterval(0).high,
      reason: 'no-churn',
    };
  return { ltv: (monthlyProfit * customerMonths) / churned, lowerBound: null, reason: null };
}
