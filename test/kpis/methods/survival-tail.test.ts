import { describe, expect, it } from 'vitest';
import { kaplanMeier } from '../../../lib/kpis/methods/kaplan-meier.ts';
import { survivalTail } from '../../../lib/kpis/methods/survival-tail.ts';
import { SIX_MP } from './remission.ts';

const STEPS = kaplanMeier(SIX_MP);

describe('survivalTail', () => {
  it('is the growth of the curve beyond the age (Freireich 1963)', () => {
    const tail = survivalTail(STEPS, 12);

    expect(tail).toBeCloseTo((1 - 0.44817927) / (1 - 0.75294118), 6);
  });

  it('is 1 at the end of the curve and null before its beginning', () => {
    const tails = [survivalTail(STEPS, 100), survivalTail(STEPS, 5), survivalTail([], 5)];

    expect(tails).toEqual([1, null, null]);
  });
});
