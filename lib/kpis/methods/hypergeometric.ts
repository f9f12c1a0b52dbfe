/** Terms below this part of the sum change nothing that anybody reads. */
const PRECISION = 1e-14;
const MAX_TERMS = 100_000;

/**
 * Gauss's hypergeometric function ₂F₁(a, b; c; z) by its series.
 * Takes    0 ≤ z < 1 and c no whole number below 1
 * Source   Abramowitz & Stegun 15.1.1
 */
export function hypergeometric(a: number, b: number, c: number, z: number): number {
  let term = 1;
  let sum = 1;
  for (let n = 0; n < MAX_TERMS; n += 1) {
    term *= (((a + n) * (b + n)) / ((c + n) * (n + 1))) * z;
    sum += term;
    if (Math.abs(term) <= PRECISION * Math.abs(sum)) break;
  }
  return sum;
}
