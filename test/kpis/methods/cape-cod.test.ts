import fc from 'fast-check';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { describe, expect, it } from 'vitest';
import { capeCod } from '../../../lib/kpis/methods/cape-cod.ts';
import { chainLadder } from '../../../lib/kpis/methods/chain-ladder.ts';
import { cacInterval } from '../../../lib/kpis/methods/poisson-interval.ts';
import { LEAD_COHORTS } from './triangles.ts';

const cohortsOf = (triangle: readonly (readonly number[])[]) =>
  triangle.map((row, index) => ({
    leads: LEAD_COHORTS.leads[index] ?? 0,
    spend: LEAD_COHORTS.spend[index] ?? 0,
    won: row.at(-1) ?? 0,
    maturity: LEAD_COHORTS.maturity[index] ?? 0,
  }));
const GOLDEN = cohortsOf(LEAD_COHORTS.triangle);

const cohort = fc
  .record({
    leads: fc.integer({ min: 1, max: 500 }),
    won: fc.nat({ max: 60 }),
    spend: fc.integer({ min: 1, max: 1e8 }),
    maturity: fc.double({ min: 0.01, max: 1, noNaN: true }),
  })
  .map((drawn) => ({ ...drawn, won: Math.min(drawn.won, drawn.leads) }));
const cohorts = fc.array(cohort, { minLength: 1, maxLength: 12 });

describe('capeCod', () => {
  it.each([
    [0, 20, 200000],
    [1, 23.105782224343127, 181772.6817997568],
    [2, 17.794234571976524, 202312.7201925002],
    [3, 24.685183997626424, 182295.58266337786],
    [4, 22.085303557761552, 199227.50839680832],
    [5, 24.44137192507658, 196388.32119220166],
  ])('gives cohort %i its golden wins in the end and CAC (golden 20)', (index, ultimate, cac) => {
    const found = capeCod(GOLDEN)?.cohorts[index];

    expect(found?.ultimateWon).toBeCloseTo(ultimate, 6);
    expect((found?.cac ?? 0) / cac).toBeCloseTo(1, 6);
  });

  it('expects something of a fresh cohort without wins, of which the chain ladder knows nothing (golden 20)', () => {
    const triangle = [...LEAD_COHORTS.triangle.slice(0, -1), [0]];

    const found = capeCod(cohortsOf(triangle));

    expect(found?.rate).toBeCloseTo(0.1101401649600399, 6);
    expect(found?.cohorts.at(-1)?.ultimateWon).toBeCloseTo(18.39613687534128, 6);
    expect((found?.cohorts.at(-1)?.cac ?? 0) / 260924.3469173172).toBeCloseTo(1, 6);
    expect(chainLadder(triangle)?.ultimates.at(-1)).toBe(0);
  });

  it('shows how much rests on the prior, and gives no verdict above a half', () => {
    const found = capeCod(GOLDEN);

    expect(found?.rate).toBeCloseTo(0.11639812887822397, 6);
    expect(found?.cohorts.map(({ priorShare }) => Number(priorShare.toFixed(3)))).toEqual([
      0, 0.048, 0.101, 0.23, 0.502, 0.795,
    ]);
    expect(found?.cohorts.map(({ isDecisive }) => isDecisive)).toEqual([
      true,
      true,
      true,
      true,
      false,
      false,
    ]);
    expect(found?.total.isDecisive).toBe(true);
  });

  it('has the exact interval where all leads have come their way', () => {
    const done = { leads: 50, won: 5, spend: 1_000_000, maturity: 1 };

    const found = capeCod([done]);

    const exact = cacInterval(1_000_000, 5);
    expect(found?.total.interval.low).toBeCloseTo(exact.low, 6);
    expect(found?.total.interval.high).toBeCloseTo(exact.high ?? 0, 6);
    expect(found?.excludes).toEqual(['spend-error', 'maturity-error']);
  });

  it('has no CAC but a lower end where the channel won nothing', () => {
    const found = capeCod([{ leads: 100, won: 0, spend: 1_000_000, maturity: 0.5 }]);

    expect(found?.total).toMatchObject({ ultimateWon: 0, cac: null, priorShare: 1, isDecisive: false });
    expect(found?.total.interval.high).toBeNull();
    expect(found?.total.interval.low).toBeCloseTo(1_000_000 / (2 * 3.6888794541139354), 4);
  });

  it.each([
    ['without cohorts', []],
    ['before any lead has come any way', [{ leads: 10, won: 0, spend: 1, maturity: 0 }]],
  ])('is null %s', (_what, given) => {
    const found = capeCod(given);

    expect(found).toBeNull();
  });

  it('projects no fewer wins than there are, and its cohorts sum to the total', () => {
    fc.assert(
      fc.property(cohorts, (given) => {
        const found = capeCod(given);

        for (const [index, { won }] of given.entries())
          expect(found?.cohorts[index]?.ultimateWon).toBeGreaterThanOrEqual(won);
        const sum = found?.cohorts.reduce((all, { ultimateWon }) => all + ultimateWon, 0) ?? 0;
        expect(found?.total.ultimateWon).toBeCloseTo(sum, 6);
      }),
    );
  });

  it('contains the point and scales with the currency', () => {
    fc.assert(
      fc.property(cohorts, fc.integer({ min: 2, max: 1000 }), (given, scale) => {
        const found = capeCod(given)?.total;
        const scaled = capeCod(given.map((each) => ({ ...each, spend: each.spend * scale })))?.total;

        if (found === undefined || found.cac === null) return;
        expect(found.interval.low).toBeLessThan(found.cac);
        expect(found.interval.high).toBeGreaterThan(found.cac);
        expect((scaled?.interval.low ?? 0) / found.interval.low / scale).toBeCloseTo(1, 8);
      }),
    );
  });

  it.each([0.01, 0.03, 0.1])(
    'covers the truth at least 95 times of 100 at a rate of %d (seed 20)',
    (rate) => {
      const generator = xoroshiro128plus(20);
      const ages = [1, 0.95, 0.9, 0.75, 0.5, 0.2];
      const covered = ages.map(() => 0);

      for (let run = 0; run < RUNS; run += 1) {
        const drawn = ages.map((maturity) => {
          const won = poisson(60 * maturity * rate, () => uniformFloat64(generator));
          return { leads: 60, maturity, won, spend: 60 };
        });
        for (const [index, { interval }] of (capeCod(drawn)?.cohorts ?? []).entries()) {
          const isCovered =
            interval.low <= 1 / rate && (interval.high ?? Number.POSITIVE_INFINITY) >= 1 / rate;
          covered[index] = (covered[index] ?? 0) + (isCovered ? 1 : 0);
        }
      }

      for (const count of covered) expect(count / RUNS).toBeGreaterThan(0.95);
    },
  );
});

/** Enough to tell 95 % from 90. */
const RUNS = 600;

/** A Poisson number of a small mean: uniform numbers are multiplied until they fall below e to the −mean. */
function poisson(mean: number, next: () => number): number {
  let drawn = 0;
  for (let product = next(); product > Math.exp(-mean); product *= next()) drawn += 1;
  return drawn;
}
