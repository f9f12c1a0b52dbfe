import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holmCorrection } from '../../../lib/kpis/methods/holm-correction.ts';

const pValues = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 12 });

describe('holmCorrection', () => {
  it.each([
    ['none', [], []],
    ['one', [0.03], [0.03]],
    ["Holm's steps", [0.01, 0.04, 0.03, 0.005], [0.03, 0.06, 0.06, 0.02]],
    ['equal ones', [0.02, 0.02], [0.04, 0.04]],
    ['large ones, at most 1', [0.9, 0.8], [1, 1]],
  ])('adjusts %s', (_what, values, expected) => {
    const adjusted = holmCorrection(values);

    expect(adjusted.map((p) => Number(p.toFixed(12)))).toEqual(expected);
  });

  it('makes no p-value smaller, exceeds Bonferroni nowhere and keeps the order', () => {
    fc.assert(
      fc.property(pValues, (values) => {
        const adjusted = holmCorrection(values);

        for (const [index, p] of values.entries()) {
          expect(adjusted[index]).toBeGreaterThanOrEqual(p);
          expect(adjusted[index]).toBeLessThanOrEqual(Math.min(1, p * values.length) + 1e-12);
        }
        const inOrder = values.map((p, index) => [p, adjusted[index] ?? 0] as const);
        const sorted = inOrder.toSorted(([a], [b]) => a - b).map(([, after]) => after);
        expect(sorted).toEqual(sorted.toSorted((a, b) => a - b));
      }),
    );
  });
});
