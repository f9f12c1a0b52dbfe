import { describe, expect, it } from 'vitest';
import { exactBinomialTest } from '../../../lib/kpis/methods/exact-binomial-test.ts';

describe('exactBinomialTest', () => {
  it.each([
    [5, 10, 0.4, 0.534186496],
    [0, 4, 0.5, 0.125],
    [10, 10, 0.5, 2 / 1024],
    [0, 0, 0.3, 1],
  ])('agrees with SciPy for %i of %i at %d', (successes, trials, probability, expected) => {
    const p = exactBinomialTest(successes, trials, probability);

    expect(p).toBeCloseTo(expected, 10);
  });
});
