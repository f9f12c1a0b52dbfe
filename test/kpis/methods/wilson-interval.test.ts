import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wilsonInterval } from '../../../lib/kpis/methods/wilson-interval.ts';

describe('wilsonInterval', () => {
  it.each([
    [81, 263, 0.2552885198782742, 0.36620957698280004],
    [15, 148, 0.06238639953073628, 0.16048724172330803],
    [0, 20, 0, 0.1611251580528194],
    [1, 29, 0.006113214292762667, 0.17175521879320294],
    [23, 60, 0.27088272374082023, 0.5098240417590008],
    [5, 5, 0.5655175352168252, 1],
    [0, 1, 0, 0.7934506855227627],
    [1, 10, 0.017876213095072924, 0.40415002679523854],
    [3, 40, 0.025836025774588184, 0.1986423352431055],
  ])('is the published one for %i of %i (Newcombe 1998, golden 09)', (won, all, low, high) => {
    const interval = wilsonInterval(won, all);

    expect(interval?.low).toBeCloseTo(low, 6);
    expect(interval?.high).toBeCloseTo(high, 6);
  });

  it('is null without a trial', () => {
    const interval = wilsonInterval(0, 0);

    expect(interval).toBeNull();
  });

  it('contains the share and stays within 0 and 1', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5000 }), fc.nat({ max: 5000 }), (trials, some) => {
        const successes = Math.min(some, trials);
        const interval = wilsonInterval(successes, trials);

        expect(interval?.low).toBeGreaterThanOrEqual(0);
        expect(interval?.low).toBeLessThanOrEqual(successes / trials);
        expect(interval?.high).toBeGreaterThanOrEqual(successes / trials);
        expect(interval?.high).toBeLessThanOrEqual(1);
      }),
    );
  });
});
