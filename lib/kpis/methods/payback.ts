/** Months after which a customer that has not paid back is said never to: five years, as LTV is capped. */
const MAX_MONTHS = 60;

/**
 * Months until a customer has paid its acquisition back (回収期間), counting that some leave before.
 * Formula  the first t with Σ for s = 0 … t − 1 of monthly gross profit × S(s) ≥ CAC; S(0) = 1
 * Unit     months, whole
 * Takes    `survival` of a customer at an age in months; without churn it is always 1
 * Empty    null where 60 months do not pay it back: it may never; 0 for a CAC of 0
 * Source   kpi-methods 93; golden 15: 1,200 ÷ (400 × .75) = 4
 */
export function paybackMonths(input: {
  readonly cac: number;
  readonly monthlyProfit: number;
  readonly survival: (months: number) => number;
}): number | null {
  const { cac, monthlyProfit, survival } = input;
  let earned = 0;
  for (let month = 0; month <= MAX_MONTHS; month += 1) {
    if (earned >= cac) return month;
    earned += monthlyProfit * survival(month);
  }
  return null;
}
