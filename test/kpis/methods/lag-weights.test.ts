import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kaplanMeier } from '../../../lib/kpis/methods/kaplan-meier.ts';
import { lagWeights } from '../../../lib/kpis/methods/lag-weights.ts';
import { followUp } from './remission.ts';

const MONTH = 30.436875;

describe('lagWeights', () => {
  it('parts a lag of one and a half months between the first month and the second', () => {
    const weights = lagWeights(kaplanMeier([followUp(1.5 * MONTH, true), followUp(900, false)]));

    expect(weights).toEqual([0, 0.5, 0.5]);
  });

  it('leaves wins of the day in their month', () => {
    const weights = lagWeights(kaplanMeier([followUp(0, true), followUp(2 * MONTH, true)]));

    expect(weights).toEqual([0.5, 0, 0.5]);
  });

  it('has none without wins', () => {
    const weights = lagWeights(kaplanMeier([followUp(5, false)]));

    expect(weights).toEqual([]);
  });

  it('sums to 1 and keeps the mean lag', () => {
    const lead = fc.record({ time: fc.nat({ max: 700 }), isEvent: fc.boolean() });
    fc.assert(
      fc.property(fc.array(lead, { minLength: 1, maxLength: 40 }), (leads) => {
        const steps = kaplanMeier(leads);
        const weights = lagWeights(steps);

        fc.pre(steps.length > 0);
        let before = 1;
        let mean = 0;
        for (const { time, survival } of steps) {
          mean += (time * (before - survival)) / (1 - (steps.at(-1)?.survival ?? 1));
          before = survival;
        }
        expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 9);
        expect(weights.reduce((sum, weight, month) => sum + month * weight, 0)).toBeCloseTo(mean / MONTH, 6);
      }),
    );
  });
});
