/** Cumulative wins: a row per cohort, oldest first, a number per month of age that has passed. */
export type Triangle = readonly (readonly number[])[];

/** How wins of a cohort grow with its age, and where each cohort is heading. */
export interface ChainLadder {
  /** Growth from each age to the next. */
  readonly factors: readonly number[];
  /** Share of the wins in the end that is there at each age, 0–1. */
  readonly maturityByAge: readonly number[];
  readonly ultimates: readonly number[];
}

/**
 * Projects cohorts of leads to their wins in the end by how older cohorts grew. A check beside Cape Cod.
 * Formula  f(age) = Σ wins at age + 1 ÷ Σ wins at age, over cohorts that reached both; maturity = 1 ÷ Π f ÷ tail;
 *          ultimate = wins ÷ maturity. `tail`: growth beyond the oldest age (`survivalTail`)
 * Unit     wins; maturity 0–1
 * Empty    null without a cohort, or where the older cohorts had no win at some age; a cohort without wins
 *          stays at 0 however young, which is why Cape Cod decides
 * Source   Mack 1993; kpi-methods 43; golden 13 (Taylor–Ashe, RAA)
 */
export function chainLadder(triangle: Triangle, tail = 1): ChainLadder | null {
  const ages = triangle[0]?.length ?? 0;
  if (ages === 0) return null;
  const factors: number[] = [];
  for (let age = 0; age + 1 < ages; age += 1) {
    const older = growthAt(triangle, age);
    const before = older.reduce((sum, [wins]) => sum + wins, 0);
    if (before <= 0) return null;
    factors.push(older.reduce((sum, [, after]) => sum + after, 0) / before);
  }
  let growth = tail;
  const maturityByAge = [1 / tail];
  for (const factor of factors.toReversed()) {
    growth *= factor;
    maturityByAge.unshift(1 / growth);
  }
  const ultimates = triangle.map((row) => {
    const toCome = factors.slice(Math.max(0, row.length - 1));
    return toCome.reduce((wins, factor) => wins * factor, tail * (row.at(-1) ?? 0));
  });
  return { factors, maturityByAge, ultimates };
}

/**
 * Wins at an age and at the next, of the cohorts that have reached both.
 * Empty    none where no cohort has
 */
export function growthAt(triangle: Triangle, age: number): readonly (readonly [number, number])[] {
  return triangle.flatMap((row) => {
    const [before, after] = row.slice(age, age + 2);
    return before === undefined || after === undefined ? [] : [[before, after] as const];
  });
}
