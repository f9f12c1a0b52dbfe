import { describe, expect, it } from 'vitest';
import { fitCureModel, modelledConversion } from '../../../lib/kpis/methods/cure-model.ts';
import { LEADS } from './constructed-leads.ts';
import { followUp } from './remission.ts';

/** Relative tolerance of golden 14. */
const TOLERANCE = 1e-3;

const SPEND = 30_000_000;
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
