import { describe, expect, it } from 'vitest';
import { gammaPoissonPrior } from '../../../lib/kpis/methods/gamma-poisson-prior.ts';
import { GOLDEN, TOLERANCE } from './like-channels.ts';

describe('gammaPoissonPrior', () => {
  it('is the golden maximum (golden 12)', () => {
    const prior = gammaPoissonPrior(GOLDEN.map(({ wins }) => wins));

    if (prior?.kind !== 'fitted') throw new Error('not fitted');
    expect(Math.abs(prior.shape / 1.2803896592944244 - 1)).toBeLessThan(TOLERANCE);
    expect(Math.abs(prior.rate / 0.25943388707975473e6 - 1)).toBeLessThan(TOLERANCE);
  });

  it('agrees with SciPy on another case', () => {
    const rates = [
      [3, 2],
      [0, 1.5],
      [12, 4],
      [7, 9],
    ] as const;

    const prior = gammaPoissonPrior(rates.map(([count, exposure]) => ({ count, exposure })));

    if (prior?.kind !== 'fitted') throw new Error('not fitted');
    expect(Math.abs(prior.shape / 2.52947193 - 1)).toBeLessThan(TOLERANCE);
    expect(Math.abs(prior.rate / 1.80603399 - 1)).toBeLessThan(TOLERANCE);
  });

  it('is null without spend', () => {
    const prior = gammaPoissonPrior([{ count: 3, exposure: 0 }]);

    expect(prior).toBeNull();
  });
});
