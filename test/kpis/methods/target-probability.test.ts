import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { targetProbability } from '../../../lib/kpis/methods/target-probability.ts';

describe('targetProbability', () => {
  it.each([
    [1_000_000, 5, 0.5303871510010405],
    [1_500_000, 5, 0.1824969296070994],
    [1_000_000, 0, 0.0015654022580025018],
    [1_000_000, 1, 0.0185661354630432],
    [3_000_000, 3, 9.495972508133388e-5],
    [5_000_000, 25, 0.5133582325491168],
    [20_000_000, 100, 0.5066565975030574],
  ])('is the posterior of ¥200,000 for ¥%i and %i wins (golden 10)', (spend, wins, expected) => {
    const probability = targetProbability(spend, wins, 200_000);

    expect(probability).toBeCloseTo(expected, 9);
  });

  it('rises with the target and with wins', () => {
    fc.assert(
      fc.property(fc.nat({ max: 300 }), fc.integer({ min: 1, max: 100 }), (wins, factor) => {
        const base = targetProbability(1_000_000, wins, 20_000);
        const kinder = targetProbability(1_000_000, wins, 20_000 * factor);
        const better = targetProbability(1_000_000, wins + 1, 20_000);

        expect(kinder).toBeGreaterThanOrEqual(base);
        expect(better).toBeGreaterThanOrEqual(base);
      }),
    );
  });
});
