import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nelderMead } from '../../../lib/kpis/methods/nelder-mead.ts';

describe('nelderMead', () => {
  it("finds the end of Rosenbrock's valley", () => {
    const { point, value } = nelderMead(
      ([x = 0, y = 0]) => (1 - x) ** 2 + 100 * (y - x ** 2) ** 2,
      [-1.2, 1],
    );

    expect(point[0]).toBeCloseTo(1, 6);
    expect(point[1]).toBeCloseTo(1, 6);
    expect(value).toBeLessThan(1e-12);
  });

  it('keeps out of points that are forbidden', () => {
    const { point } = nelderMead(([x = 0]) => (x > 2 ? Number.POSITIVE_INFINITY : (x - 5) ** 2), [0]);

    expect(point[0]).toBeLessThanOrEqual(2);
    expect(point[0]).toBeCloseTo(2, 5);
  });

  it('returns the start when there is nothing to vary', () => {
    const found = nelderMead(() => 3, []);

    expect(found).toEqual({ point: [], value: 3 });
  });

  it('finds the bottom of any bowl of three parameters', () => {
    const centre = fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(centre, (bottom) => {
        const { point } = nelderMead(
          (at) => at.reduce((sum, value, axis) => sum + (axis + 1) * (value - (bottom[axis] ?? 0)) ** 2, 0),
          [0, 0, 0],
        );

        for (const [axis, value] of bottom.entries()) expect(point[axis]).toBeCloseTo(value, 4);
      }),
      { numRuns: 30 },
    );
  });
});
