import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareRates } from '../../../lib/kpis/methods/compare-rates.ts';

const GOLDEN = [
  {
    counts: [1_000_000, 5, 1_500_000, 5],
    ratio: 1.5,
    ci: [0.3452137034071619, 6.517701869285995],
    p: [0.5341864959999999, 0.7337934848],
    higher: 0.7438051006321,
  },
  {
    counts: [1_000_000, 20, 1_500_000, 20],
    ratio: 1.5,
    ci: [0.7659220008143752, 2.937635944140085],
    p: [0.20071519791941794, 0.25953141164380555],
    higher: 0.9007574439007605,
  },
  {
    counts: [1_000_000, 1, 750_000, 1],
    ratio: 0.75,
    ci: [0.009554525312749963, 58.87262648719714],
    p: [1, 1],
    higher: 0.4093646112144148,
  },
  {
    counts: [3_000_000, 4, 3_000_000, 12],
    ratio: 1 / 3,
    ci: [0.07835550926437418, 1.0998293296137063],
    p: [0.07681274414062501, 0.076812744140625],
    higher: 0.020994539209821996,
  },
  {
    counts: [2_000_000, 0, 2_000_000, 4],
    ratio: 0,
    ci: [0, 1.5148668593658703],
    p: [0.125, 0.125],
    higher: 0.014956363910414215,
  },
  {
    counts: [28_010, 41, 19_017, 15],
    ratio: 1.8557586576222778,
    ci: [1.0056840626892576, 3.6093003110779054],
    p: [0.04085202628650182, 0.047660246754565865],
    higher: 0.9831807779173526,
  },
] as const;

const rate = fc.record({
  count: fc.nat({ max: 200 }),
  exposure: fc.integer({ min: 1, max: 1e7 }),
});

describe('compareRates', () => {
  it.each(GOLDEN)('is exact for $counts (golden 10)', ({ counts, ratio, ci, p, higher }) => {
    const [S1, won1, S2, won2] = counts;

    const found = compareRates({ exposure: S1, count: won1 }, { exposure: S2, count: won2 });

    expect(found.ratio).toBeCloseTo(ratio, 9);
    expect(found.interval.low).toBeCloseTo(ci[0], 6);
    expect(found.interval.high).toBeCloseTo(ci[1], 4);
    expect(found.pValue).toBeCloseTo(p[0], 8);
    expect(found.pDoubled).toBeCloseTo(p[1], 8);
    expect(found.probabilityHigher).toBeCloseTo(higher, 8);
  });

  it('gives the published p-value of 60/51477.5 against 30/54308.7 (Gu 2008, golden 10)', () => {
    const found = compareRates({ count: 60, exposure: 51477.5 }, { count: 30, exposure: 54308.7 });

    expect(found.pValue).toBeCloseTo(0.0006751826586863219, 10);
  });

  it('knows nothing when neither counted anything', () => {
    const found = compareRates({ count: 0, exposure: 3 }, { count: 0, exposure: 3 });

    expect(found.ratio).toBeNull();
    expect(found.interval).toEqual({ low: 0, high: null });
    expect([found.pValue, found.pDoubled]).toEqual([1, 1]);
    expect(found.probabilityHigher).toBeCloseTo(0.5, 12);
  });

  it('has no upper end when the second counted nothing', () => {
    const found = compareRates({ count: 4, exposure: 1 }, { count: 0, exposure: 1 });

    expect(found.ratio).toBeNull();
    expect(found.interval.low).toBeCloseTo(1 / 1.5148668593658703, 8);
    expect(found.interval.high).toBeNull();
  });

  it('contains the point, does not depend on the currency, and turns over with the order', () => {
    fc.assert(
      fc.property(rate, rate, fc.integer({ min: 2, max: 1000 }), (first, second, scale) => {
        const found = compareRates(first, second);
        const scaled = compareRates(
          { ...first, exposure: first.exposure * scale },
          { ...second, exposure: second.exposure * scale },
        );
        const turned = compareRates(second, first);

        expect(found.interval.low).toBeLessThanOrEqual(found.ratio ?? Number.POSITIVE_INFINITY);
        expect(found.interval.high ?? Number.POSITIVE_INFINITY).toBeGreaterThanOrEqual(found.ratio ?? 0);
        expect(scaled.pDoubled).toBeCloseTo(found.pDoubled, 9);
        expect(turned.pDoubled).toBeCloseTo(found.pDoubled, 9);
        expect(turned.probabilityHigher).toBeCloseTo(1 - found.probabilityHigher, 9);
      }),
    );
  });

  it('leaves 1 out of its interval just where the doubled p-value is below .05', () => {
    fc.assert(
      fc.property(rate, rate, (first, second) => {
        const { interval, pDoubled } = compareRates(first, second);

        const isApart = interval.low > 1 || (interval.high ?? Number.POSITIVE_INFINITY) < 1;
        if (Math.abs(pDoubled - 0.05) > 1e-9) expect(isApart).toBe(pDoubled < 0.05);
      }),
    );
  });
});
