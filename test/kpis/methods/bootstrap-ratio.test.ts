import { describe, expect, it } from 'vitest';
import { bootstrapRatio } from '../../../lib/kpis/methods/bootstrap-ratio.ts';
import { MONTHS } from './monthly-cac.ts';

describe('bootstrapRatio', () => {
  it('agrees with the golden percentiles within the chance of its draws (golden 11)', () => {
    const interval = bootstrapRatio(MONTHS, 5);

    expect(Math.abs((interval?.low ?? 0) / 150032.25806451612 - 1)).toBeLessThan(0.03);
    expect(Math.abs((interval?.high ?? 0) / 450588.3928571424 - 1)).toBeLessThan(0.05);
  });

  it('is the same for the same seed', () => {
    const intervals = [bootstrapRatio(MONTHS, 8), bootstrapRatio(MONTHS, 8), bootstrapRatio(MONTHS, 9)];

    expect(intervals[0]).toEqual(intervals[1]);
    expect(intervals[0]).not.toEqual(intervals[2]);
  });

  it('has no upper end where many draws have no denominator, and is null where all have', () => {
    const one = [{ numerator: 1, denominator: 1 }, ...Array(9).fill({ numerator: 1, denominator: 0 })];

    const intervals = [bootstrapRatio(one, 1), bootstrapRatio(one.slice(1), 1), bootstrapRatio([], 1)];

    expect(intervals[0]?.high).toBeNull();
    expect(intervals.slice(1)).toEqual([null, null]);
  });
});
