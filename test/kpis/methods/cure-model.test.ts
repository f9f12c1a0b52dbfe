import { describe, expect, it } from 'vitest';
import { conversionByDay } from '../../../lib/kpis/methods/conversion-by-day.ts';
import { fitCureModel, modelledConversion } from '../../../lib/kpis/methods/cure-model.ts';
import { type FollowUp, kaplanMeier } from '../../../lib/kpis/methods/kaplan-meier.ts';
import { OPEN_FOR_DAYS, WON_AFTER_DAYS } from './constructed-leads.ts';
import { followUp } from './remission.ts';

/** Relative tolerance of golden 14. */
const TOLERANCE = 1e-3;

const SPEND = 30_000_000;
const LEADS: readonly FollowUp[] = [
  ...WON_AFTER_DAYS.map((time) => followUp(time, true)),
  ...OPEN_FOR_DAYS.flatMap((count, time) => Array.from({ length: count }, () => followUp(time, false))),
];

describe('conversionByDay', () => {
  it.each([
    [30, 0.022688676070534597],
    [60, 0.049262233980815084],
    [90, 0.07105760326645438],
    [120, 0.07597608925497967],
    [180, 0.09294692292063833],
    [240, 0.0974151646796495],
    [300, 0.0974151646796495],
  ])('is the golden share of leads won by day %i (golden 14)', (day, expected) => {
    const conversion = conversionByDay(kaplanMeier(LEADS), day, 364);

    expect(conversion).toBeCloseTo(expected, 9);
  });

  it('is 0 before the first win, and null beyond the longest follow-up', () => {
    const conversions = [0, 365].map((day) => conversionByDay(kaplanMeier(LEADS), day, 364));

    expect(conversions).toEqual([0, null]);
  });
});

describe('fitCureModel', () => {
  it('finds the golden maximum and its profile interval (golden 14)', () => {
    const fit = fitCureModel(LEADS);

    if (fit.kind !== 'fitted') throw new Error(fit.reason);
    const found = [
      fit.ultimate,
      fit.shape,
      fit.scale,
      fit.logLikelihood,
      fit.interval.low,
      fit.interval.high,
    ];
    const expected = [
      0.09803170327097074, 1.724298964831592, 43.69794401715502, -384.87327467697435, 0.07261296757430567,
      0.1291493087980532,
    ];
    for (const [index, value] of expected.entries())
      expect(Math.abs((found[index] ?? 0) / value - 1)).toBeLessThan(TOLERANCE);
    const cac = [fit.interval.high, fit.ultimate, fit.interval.low].map(
      (share) => SPEND / (LEADS.length * share),
    );
    for (const [index, value] of [387148.8006039851, 510039.08257917676, 688582.2418541762].entries())
      expect(Math.abs((cac[index] ?? 0) / value - 1)).toBeLessThan(TOLERANCE);
  });

  it('takes the unit of time out of the share', () => {
    const days = fitCureModel(LEADS);
    const weeks = fitCureModel(LEADS.map(({ time, isEvent }) => ({ time: time / 7, isEvent })));

    if (days.kind !== 'fitted' || weeks.kind !== 'fitted') throw new Error('not fitted');
    expect(weeks.ultimate).toBeCloseTo(days.ultimate, 5);
    expect(weeks.scale * 7).toBeCloseTo(days.scale, 2);
  });

  it('refuses fewer than ten wins', () => {
    const fit = fitCureModel(LEADS.slice(37));

    expect(fit).toEqual({ kind: 'refused', reason: 'too-few-events' });
  });

  it('refuses leads whose wins have only begun', () => {
    const begun = Array.from({ length: 60 }, (_lead, index) => followUp(1 + (index % 20), index % 3 === 0));

    const fit = fitCureModel(begun);

    expect(fit).toEqual({ kind: 'refused', reason: 'no-end-in-sight' });
  });
});

describe('modelledConversion', () => {
  it('rises from 0 to the share won in the end', () => {
    const model = { ultimate: 0.1, shape: 1, scale: 50, logLikelihood: 0, interval: { low: 0, high: 1 } };

    const shares = [0, 50, 5000].map((day) => modelledConversion(model, day));

    expect(shares[0]).toBe(0);
    expect(shares[1]).toBeCloseTo(0.1 * (1 - Math.exp(-1)), 10);
    expect(shares[2]).toBeCloseTo(0.1, 10);
  });
});
