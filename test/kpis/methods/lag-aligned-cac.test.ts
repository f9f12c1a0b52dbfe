import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lagAlignedCac } from '../../../lib/kpis/methods/lag-aligned-cac.ts';

/** Every million gives two wins, spread over months 0 to 3: the true CAC is 0.5 throughout (golden 17). */
const WEIGHTS = [0.1, 0.3, 0.4, 0.2];
const SPEND = [1, 1, 1, 2, 2, 2, 2, 1, 1, 1];
const WINS = [0, 0, 0, 2.2, 2.8, 3.6, 4, 3.8, 3.2, 2.4];
const MONTHS = SPEND.map((spend, month) => ({ spend, wins: WINS[month] ?? 0 }));

describe('lagAlignedCac', () => {
  it.each([
    [3, 1.1],
    [4, 1.4],
    [5, 1.8],
    [6, 2],
    [7, 1.9],
    [8, 1.6],
    [9, 1.2],
  ])('is the true 0.5 in month %i, whatever the budget did (golden 17)', (month, spend) => {
    const aligned = lagAlignedCac(MONTHS, WEIGHTS)[month];

    expect(aligned?.spend).toBeCloseTo(spend, 9);
    expect(aligned?.cac).toBeCloseTo(0.5, 9);
    expect(aligned?.reason).toBeNull();
  });

  it('is null where the weights reach before the first spend', () => {
    const aligned = lagAlignedCac(MONTHS, WEIGHTS).slice(0, 3);

    expect(aligned).toEqual(Array(3).fill({ spend: null, cac: null, reason: 'before-first-spend' }));
  });

  it('is null where a month it needs is not declared, and has spend alone where nothing was won', () => {
    const months = [
      { spend: 1, wins: 1 },
      { spend: null, wins: 1 },
      { spend: 3, wins: 0 },
    ];

    const aligned = lagAlignedCac(months, [1, 0]);

    expect(aligned).toEqual([
      { spend: 1, cac: 1, reason: null },
      { spend: null, cac: null, reason: 'spend-not-declared' },
      { spend: 3, cac: null, reason: 'no-wins' },
    ]);
  });

  it('moves with the months, and scales with the currency', () => {
    const month = fc.record({
      spend: fc.integer({ min: 1, max: 1e6 }),
      wins: fc.integer({ min: 1, max: 50 }),
    });
    fc.assert(
      fc.property(
        fc.array(month, { minLength: 4, maxLength: 20 }),
        fc.integer({ min: 2, max: 100 }),
        (months, scale) => {
          const aligned = lagAlignedCac(months, WEIGHTS);
          const moved = lagAlignedCac([{ spend: 0, wins: 0 }, ...months], WEIGHTS);
          const scaled = lagAlignedCac(
            months.map(({ spend, wins }) => ({ spend: spend * scale, wins })),
            WEIGHTS,
          );

          expect(moved.slice(4)).toEqual(aligned.slice(3));
          for (const [index, { cac }] of aligned.slice(3).entries())
            expect((scaled[index + 3]?.cac ?? 0) / scale).toBeCloseTo(cac ?? 0, 4);
        },
      ),
    );
  });
});
