import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { betaBinomialPrior } from '../../../lib/kpis/methods/beta-binomial-prior.ts';
import { cacInterval } from '../../../lib/kpis/methods/poisson-interval.ts';
import { shrinkWithinGroups } from '../../../lib/kpis/methods/shrink-within-groups.ts';
import { aChannel, CHANNELS, GOLDEN, TOLERANCE } from './like-channels.ts';

const channel = fc
  .record({
    leads: fc.integer({ min: 1, max: 500 }),
    won: fc.nat({ max: 40 }),
    spend: fc.integer({ min: 1, max: 1e7 }),
  })
  .map(({ leads, won, spend }) => aChannel(leads, Math.min(won, leads), spend));

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
