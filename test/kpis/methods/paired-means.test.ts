import { describe, expect, it } from 'vitest';
import { pairedMeans } from '../../../lib/kpis/methods/paired-means.ts';
import { MONTHS, NOTHING } from './monthly-cac.ts';

describe('pairedMeans', () => {
  it('keeps the ratio of sums', () => {
    const means = pairedMeans(MONTHS) ?? NOTHING;

    expect(means.numerator / means.denominator).toBeCloseTo(234666.66666666666, 6);
  });

  it('is null with one observation', () => {
    const means = pairedMeans(MONTHS.slice(0, 1));

    expect(means).toBeNull();
  });
});
