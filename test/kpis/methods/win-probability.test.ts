import { describe, expect, it } from 'vitest';
import { cumulativeIncidence } from '../../../lib/kpis/methods/cumulative-incidence.ts';
import { winProbability } from '../../../lib/kpis/methods/win-probability.ts';

/** Of ten deals two are lost on day 10, three won on day 20, four lost on day 30, one won on day 40. */
const STEPS = cumulativeIncidence(
  (
    [
      [2, 10, 'lost'],
      [3, 20, 'won'],
      [4, 30, 'lost'],
      [1, 40, 'won'],
    ] as const
  ).flatMap(([count, time, outcome]) => Array.from({ length: count }, () => ({ time, outcome }))),
);

describe('winProbability', () => {
  it.each([
    ['on its first day', 0, Number.POSITIVE_INFINITY, 4 / 10],
    ['after the early losses', 15, Number.POSITIVE_INFINITY, 4 / 8],
    ['once the early wins are past', 25, Number.POSITIVE_INFINITY, 1 / 5],
    ['when it has outlived the late losses', 35, Number.POSITIVE_INFINITY, 1],
    ['within ten days of day 15', 15, 10, 3 / 8],
    ['within four days of day 15', 15, 4, 0],
  ])('is that of the deals still open at its age: %s', (_what, age, horizon, expected) => {
    const probability = winProbability(STEPS, age, horizon);

    expect(probability).toBeCloseTo(expected, 12);
  });

  it('is null beyond the oldest decision and without a past', () => {
    const probabilities = [winProbability(STEPS, 40, 10), winProbability([], 5, 10)];

    expect(probabilities).toEqual([null, null]);
  });
});
