import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DispersionCell, overDispersion } from '../../../lib/kpis/methods/over-dispersion.ts';

const cellsOf = (channel: string, cells: readonly (readonly [number, number])[]): readonly DispersionCell[] =>
  cells.map(([exposure, count]) => ({ channel, exposure, count }));

describe('overDispersion', () => {
  it('pools χ² over channels and periods (computed with SciPy)', () => {
    const cells = [
      ...cellsOf('seminar', [
        [10, 3],
        [10, 5],
        [10, 1],
      ]),
      ...cellsOf('organic', [
        [5, 2],
        [20, 4],
        [5, 0],
      ]),
    ];

    const found = overDispersion(cells);

    expect(found?.ratio).toBeCloseTo(1.1666666666666665, 12);
    expect(found?.degreesOfFreedom).toBe(4);
    expect(found?.pValue).toBeCloseTo(0.3232398928813502, 10);
  });

  it('leaves out periods without exposure and channels without wins', () => {
    const base = cellsOf('seminar', [
      [1, 4],
      [1, 0],
    ]);

    const found = overDispersion([
      ...base,
      ...cellsOf('seminar', [[0, 3]]),
      ...cellsOf('display', [
        [1, 0],
        [1, 0],
      ]),
    ]);

    expect(found).toEqual(overDispersion(base));
    expect(found?.ratio).toBe(4);
  });

  it('is null with one period a channel', () => {
    const found = overDispersion([...cellsOf('a', [[1, 4]]), ...cellsOf('b', [[1, 9]])]);

    expect(found).toBeNull();
  });

  it('does not depend on the unit of exposure or the order', () => {
    const cell = fc.record({
      channel: fc.constantFrom('a', 'b', 'c'),
      exposure: fc.integer({ min: 1, max: 1000 }),
      count: fc.nat({ max: 20 }),
    });
    fc.assert(
      fc.property(fc.array(cell, { maxLength: 30 }), fc.integer({ min: 2, max: 1000 }), (cells, scale) => {
        const found = overDispersion(cells);
        const scaled = overDispersion(
          cells.toReversed().map((each) => ({ ...each, exposure: each.exposure * scale })),
        );

        expect(scaled?.degreesOfFreedom).toBe(found?.degreesOfFreedom);
        expect(scaled?.ratio ?? 0).toBeCloseTo(found?.ratio ?? 0, 8);
      }),
    );
  });
});
