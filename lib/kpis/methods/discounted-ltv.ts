const MONTHS_PER_YEAR = 12;

/** What one customer earns and how that changes from month to month; all ratios 0–1. */
export interface LtvStream {
  /** ARPA × gross margin of the first month. */
  readonly monthlyProfit: number;
  readonly monthlyChurn: number;
  /** Growth of what those who stay pay. */
  readonly monthlyGrowth: number;
  readonly annualDiscount: number;
}

/**
 * Present value of a customer over a number of months.
 * Formula  Σ for t = 0 … months − 1 of profit · ((1 − churn)(1 + growth) ÷ (1 + discount)^(1/12))^t
 * Unit     that of the profit
 * Empty    0 for 0 months
 * Source   kpi-methods 88; golden 15, dcf_ltv and negative_churn
 */
export function discountedLtv(stream: LtvStream, months: number): number {
  const ratio = ratioOf(stream);
  let value = 0;
  let part = stream.monthlyProfit;
  for (let month = 0; month < months; month += 1) {
    value += part;
    part *= ratio;
  }
  return value;
}

/**
 * The same without an end.
 * Formula  profit ÷ (1 − ratio)
 * Empty    null where the sum diverges: those who stay outgrow churn and discount. Only a capped value then means anything
 * Source   kpi-methods 88; golden 15
 */
export function perpetualLtv(stream: LtvStream): number | null {
  const ratio = ratioOf(stream);
  return ratio >= 1 ? null : stream.monthlyProfit / (1 - ratio);
}

function ratioOf({ monthlyChurn, monthlyGrowth, annualDiscount }: LtvStream): number {
  const discount = (1 + annualDiscount) ** (1 / MONTHS_PER_YEAR);
  return ((1 - monthlyChurn) * (1 + monthlyGrowth)) / discount;
}
