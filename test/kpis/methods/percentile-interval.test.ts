import { describe, expect, it } from 'vitest';
import { percentileInterval } from '../../../lib/kpis/methods/percentile-interval.ts';

describe('percentileInterval', () => {
  it.each([
    ['0 to 1000 in any order', Array.from({ length: 1001 }, (_value, rank) => (rank * 10) % 1001), 25, 975],
    ['one value', [4], 4, 4],
    ['infinite ones', [1, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY], 1, Number.POSITIVE_INFINITY],
    ['none', [], Number.NaN, Number.NaN],
  ])('leaves a fortieth of the values out on either side of %s', (_what, values, low, high) => {
    const interval = percentileInterval(values);

    expect(interval).toEqual({ low, high });
  });
});
