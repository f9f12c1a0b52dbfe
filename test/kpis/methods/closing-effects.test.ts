import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { closingEffects } from '../../../lib/kpis/methods/closing-effects.ts';

/** 24 months from April 2024; wins by calendar month. */
const monthsOf = (wins: (month: number) => number, count = 24) =>
  Array.from({ length: count }, (_month, index) => {
    const month = ((index + 3) % 12) + 1;
    const year = 2024 + Math.floor((index + 3) / 12);
    return { month: `${year}-${String(month).padStart(2, '0')}`, wins: wins(month) };
  });

const effectsOf = (wins: (month: number) => number) => {
  const found = closingEffects(monthsOf(wins));
  if (found.kind !== 'tested') throw new Error(found.reason);
  return found.effects;
};

describe('closingEffects', () => {
  it('finds March alone where wins gather in March (p computed with SciPy)', () => {
    const [march, quarterEnd] = effectsOf((month) => (month === 3 ? 15 : 6));

    expect(march).toMatchObject({ name: 'march-closing', found: 'more' });
    expect(march?.pDoubled).toBeCloseTo(8.214269424692144e-5, 10);
    expect(march?.pAdjusted).toBeCloseTo(0.00016428538849384288, 10);
    expect(quarterEnd).toMatchObject({ name: 'quarter-end-closing', found: null });
  });

  it('finds quarter ends, and not March, where wins gather in June, September and December', () => {
    const [march, quarterEnd] = effectsOf((month) =>
      month % 3 === 0 && month !== 3 ? 20 : month === 3 ? 11 : 8,
    );

    expect(march?.found).toBeNull();
    expect(quarterEnd?.found).toBe('more');
  });

  it('says when wins keep away from March', () => {
    const [march] = effectsOf((month) => (month === 3 ? 1 : 12));

    expect(march?.found).toBe('fewer');
  });

  it('calls it an effect when all wins fall into quarter ends', () => {
    const [, quarterEnd] = effectsOf((month) => (month % 3 === 0 ? 9 : 0));

    expect(quarterEnd).toMatchObject({ ratio: null, found: 'more' });
  });

  it('looks at whole years only, the latest', () => {
    const months = monthsOf((month) => (month === 3 ? 15 : 6));

    const found = closingEffects([{ month: '2024-02', wins: 500 }, { month: '2024-03', wins: 0 }, ...months]);

    expect(found).toEqual(closingEffects(months));
    expect(found).toMatchObject({ years: 2 });
  });

  it.each([
    ['less-than-a-year', monthsOf(() => 5, 11)],
    ['no-wins', monthsOf(() => 0)],
  ])('refuses with %s', (reason, months) => {
    const found = closingEffects(months);

    expect(found).toEqual({ kind: 'refused', reason });
  });

  it('gives the same answer when all dates move by whole years', () => {
    const wins = fc.array(fc.nat({ max: 30 }), { minLength: 24, maxLength: 24 });
    fc.assert(
      fc.property(wins, (drawn) => {
        const months = monthsOf(() => 0).map(({ month }, index) => ({ month, wins: drawn[index] ?? 0 }));
        const moved = months.map(({ month, wins: count }) => ({
          month: `${Number(month.slice(0, 4)) - 4}${month.slice(4)}`,
          wins: count,
        }));

        expect(closingEffects(moved)).toEqual(closingEffects(months));
      }),
    );
  });
});
