import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kaplanMeier } from '../../../lib/kpis/methods/kaplan-meier.ts';
import { survivalIntervals } from '../../../lib/kpis/methods/survival-interval.ts';
import { followUp, PLACEBO, SIX_MP } from './remission.ts';

/** Absolute tolerance of golden 08. */
const TOLERANCE = 1e-6;

/** Time, survival, Greenwood's error, log-log interval; lifelines, golden 08. */
const GOLDEN = {
  '6-MP': [
    [6, 0.857142857142857, 0.07636035483212124, 0.6197179552659838, 0.9515517476469969],
    [7, 0.8067226890756299, 0.08693528518005716, 0.5631465646222333, 0.9228090192028802],
    [10, 0.7529411764705878, 0.09634965299432045, 0.5031995107999564, 0.8893618351692651],
    [13, 0.6901960784313722, 0.10681470777500977, 0.4316102224861839, 0.8490659633494505],
    [16, 0.6274509803921566, 0.1140538652567525, 0.36751085598750194, 0.8049121894718411],
    [22, 0.5378151260504199, 0.12823375169303394, 0.26777893676713493, 0.7467907176353943],
    [23, 0.44817927170868327, 0.1345914567557604, 0.18805200595923233, 0.6801426284952412],
  ],
  placebo: [
    [1, 0.9047619047619045, 0.06405644848900469, 0.6700458822350337, 0.9752941490381123],
    [2, 0.8095238095238095, 0.0856890867468988, 0.5689050599241725, 0.9238888285592949],
    [3, 0.7619047619047619, 0.09294286409033649, 0.5193914153284287, 0.8932571097824872],
    [4, 0.6666666666666665, 0.10286889997472792, 0.42535043556524715, 0.82504400879734],
    [5, 0.5714285714285714, 0.10798984943120776, 0.33797695385949306, 0.7492407099432165],
    [8, 0.3809523809523809, 0.1059711695741308, 0.1830665488203943, 0.5777886777458309],
    [11, 0.2857142857142857, 0.09858079419176488, 0.11656132643676466, 0.4818196480090255],
    [12, 0.19047619047619047, 0.08568908674689879, 0.059481701361175233, 0.37743489058515],
    [15, 0.14285714285714288, 0.07636035483212127, 0.0356573551906667, 0.3211615746808693],
    [17, 0.09523809523809525, 0.0640564484890047, 0.01625926021224702, 0.2612499819686869],
    [22, 0.047619047619047616, 0.046471432045168244, 0.003324463042531178, 0.1970449056989461],
    [23, 0.0, null, 0.0, 0.0],
  ],
} as const;

describe('survivalIntervals', () => {
  it.each([
    ['6-MP', SIX_MP, GOLDEN['6-MP']],
    ['placebo', PLACEBO, GOLDEN.placebo],
  ] as const)('are those of the %s data (Freireich 1963, golden 08)', (_what, followUps, expected) => {
    const estimates = survivalIntervals(kaplanMeier(followUps));

    expect(estimates).toHaveLength(expected.length);
    for (const [index, [time, survival, error, low, high]] of expected.entries()) {
      const found = estimates[index];
      expect(found?.time).toBe(time);
      expect(Math.abs((found?.survival ?? 2) - survival)).toBeLessThan(TOLERANCE);
      expect(Math.abs((found?.standardError ?? 0) - (error ?? 0))).toBeLessThan(TOLERANCE);
      expect(Math.abs((found?.interval.low ?? 2) - low)).toBeLessThan(TOLERANCE);
      expect(Math.abs((found?.interval.high ?? 2) - high)).toBeLessThan(TOLERANCE);
    }
  });

  it('know no error once nothing is left', () => {
    const [estimate] = survivalIntervals(kaplanMeier([followUp(3, true)]));

    expect(estimate?.standardError).toBeNull();
    expect(estimate?.interval).toEqual({ low: 0, high: 0 });
  });

  it('contain the curve', () => {
    const one = fc.record({ time: fc.nat({ max: 50 }), isEvent: fc.boolean() });
    fc.assert(
      fc.property(fc.array(one, { maxLength: 40 }), (followUps) => {
        const estimates = survivalIntervals(kaplanMeier(followUps));

        for (const { survival, interval } of estimates) {
          expect(interval.low).toBeLessThanOrEqual(survival);
          expect(interval.high).toBeGreaterThanOrEqual(survival);
        }
      }),
    );
  });
});
