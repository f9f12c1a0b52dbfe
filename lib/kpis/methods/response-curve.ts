/** How wins answer to spend: a · S^b, 0 < b < 1, so that each further win costs more. */
export interface ResponseCurve {
  readonly a: number;
  readonly b: number;
}

/** Wins that a spend brings; 0 for none. */
export function winsAt({ a, b }: ResponseCurve, spend: number): number {
  return a * spend ** b;
}

/**
 * Marginal CAC (限界CAC): what one win more costs at a spend.
 * Formula  1 ÷ (a · b · S^(b − 1)), which is CAC ÷ b
 * Unit     that of `spend`, per win. Empty: 0 without spend, for the first win of a steep curve is nearly free
 * Source   kpi-methods 47, golden 18: 6 ÷ 8.790 ÷ .6 = 1.1376
 */
export function marginalCac({ a, b }: ResponseCurve, spend: number): number {
  return spend ** (1 - b) / (a * b);
}

/**
 * The spend at which one win more costs that much.
 * Formula  (a · b · marginal CAC)^(1 ÷ (1 − b))
 */
export function spendAtMarginalCac({ a, b }: ResponseCurve, marginal: number): number {
  return (a * b * marginal) ** (1 / (1 - b));
}

/**
 * Marginal CAC as it was seen between two periods.
 * Formula  further spend ÷ further customers
 * Empty    null where no customers were gained
 * Source   kpi-methods 47, golden 15: 2,500 ÷ 100 = 25
 */
export function observedMarginalCac(furtherSpend: number, furtherCustomers: number): number | null {
  return furtherCustomers > 0 ? furtherSpend / furtherCustomers : null;
}
