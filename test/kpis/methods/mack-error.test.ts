import { describe, expect, it } from 'vitest';
import { mackError } from '../../../lib/kpis/methods/mack-error.ts';
import { LEAD_COHORTS, RAA, TAYLOR_ASHE } from './triangles.ts';

/** Relative tolerance of golden 13. */
const TOLERANCE = 1e-6;

describe('mackError', () => {
  it.each([
    ['Taylor–Ashe', TAYLOR_ASHE],
    ['RAA', RAA],
    ['lead cohorts', LEAD_COHORTS],
  ])('gives the published error of each cohort of %s (golden 13)', (_what, { triangle, errors }) => {
    const error = mackError(triangle);

    expect(error?.byCohort).toHaveLength(errors.length);
    for (const [cohort, expected] of errors.entries())
      expect(Math.abs((error?.byCohort[cohort] ?? -1) - expected)).toBeLessThanOrEqual(TOLERANCE * expected);
  });

  it.each([
    ['Taylor–Ashe', TAYLOR_ASHE],
    ['RAA', RAA],
  ])('gives the published total error of %s (Mack 1993, golden 13)', (_what, { triangle, total }) => {
    const error = mackError(triangle);

    expect(Math.abs((error?.total ?? 0) / total - 1)).toBeLessThan(TOLERANCE);
  });

  it.each([
    ['without cohorts', []],
    ['below four ages', [[4, 10, 15], [5, 12], [3]]],
    ['with a cohort whose first month is not over', [[4, 10, 15, 18], [5, 12, 17], [3, 9], []]],
    ['with a cohort that has no win yet', [[4, 10, 15, 18], [5, 12, 17], [3, 9], [0]]],
  ])('is null %s', (_what, triangle) => {
    const error = mackError(triangle);

    expect(error).toBeNull();
  });

  it('is 0 where all cohorts grow alike', () => {
    const error = mackError([[1, 2, 4, 8, 16], [2, 4, 8, 16], [1, 2, 4], [3, 6], [5]]);

    expect(error).toEqual({ byCohort: [0, 0, 0, 0, 0], total: 0 });
  });
});
