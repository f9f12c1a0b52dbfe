import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { betaBinomialPrior } from '../../../lib/kpis/methods/beta-binomial-prior.ts';
import { gammaPoissonPrior } from '../../../lib/kpis/methods/gamma-poisson-prior.ts';
import { cacInterval } from '../../../lib/kpis/methods/poisson-interval.ts';
import { type GroupedChannel, shrinkWithinGroups } from '../../../lib/kpis/methods/shrink-within-groups.ts';

/** Relative tolerance of golden 12. */
const TOLERANCE = 1e-4;

/** Golden 12: leads, won, spend; shrunk share with limits; shrunk CAC with limits. */
const CHANNELS = [
  [
    240, 18, 1_500_000, 0.07470205937653888, 0.045732451248404644, 0.10999997402630868, 91255.1000353663,
    61109.93632803844, 150938.868833499,
  ],
  [
    310, 14, 6_200_000, 0.04620784251890874, 0.02615172743416092, 0.0715501766529462, 422727.0397617609,
    270936.80559784174, 750673.4206408472,
  ],
  [
    150, 9, 3_100_000, 0.06081017808365083, 0.029683714043446625, 0.10202903466934166, 326780.7931815615,
    192491.41566462567, 673369.9744896952,
  ],
  [
    90, 11, 1_800_000, 0.11517845384750273, 0.06149358038293617, 0.1828434257537735, 167701.02123926257,
    102756.06678830505, 321701.1541609624,
  ],
  [
    820, 9, 9_000_000, 0.011951745626272662, 0.005744319792958774, 0.020360629182942198, 900689.0005096615,
    530554.1341450056, 1855974.8368055595,
  ],
  [
    22, 6, 300_000, 0.19407823824534556, 0.08402359978362041, 0.33627891747787997, 76841.20126256703,
    41611.35618568859, 187027.65454225146,
  ],
  [
    400, 3, 2_400_000, 0.009583352619677512, 0.0026045708707556825, 0.02096499348272602, 621306.4928107813,
    289496.32054548466, 2154909.3763064425,
  ],
  [
    60, 1, 200_000, 0.02661202900703169, 0.0031969775475041433, 0.07331773435393009, 201471.65867341647,
    75933.3736425435, 1370149.643321439,
  ],
  [
    8, 2, 400_000, 0.13548565824725028, 0.029919594565861275, 0.3030117452373514, 201023.03554437848,
    86021.69147651661, 887500.0426310744,
  ],
  [
    35, 0, 700_000, 0.019766811221697628, 0.000457624250818107, 0.07273304156290919, 749329.6123685219,
    225451.11977314224, 14882474.799750628,
  ],
] as const;

const aChannel = (leads: number, won: number, spend: number, group = 'all'): GroupedChannel => ({
  group,
  wins: { count: won, exposure: spend },
  leads: { successes: won, trials: leads },
});
const GOLDEN = CHANNELS.map(([leads, won, spend]) => aChannel(leads, won, spend));

const channel = fc
  .record({
    leads: fc.integer({ min: 1, max: 500 }),
    won: fc.nat({ max: 40 }),
    spend: fc.integer({ min: 1, max: 1e7 }),
  })
  .map(({ leads, won, spend }) => aChannel(leads, Math.min(won, leads), spend));

describe('betaBinomialPrior', () => {
  it('is the golden maximum (golden 12)', () => {
    const prior = betaBinomialPrior(GOLDEN.map(({ leads }) => leads));

    if (prior?.kind !== 'fitted') throw new Error('not fitted');
    expect(Math.abs(prior.alpha / 0.9665050242322332 - 1)).toBeLessThan(TOLERANCE);
    expect(Math.abs(prior.beta / 12.928838457943595 - 1)).toBeLessThan(TOLERANCE);
  });

  it('agrees with SciPy on another case', () => {
    const shares = [
      [3, 30],
      [0, 12],
      [12, 50],
      [7, 80],
    ] as const;

    const prior = betaBinomialPrior(shares.map(([successes, trials]) => ({ successes, trials })));

    if (prior?.kind !== 'fitted') throw new Error('not fitted');
    expect(Math.abs(prior.alpha / 4.51468321 - 1)).toBeLessThan(TOLERANCE);
    expect(Math.abs(prior.beta / 31.80526849 - 1)).toBeLessThan(TOLERANCE);
  });

  it.each([
    ['a channel alone', [{ successes: 3, trials: 10 }]],
    [
      'channels that are alike',
      [
        { successes: 3, trials: 30 },
        { successes: 6, trials: 60 },
      ],
    ],
    [
      'channels without wins',
      [
        { successes: 0, trials: 30 },
        { successes: 0, trials: 60 },
      ],
    ],
    [
      'channels that win all',
      [
        { successes: 4, trials: 4 },
        { successes: 6, trials: 6 },
      ],
    ],
  ])('is labelled pooled for %s', (_what, channels) => {
    const prior = betaBinomialPrior(channels);

    expect(prior?.kind).toBe('pooled');
  });

  it('is null without a lead', () => {
    const prior = betaBinomialPrior([{ successes: 0, trials: 0 }]);

    expect(prior).toBeNull();
  });
});

describe('gammaPoissonPrior', () => {
  it('is the golden maximum (golden 12)', () => {
    const prior = gammaPoissonPrior(GOLDEN.map(({ wins }) => wins));

    if (prior?.kind !== 'fitted') throw new Error('not fitted');
    expect(Math.abs(prior.shape / 1.2803896592944244 - 1)).toBeLessThan(TOLERANCE);
    expect(Math.abs(prior.rate / 0.25943388707975473e6 - 1)).toBeLessThan(TOLERANCE);
  });

  it('agrees with SciPy on another case', () => {
    const rates = [
      [3, 2],
      [0, 1.5],
      [12, 4],
      [7, 9],
    ] as const;

    const prior = gammaPoissonPrior(rates.map(([count, exposure]) => ({ count, exposure })));

    if (prior?.kind !== 'fitted') throw new Error('not fitted');
    expect(Math.abs(prior.shape / 2.52947193 - 1)).toBeLessThan(TOLERANCE);
    expect(Math.abs(prior.rate / 1.80603399 - 1)).toBeLessThan(TOLERANCE);
  });

  it('is null without spend', () => {
    const prior = gammaPoissonPrior([{ count: 3, exposure: 0 }]);

    expect(prior).toBeNull();
  });
});

describe('shrinkWithinGroups', () => {
  it.each(CHANNELS.map((row, index) => [index, ...row] as const))(
    'gives channel %i its golden values (golden 12)',
    (index, _leads, _won, _spend, share, shareLow, shareHigh, cac, cacLow, cacHigh) => {
      const shrunk = shrinkWithinGroups(GOLDEN)[index];

      const found = [
        shrunk?.leadToWon?.share,
        shrunk?.leadToWon?.interval?.low,
        shrunk?.leadToWon?.interval?.high,
        shrunk?.cac?.cac,
        shrunk?.cac?.interval.low,
        shrunk?.cac?.interval.high,
      ];
      const expected = [share, shareLow, shareHigh, cac, cacLow, cacHigh];
      for (const [place, value] of expected.entries())
        expect(Math.abs((found[place] ?? 0) / value - 1)).toBeLessThan(TOLERANCE);
    },
  );

  it('gives all of a pooled group one value, labelled, with the exact interval of all', () => {
    const shrunk = shrinkWithinGroups([aChannel(100, 5, 1_000_000), aChannel(100, 5, 1_000_000)]);

    expect(shrunk[0]).toEqual(shrunk[1]);
    expect(shrunk[0]?.cac).toEqual({ kind: 'pooled', cac: 200_000, interval: cacInterval(2_000_000, 10) });
    expect(shrunk[0]?.leadToWon).toMatchObject({ kind: 'pooled', share: 0.05 });
  });

  it('has no CAC, but a lower end, where a whole group won nothing', () => {
    const [shrunk] = shrinkWithinGroups([aChannel(100, 0, 1_000_000)]);

    expect(shrunk?.cac).toEqual({ kind: 'pooled', cac: null, interval: cacInterval(1_000_000, 0) });
  });

  it('learns nothing from another group, and null without leads and spend', () => {
    const others = [aChannel(100, 90, 10, 'other'), aChannel(0, 0, 0, 'empty')];

    const shrunk = shrinkWithinGroups([...GOLDEN, ...others]);

    expect(shrunk.slice(0, GOLDEN.length)).toEqual(shrinkWithinGroups(GOLDEN));
    expect(shrunk.at(-1)).toEqual({ cac: null, leadToWon: null });
  });

  it('moves every share to the mean of its group, and its interval contains it', () => {
    fc.assert(
      fc.property(fc.array(channel, { minLength: 1, maxLength: 8 }), (channels) => {
        const prior = betaBinomialPrior(channels.map(({ leads }) => leads));
        const shrunk = shrinkWithinGroups(channels);

        if (prior?.kind !== 'fitted') return;
        const mean = prior.alpha / (prior.alpha + prior.beta);
        for (const [index, { leads }] of channels.entries()) {
          const { share = -1, interval } = shrunk[index]?.leadToWon ?? {};
          const raw = leads.successes / leads.trials;
          expect(share).toBeGreaterThanOrEqual(Math.min(raw, mean) - 1e-12);
          expect(share).toBeLessThanOrEqual(Math.max(raw, mean) + 1e-12);
          expect(interval?.high).toBeGreaterThanOrEqual(interval?.low ?? 2);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('does not depend on the currency', () => {
    fc.assert(
      fc.property(fc.array(channel, { minLength: 1, maxLength: 8 }), (channels) => {
        const scaled = channels.map((each) => ({
          ...each,
          wins: { ...each.wins, exposure: each.wins.exposure * 100 },
        }));

        const yen = shrinkWithinGroups(channels).map(({ cac }) => cac?.cac ?? 0);
        const sen = shrinkWithinGroups(scaled).map(({ cac }) => cac?.cac ?? 0);

        for (const [index, value] of yen.entries())
          expect(Math.abs((sen[index] ?? 0) / 100 - value)).toBeLessThanOrEqual(1e-4 * value);
      }),
      { numRuns: 40 },
    );
  });
});
