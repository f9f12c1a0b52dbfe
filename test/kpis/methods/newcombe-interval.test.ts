import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newcombeInterval } from '../../../lib/kpis/methods/newcombe-interval.ts';

/** Absolute tolerance of the published golden values. */
const TOLERANCE = 5e-5;

const share = fc
  .tuple(fc.integer({ min: 1, max: 3000 }), fc.nat({ max: 3000 }))
  .map(([trials, some]) => ({ successes: Math.min(some, trials), trials }));

describe('newcombeInterval', () => {
  it.each([
    [56, 70, 48, 80, 0.05243147240236498, 0.33387265403690614],
    [9, 10, 3, 10, 0.1705227239345029, 0.809017973535488],
    [6, 7, 2, 7, 0.05822792748231209, 0.8062496375242278],
    [5, 56, 0, 29, -0.038137147903536936, 0.19256001385511165],
    [0, 10, 0, 20, -0.1611251580528194, 0.27753279986288926],
    [0, 10, 0, 10, -0.27753279986288926, 0.27753279986288926],
    [10, 10, 0, 20, 0.6790860371419145, 1],
    [10, 10, 0, 10, 0.6075093504305241, 1],
  ])('is the published one for %i/%i − %i/%i (Newcombe 1998, golden 09)', (a, m, b, n, low, high) => {
    const interval = newcombeInterval({ successes: a, trials: m }, { successes: b, trials: n });

    expect(Math.abs((interval?.low ?? Number.NaN) - low)).toBeLessThan(TOLERANCE);
    expect(Math.abs((interval?.high ?? Number.NaN) - high)).toBeLessThan(TOLERANCE);
  });

  it('is null when one side had no trial', () => {
    const some = { successes: 1, trials: 2 };
    const none = { successes: 0, trials: 0 };

    expect([newcombeInterval(some, none), newcombeInterval(none, some)]).toEqual([null, null]);
  });

  it('contains the difference, and turns its sign with the order', () => {
    fc.assert(
      fc.property(share, share, (first, second) => {
        const interval = newcombeInterval(first, second);
        const turned = newcombeInterval(second, first);

        const difference = first.successes / first.trials - second.successes / second.trials;
        expect(interval?.low).toBeLessThanOrEqual(difference);
        expect(interval?.high).toBeGreaterThanOrEqual(difference);
        expect(turned?.low).toBeCloseTo(-(interval?.high ?? Number.NaN), 12);
      }),
    );
  });
});
