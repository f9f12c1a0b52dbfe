import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_CHANGE, reallocate } from '../../../lib/kpis/methods/reallocate.ts';
import { marginalCac, observedMarginalCac, winsAt } from '../../../lib/kpis/methods/response-curve.ts';
import { type ChannelBudget, type SpendPlan, whatIf } from '../../../lib/kpis/methods/what-if.ts';

/** Golden 18. */
const CHANNELS = [
  aChannel('Paid Search', 6, 3, 0.6),
  aChannel('Exhibition', 4, 1.2, 0.8),
  aChannel('Webinar', 2, 2.5, 0.45),
];
const TOLERANCE = 1e-6;

describe('whatIf', () => {
  it('has the wins, CAC and marginal CAC of golden 18', () => {
    const plan = planned(whatIf(CHANNELS, new Map()));

    const expected = [
      [8.790468154750563, 0.6825575036930732, 1.1375958394884553],
      [3.6377197596249555, 1.0995899256440784, 1.374487407055098],
      [3.4151006418859886, 0.5856342783782502, 1.3014095075072225],
    ];
    plan.channels.forEach(({ wins, cac, marginalCac: marginal }, at) => {
      const [w = 0, c = 0, m = 0] = expected[at] ?? [];
      expect(
        [Math.abs(wins - w), Math.abs((cac ?? 0) - c), Math.abs((marginal ?? 0) - m)].every(isTiny),
      ).toBe(true);
    });
    expect(plan.wins).toBeCloseTo(15.843288556261507, 6);
  });

  it('shows what another spend would win', () => {
    const plan = planned(whatIf(CHANNELS, new Map([['Webinar', 4]])));

    expect(plan.spend).toBe(14);
    expect(plan.channels[2]?.wins).toBeCloseTo(2.5 * 4 ** 0.45, 12);
    expect(plan.blendedCac).toBeCloseTo(14 / plan.wins, 12);
  });

  it.each([
    ['whose spend never varied', 'Fair', 'spend-never-varied'],
    ['that is not known', 'Radio', 'unknown-channel'],
  ])('refuses to change a channel %s', (_why, channel, reason) => {
    const result = whatIf([...CHANNELS, aFixedChannel('Fair')], new Map([[channel, 1]]));

    expect(result).toEqual({ reason, channel });
  });

  it('has no CAC without wins', () => {
    const plan = planned(whatIf([{ channel: 'Fair', spend: 5, wins: 0, curve: null }], new Map()));

    expect(plan.blendedCac).toBeNull();
    expect(plan.channels[0]).toMatchObject({ cac: null, marginalCac: null });
  });
});

describe('marginalCac', () => {
  it('is CAC ÷ elasticity (golden 15, marginal_cac_saturation)', () => {
    const curve = { a: 1250 / 50_000 ** 0.5, b: 0.5 };

    expect(50_000 / winsAt(curve, 50_000)).toBeCloseTo(40, 9);
    expect(marginalCac(curve, 50_000)).toBeCloseTo(80, 9);
  });

  it('is what was seen between two periods (golden 15, marginal_cac)', () => {
    expect(observedMarginalCac(2500, 100)).toBe(25);
    expect(observedMarginalCac(2500, 0)).toBeNull();
  });
});

describe('reallocate', () => {
  it('finds the optimum of golden 18 where spend may move freely', () => {
    const { proposed } = proposal(
      reallocate(CHANNELS, { targetCac: null, maxChange: Number.POSITIVE_INFINITY }),
    );

    [7.626044831349563, 2.509529745560863, 1.864425423089574].forEach((spend, at) => {
      expect(isTiny((proposed.channels[at]?.spend ?? 0) - spend)).toBe(true);
      expect(isTiny((proposed.channels[at]?.marginalCac ?? 0) - 1.2521237018167994)).toBe(true);
    });
    expect(isTiny(proposed.wins - 15.964999687113611)).toBe(true);
  });

  it('moves at most a fifth of a channel in one cycle', () => {
    const { proposed } = proposal(reallocate(CHANNELS, { targetCac: null }));

    // Exhibition gives its whole fifth; the others share it so that their next win costs the same.
    const [search, exhibition, webinar] = proposed.channels;
    expect(exhibition?.spend).toBeCloseTo(3.2, 9);
    expect(proposed.spend).toBeCloseTo(12, 9);
    expect(search?.marginalCac).toBeCloseTo(webinar?.marginalCac ?? 0, 9);
    expect(webinar?.spend).toBeLessThan(2);
  });

  it('keeps the budget, wins no less and stays within the bounds', () => {
    const anyChannel = fc
      .record({
        spend: fc.double({ min: 1, max: 1000, noNaN: true }),
        a: fc.double({ min: 0.01, max: 10, noNaN: true }),
        b: fc.double({ min: 0.05, max: 0.95, noNaN: true }),
      })
      .map(({ spend, a, b }) => aChannel('any', spend, a, b));
    fc.assert(
      fc.property(fc.array(anyChannel, { minLength: 2, maxLength: 6 }), (channels) => {
        const { current, proposed } = proposal(reallocate(channels, { targetCac: null }));

        expect(proposed.spend / current.spend).toBeCloseTo(1, 9);
        expect(proposed.wins).toBeGreaterThanOrEqual(current.wins * (1 - 1e-9));
        proposed.channels.forEach(({ spend }, at) => {
          const change = Math.abs(spend / (channels[at]?.spend ?? 1) - 1);
          expect(change).toBeLessThanOrEqual(MAX_CHANGE + 1e-9);
        });
      }),
      { numRuns: 50 },
    );
  });

  it('does not depend on the unit of money', () => {
    const inYen = CHANNELS.map(({ channel, spend, curve }) =>
      aChannel(channel, spend * 1e6, (curve?.a ?? 0) / 1e6 ** (curve?.b ?? 0), curve?.b ?? 0),
    );

    const { proposed } = proposal(reallocate(CHANNELS, { targetCac: null }));
    const scaled = proposal(reallocate(inYen, { targetCac: null })).proposed;

    scaled.channels.forEach(({ spend }, at) => {
      expect(spend / 1e6).toBeCloseTo(proposed.channels[at]?.spend ?? 0, 6);
    });
  });

  it('gives part of the budget back where the target asks for it', () => {
    const { current, proposed } = proposal(reallocate(CHANNELS, { targetCac: 0.72 }));

    expect(current.blendedCac).toBeGreaterThan(0.72);
    expect(proposed.blendedCac).toBeCloseTo(0.72, 6);
    expect(proposed.spend).toBeLessThan(current.spend);
  });

  it('says what can be reached where the target cannot', () => {
    const result = reallocate(CHANNELS, { targetCac: 0.1 });

    const floor = whatIf(CHANNELS, new Map(CHANNELS.map(({ channel, spend }) => [channel, spend * 0.8])));
    expect(result.reason).toBe('target-out-of-reach');
    expect(result.reason === 'target-out-of-reach' && result.lowestCac).toBeCloseTo(
      planned(floor).blendedCac ?? 0,
      9,
    );
  });

  it('counts channels that cannot move in the blended CAC', () => {
    const fair = aFixedChannel('Fair');

    const { proposed } = proposal(reallocate([...CHANNELS, fair], { targetCac: null }));

    expect(proposed.channels[3]).toMatchObject({ spend: fair.spend, wins: fair.wins });
    expect(proposed.spend).toBeCloseTo(22, 6);
  });

  it('refuses where spend never varied in all channels but one', () => {
    const result = reallocate([aChannel('Webinar', 2, 2.5, 0.45), aFixedChannel('Fair')], {
      targetCac: null,
    });

    expect(result).toEqual({ reason: 'spend-never-varied' });
  });
});

function aChannel(channel: string, spend: number, a: number, b: number): ChannelBudget {
  return { channel, spend, wins: a * spend ** b, curve: { a, b } };
}

function aFixedChannel(channel: string): ChannelBudget {
  return { channel, spend: 10, wins: 4, curve: null };
}

function planned(result: ReturnType<typeof whatIf>): SpendPlan {
  if (result.reason !== null) throw new Error(result.reason);
  return result.plan;
}

function proposal(result: ReturnType<typeof reallocate>): {
  readonly current: SpendPlan;
  readonly proposed: SpendPlan;
} {
  if (result.reason !== null) throw new Error(result.reason);
  return result;
}

function isTiny(difference: number): boolean {
  return Math.abs(difference) < TOLERANCE;
}
