import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chainLadder } from '../../../lib/kpis/methods/chain-ladder.ts';
import { LEAD_COHORTS, RAA, TAYLOR_ASHE } from './triangles.ts';

/** Relative tolerance of golden 13. */
const TOLERANCE = 1e-6;

const isNear = (found: number | undefined, expected: number): boolean =>
  Math.abs((found ?? Number.NaN) - expected) <= TOLERANCE * Math.abs(expected);

/** Cumulative wins: every cohort starts with a win, and gains some each month. */
const triangle = fc
  .array(fc.array(fc.nat({ max: 9 }), { minLength: 6, maxLength: 6 }), { minLength: 6, maxLength: 6 })
  .map((gains) =>
    gains.map((row, cohort) => {
      let wins = 1;
      return row.slice(0, row.length - cohort).map((gain) => {
        wins += gain;
        return wins;
      });
    }),
  );

describe('chainLadder', () => {
  it.each([
    ['Taylor–Ashe', TAYLOR_ASHE],
    ['RAA', RAA],
    ['lead cohorts', LEAD_COHORTS],
  ])('gives the published factors and ultimates of %s (golden 13)', (_what, golden) => {
    const ladder = chainLadder(golden.triangle);

    expect(ladder?.factors.every((factor, age) => isNear(factor, golden.factors[age] ?? 0))).toBe(true);
    expect(ladder?.ultimates.every((wins, cohort) => isNear(wins, golden.ultimates[cohort] ?? 0))).toBe(true);
    expect(ladder?.ultimates).toHaveLength(golden.ultimates.length);
  });

  it.each([
    ['Taylor–Ashe', TAYLOR_ASHE],
    ['RAA', RAA],
  ])('sums to the published wins to come of %s (Mack 1993, golden 13)', (_what, golden) => {
    const ladder = chainLadder(golden.triangle);

    const all = ladder?.ultimates.reduce((sum, wins) => sum + wins, 0) ?? 0;
    const known = golden.triangle.reduce((sum, row) => sum + (row.at(-1) ?? 0), 0);
    expect(isNear(all - known, golden.toCome)).toBe(true);
  });

  it('gives each cohort its golden maturity and matured CAC (golden 13)', () => {
    const ladder = chainLadder(LEAD_COHORTS.triangle);

    const cac = LEAD_COHORTS.spend.map((spend, cohort) => spend / (ladder?.ultimates[cohort] ?? 0));
    expect(cac.every((value, cohort) => isNear(value, LEAD_COHORTS.maturedCac[cohort] ?? 0))).toBe(true);
    expect(
      ladder?.maturityByAge
        .toReversed()
        .every((value, cohort) => isNear(value, LEAD_COHORTS.maturity[cohort] ?? 0)),
    ).toBe(true);
  });

  it('lets a tail grow every cohort', () => {
    const ladder = chainLadder(LEAD_COHORTS.triangle, 1.1);

    expect(ladder?.ultimates[0]).toBeCloseTo(22, 10);
    expect(ladder?.maturityByAge.at(-1)).toBeCloseTo(1 / 1.1, 12);
  });

  it('expects nothing of a cohort before its first month is over', () => {
    const ladder = chainLadder([...LEAD_COHORTS.triangle, []]);

    expect(ladder?.ultimates.at(-1)).toBe(0);
  });

  it.each([
    ['without cohorts', []],
    ['without a month', [[]]],
    ['where no older cohort had a win', [[0, 0], [0]]],
  ])('is null %s', (_what, cohorts) => {
    const ladder = chainLadder(cohorts);

    expect(ladder).toBeNull();
  });

  it('never projects fewer wins than there are', () => {
    fc.assert(
      fc.property(triangle, (cohorts) => {
        const ladder = chainLadder(cohorts);

        for (const [index, row] of cohorts.entries())
          expect(ladder?.ultimates[index]).toBeGreaterThanOrEqual((row.at(-1) ?? 0) - 1e-9);
      }),
    );
  });
});
