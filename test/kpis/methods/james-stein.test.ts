import { describe, expect, it } from 'vitest';
import { jamesStein } from '../../../lib/kpis/methods/james-stein.ts';

/** Batting averages after 45 times at bat; Efron & Morris 1977. */
const BASEBALL = [
  0.4, 0.378, 0.356, 0.333, 0.311, 0.311, 0.289, 0.267, 0.244, 0.244, 0.222, 0.222, 0.222, 0.222, 0.222, 0.2,
  0.178, 0.156,
];

describe('jamesStein', () => {
  it('shrinks the 18 players as published (Efron & Morris 1977, golden 12)', () => {
    const mean = BASEBALL.reduce((sum, value) => sum + value, 0) / BASEBALL.length;

    const found = jamesStein(BASEBALL, (mean * (1 - mean)) / 45);

    expect(found?.mean).toBeCloseTo(0.26538888888888884, 6);
    expect(found?.kept).toBeCloseTo(0.2123905377045563, 6);
    expect(found?.values[0]).toBeCloseTo(0.2939790151587855, 6);
    expect(found?.values[3]).toBeCloseTo(0.27974884913258025, 6);
    expect(found?.values.at(-1)).toBeCloseTo(0.24215572395887378, 6);
  });

  it.each([
    ['equal ones', [3, 3, 3, 3], 1],
    ['ones that error alone explains', [1, 2, 3, 4], 100],
  ])('pools %s', (_what, values, variance) => {
    const found = jamesStein(values, variance);

    expect(found?.kept).toBe(0);
    expect(new Set(found?.values).size).toBe(1);
  });

  it('is null below four values', () => {
    const found = jamesStein([1, 2, 3], 0.1);

    expect(found).toBeNull();
  });
});
