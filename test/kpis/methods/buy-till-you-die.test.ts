import { describe, expect, it } from 'vitest';
import { expectedPurchases, fitBgNbd, probabilityAlive } from '../../../lib/kpis/methods/bg-nbd.ts';
import { expectedAmount, fitGammaGamma } from '../../../lib/kpis/methods/gamma-gamma.ts';
import { simulatedBuyers } from './simulated-buyers.ts';

const GOLDEN = {
  r: 0.24259290718880516,
  alpha: 4.4135315608340155,
  a: 0.7928861483470364,
  b: 2.425753437335562,
};
const GOLDEN_SPEND = { p: 6.248802496075072, q: 3.744588460923138, v: 15.44774806492988 };

const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8];
const SAMPLES = SEEDS.map((seed) =>
  simulatedBuyers(seed, { purchases: GOLDEN, amounts: GOLDEN_SPEND, count: 1500, age: 38.86 }),
);
/** Standard errors of a mean over 8 samples; beyond 99.9 % of Student's t with 7 degrees of freedom. */
const MAX_ERRORS = 5.41;

describe('fitBgNbd', () => {
  it('finds the parameters that customers were drawn from', () => {
    const fits = SAMPLES.map((buyers) => fitBgNbd(buyers));

    for (const [name, value] of Object.entries(GOLDEN))
      expect(errorsAway(fits, name, value), `${name}, seeds ${SEEDS}`).toBeLessThan(MAX_ERRORS);
  });

  it('refuses 99 repeat buyers and takes 100', () => {
    const buyers = (customers: number) => [
      { repeats: 0, recency: 0, age: 30, customers: 200 },
      { repeats: 2, recency: 10, age: 30, customers },
    ];

    expect(fitBgNbd(buyers(99))).toEqual({ reason: 'too-few-repeat-buyers' });
    expect(fitBgNbd(buyers(100)).reason).toBeNull();
  });
});

describe('a customer of CDNOW', () => {
  it.each([
    [2, 30.43, 1.2259104520741386, 0.7266091515370176],
    [1, 1.71, 0.20325064493830797, 0.2122274087863081],
    [0, 0, 0.19478084699557696, 1],
    [5, 20, 1.0938614745329762, 0.28730900841322576],
    [10, 35, 6.163801420423553, 0.8469607447345132],
  ])(
    'with %i repeats until week %d buys and lives on as in golden 07',
    (repeats, recency, purchases, alive) => {
      const history = { repeats, recency, age: 38.86 };

      expect(expectedPurchases(GOLDEN, history, 39)).toBeCloseTo(purchases, 9);
      expect(probabilityAlive(GOLDEN, history)).toBeCloseTo(alive, 9);
    },
  );

  it('who is new buys as often as golden 07 says', () => {
    const purchases = expectedPurchases(GOLDEN, { repeats: 0, recency: 0, age: 0 }, 39);

    expect(purchases).toBeCloseTo(1.1950162976653926, 9);
  });

  it('is expected to buy alike on either side of the gap at a = 1', () => {
    const at = (a: number) => expectedPurchases({ ...GOLDEN, a }, { repeats: 2, recency: 30, age: 38 }, 39);

    expect(at(1)).toBeCloseTo(at(1 + 1e-5), 4);
    expect(at(1)).toBeCloseTo(at(1 - 1e-5), 4);
  });
});

describe('fitGammaGamma', () => {
  it('finds the parameters that amounts were drawn from', () => {
    const fits = SAMPLES.map((buyers) => fitGammaGamma(buyers));

    for (const [name, value] of Object.entries(GOLDEN_SPEND))
      expect(errorsAway(fits, name, value), `${name}, seeds ${SEEDS}`).toBeLessThan(MAX_ERRORS);
  });

  it('refuses 99 repeat buyers; one-time buyers do not count', () => {
    const result = fitGammaGamma([
      { repeats: 1, meanAmount: 10, customers: 99 },
      { repeats: 0, meanAmount: 0, customers: 500 },
    ]);

    expect(result).toEqual({ reason: 'too-few-repeat-buyers' });
  });

  it.each([
    [2, 22.35, 24.658616189236568],
    [1, 11.77, 18.91147986992935],
    [0, 0, 35.17100215250669],
  ])('draws a mean over %i repeats to that of all (golden 07)', (repeats, meanAmount, expected) => {
    expect(expectedAmount(GOLDEN_SPEND, { repeats, meanAmount })).toBeCloseTo(expected, 9);
  });

  it('has no mean where the tail is too heavy for one', () => {
    expect(expectedAmount({ p: 1, q: 1, v: 1 }, { repeats: 2, meanAmount: 10 })).toBeNull();
  });
});

/** How many standard errors the mean of the fitted logarithms lies from that of the truth. */
function errorsAway(
  fits: readonly (ReturnType<typeof fitBgNbd> | ReturnType<typeof fitGammaGamma>)[],
  name: string,
  truth: number,
): number {
  const logs = fits.map((result) => {
    const fit = new Map(Object.entries(result.reason === null ? { ...result.fit } : {}));
    return Math.log(fit.get(name) ?? Number.NaN);
  });
  const mean = logs.reduce((sum, log) => sum + log, 0) / logs.length;
  const variance = logs.reduce((sum, log) => sum + (log - mean) ** 2, 0) / (logs.length - 1);
  return Math.abs(mean - Math.log(truth)) / Math.sqrt(variance / logs.length);
}
