import { describe, expect, it } from 'vitest';
import type { Model } from '../../../lib/domain/ledger.ts';
import { weightsOf } from '../../../lib/kpis/attribution/registry.ts';
import type { Milestones } from '../../../lib/kpis/attribution/touch.ts';
import { creditMoney } from '../../../lib/kpis/attribution/touch-weights.ts';
import { aTouch, NO_MILESTONES } from '../builders.ts';
import { aJourney, fractions, milestonesAt, OPTIONS } from './journey.ts';

const DIRECT = { ...aTouch().source, analyticsSource: 'DIRECT_TRAFFIC' };

describe('weightsOf', () => {
  it.each<[string, Model, number, Milestones, readonly string[]]>([
    ['w_3_middles', 'w', 6, milestonesAt({ LC: 2, OC: 4 }), ['3/10', '1/20', '3/10', '1/20', '3/10', '0']],
    [
      'w_3_middles',
      'full',
      6,
      milestonesAt({ LC: 2, OC: 4 }),
      ['9/31', '4/93', '9/31', '4/93', '9/31', '4/93'],
    ],
    ['w_no_middle', 'w', 3, milestonesAt({ LC: 1, OC: 2 }), ['1/3', '1/3', '1/3']],
    ['w_no_middle', 'full', 3, milestonesAt({ LC: 1, OC: 2 }), ['1/3', '1/3', '1/3']],
    ['single touch, all milestones', 'w', 1, milestonesAt({ LC: 0, OC: 0, CW: 0 }), ['1']],
    ['single touch, all milestones', 'full', 1, milestonesAt({ LC: 0, OC: 0, CW: 0 }), ['1']],
    [
      'first touch and lead creation on one',
      'w',
      4,
      milestonesAt({ LC: 0, OC: 2, CW: 3 }),
      ['3/5', '1/10', '3/10', '0'],
    ],
    [
      'first touch and lead creation on one',
      'full',
      4,
      milestonesAt({ LC: 0, OC: 2, CW: 3 }),
      ['9/20', '1/10', '9/40', '9/40'],
    ],
    ['lead creation missing', 'w', 4, milestonesAt({ OC: 2, CW: 3 }), ['3/7', '1/7', '3/7', '0']],
    ['lead creation missing', 'full', 4, milestonesAt({ OC: 2, CW: 3 }), ['9/31', '4/31', '9/31', '9/31']],
    ['u_hubspot', 'u', 5, milestonesAt({ LC: 3 }), ['2/5', '1/10', '1/10', '2/5', '0']],
    ['u_hubspot', 'u-marketo', 5, milestonesAt({ LC: 3 }), ['1/2', '0', '0', '1/2', '0']],
    ['j_shaped', 'j', 4, NO_MILESTONES, ['1/5', '1/10', '1/10', '3/5']],
    ['j_shaped', 'inverse-j', 4, NO_MILESTONES, ['3/5', '1/10', '1/10', '1/5']],
    ['integer_yen', 'w', 6, milestonesAt({ LC: 2, OC: 5 }), ['3/10', '1/30', '3/10', '1/30', '1/30', '3/10']],
    ['adobe persons', 'u-marketo', 5, milestonesAt({ LC: 1, OC: 3, CW: 4 }), ['1/2', '1/2', '0', '0', '0']],
    ['adobe persons', 'w', 5, milestonesAt({ LC: 1, OC: 3, CW: 4 }), ['3/10', '3/10', '1/10', '3/10', '0']],
    [
      'adobe persons',
      'full',
      5,
      milestonesAt({ LC: 1, OC: 3, CW: 4 }),
      ['9/40', '9/40', '1/10', '9/40', '9/40'],
    ],
    ['custom', 'custom', 4, milestonesAt({ OC: 3 }), ['1/4', '1/8', '1/8', '1/2']],
    ['custom, milestone missing', 'custom', 3, NO_MILESTONES, ['1/2', '1/4', '1/4']],
  ])('gives golden 04, %s, under %s', (_case, model, count, milestones, expected) => {
    const weights = weightsOf(model, aJourney(count), milestones, OPTIONS);

    expect(fractions(weights)).toEqual(expected);
  });

  it('takes the positions of Adobe’s two persons from their dates (golden 04)', () => {
    const touches = ['2019-08-26', '2019-11-20', '2020-02-20', '2020-03-04', '2020-05-01'].map((at) =>
      aTouch({ at, ref: at }),
    );
    const milestones = { leadCreated: '2019-11-20', dealCreated: '2020-03-07', won: '2020-05-06' };

    const weights = weightsOf('full', touches, milestones, OPTIONS);

    expect(fractions(weights)).toEqual(['9/40', '9/40', '1/10', '9/40', '9/40']);
  });

  it.each<[string, Model, number, number, readonly number[]]>([
    ['hockeystack_doc', 'first', 4, 10_000, [10_000, 0, 0, 0]],
    ['hockeystack_doc', 'last', 4, 10_000, [0, 0, 0, 10_000]],
    ['hockeystack_doc', 'linear', 4, 10_000, [2500, 2500, 2500, 2500]],
    ['hockeystack_doc', 'position', 4, 10_000, [4000, 1000, 1000, 4000]],
    ['snowplow_expected_csv', 'first', 3, 14_000, [14_000, 0, 0]],
    ['snowplow_expected_csv', 'last', 3, 14_000, [0, 0, 14_000]],
    ['snowplow_expected_csv', 'linear', 3, 14_000, [4667, 4667, 4666]],
    ['snowplow_expected_csv', 'position', 3, 14_000, [5600, 2800, 5600]],
    ['snowplow_two_touch', 'position', 2, 6650, [3325, 3325]],
    ['snowplow_two_touch', 'linear', 2, 6650, [3325, 3325]],
  ])('splits money as golden 04, %s, under %s', (_case, model, count, amountMinor, expected) => {
    const weights = weightsOf(model, aJourney(count), NO_MILESTONES, OPTIONS);

    expect(weights && creditMoney(weights, amountMinor)).toEqual(expected);
  });

  it('splits a million yen to the yen (golden 04, integer_yen)', () => {
    const weights = weightsOf('w', aJourney(6), milestonesAt({ LC: 2, OC: 5 }), OPTIONS);

    expect(weights && creditMoney(weights, 1_000_000)).toEqual([
      300_000, 33_334, 300_000, 33_333, 33_333, 300_000,
    ]);
  });

  it.each([
    [
      'time_decay_38d',
      [38, 33, 26, 8, 0],
      [
        0.014599597973698955, 0.023953132802645445, 0.04790626560529089, 0.2847537484133604,
        0.6287872552050042,
      ],
    ],
    [
      'time_decay_four_touch',
      [28, 14, 7, 0],
      [0.034482758620689655, 0.13793103448275862, 0.27586206896551724, 0.5517241379310345],
    ],
  ])('decays as golden 04, %s, and sums to 1', (_case, daysBefore, expected) => {
    const [oldest = 0] = daysBefore;
    const touches = daysBefore.map((days) => aJourney(oldest + 1)[oldest - days] ?? aTouch());

    const weights = weightsOf('decay', touches, NO_MILESTONES, OPTIONS);

    const shares = (weights?.parts ?? []).map(({ numerator }) => numerator / (weights?.denominator ?? 1));
    expect(shares.map((share, at) => Math.abs(share - (expected[at] ?? 0)) < 1e-10)).not.toContain(false);
  });

  it('counts fractional wins by weight, not by value (golden 04, snowplow defect)', () => {
    const wins = [aJourney(1), aJourney(3)].map((touches) =>
      weightsOf('linear', touches, NO_MILESTONES, OPTIONS),
    );

    const direct = (wins[0]?.parts[0]?.numerator ?? 0) + 2 * (1 / (wins[1]?.denominator ?? 1));

    expect(direct).toBeCloseTo(1.6666666666666665, 12);
  });

  it('passes direct visits over under last non-direct, unless there is nothing else', () => {
    const [ad, visit] = [aTouch({ ref: 'ad' }), aTouch({ at: '2026-01-11', ref: 'visit', source: DIRECT })];

    const mixed = weightsOf('last-non-direct', [ad, visit], NO_MILESTONES, OPTIONS);
    const directOnly = weightsOf('last-non-direct', [visit], NO_MILESTONES, OPTIONS);

    expect(fractions(mixed)).toEqual(['1', '0']);
    expect(fractions(directOnly)).toEqual(['1']);
  });

  it('gives a named position without a touch to the last touch where nothing else has a share', () => {
    const customShares = { leadCreation: 1, middle: 0 };

    const weights = weightsOf('custom', aJourney(3), NO_MILESTONES, { ...OPTIONS, customShares });

    expect(fractions(weights)).toEqual(['0', '0', '1']);
  });
});
