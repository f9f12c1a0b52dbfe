import { describe, expect, it } from 'vitest';
import { logDeltaInterval, relativeError } from '../../../lib/kpis/methods/log-delta-interval.ts';
import { pairedMeans } from '../../../lib/kpis/methods/paired-means.ts';
import { estimate, MONTHS, NOTHING } from './monthly-cac.ts';

describe('logDeltaInterval', () => {
  it('has the golden standard error, and SciPy’s ends on the log scale (golden 11)', () => {
    const means = pairedMeans(MONTHS) ?? NOTHING;

    const interval = logDeltaInterval(means);

    expect(relativeError(means) * 234666.66666666666).toBeCloseTo(63148.29364315709, 4);
    expect(interval?.low).toBeCloseTo(138482.50339967254, 3);
    expect(interval?.high).toBeCloseTo(397656.3326957784, 3);
  });

  it('is null where there is no logarithm', () => {
    const intervals = [logDeltaInterval(estimate(0, 1, 1, 1)), logDeltaInterval(estimate(1, 0, 1, 1))];

    expect(intervals).toEqual([null, null]);
  });
});
