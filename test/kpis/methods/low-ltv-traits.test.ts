import { describe, expect, it } from 'vitest';
import { fisherExactTest } from '../../../lib/kpis/methods/fisher-exact-test.ts';
import { lowLtvTraits, type TraitedCustomer } from '../../../lib/kpis/methods/low-ltv-traits.ts';
import { times } from '../builders.ts';

describe('lowLtvTraits', () => {
  it('tells the trait of low customers apart, with its interval and how many stand behind it', () => {
    const customers = [...group('retail', 18, 20), ...group('maker', 8, 40)];

    const [retail, maker] = lowLtvTraits(customers, 100);

    expect(retail).toMatchObject({ trait: 'industry', value: 'retail', customers: 20, low: 18, share: 0.9 });
    expect(retail?.interval.low).toBeGreaterThan(0.65);
    expect(retail?.difference).toBeCloseTo(0.7, 12);
    expect(retail?.differenceInterval?.low).toBeGreaterThan(0.4);
    expect([retail?.verdict, maker?.verdict]).toEqual(['more-often-low', 'less-often-low']);
  });

  it('decides nothing on a handful of customers', () => {
    const rows = lowLtvTraits([...group('retail', 2, 2), ...group('maker', 3, 6)], 100);

    expect(rows.map(({ verdict }) => verdict)).toEqual(['undecided', 'undecided']);
  });

  it('asks more of each trait the more there are', () => {
    const customers = [...group('retail', 9, 12), ...group('maker', 4, 14)];
    const withNoise = customers.map(({ ltv, traits }, at) => ({
      ltv,
      traits: { ...traits, size: `band ${at % 6}` },
    }));

    const alone = lowLtvTraits(customers, 100)[0];
    const among = lowLtvTraits(withNoise, 100).find(({ value }) => value === 'retail');

    expect([alone?.verdict, among?.verdict]).toEqual(['undecided', 'undecided']);
    expect(among?.pValue).toBeGreaterThan(alone?.pValue ?? 1);
  });

  it('takes an unknown value for one of its own, and has no difference without others', () => {
    const rows = lowLtvTraits([{ ltv: 1, traits: { industry: null } }], 100);

    expect(rows).toMatchObject([
      { trait: 'industry', value: null, customers: 1, difference: null, differenceInterval: null, pValue: 1 },
    ]);
  });

  it('counts a customer at the threshold as not low', () => {
    const [row] = lowLtvTraits([{ ltv: 100, traits: { industry: 'retail' } }], 100);

    expect(row?.low).toBe(0);
  });

  it('has no rows without customers', () => {
    expect(lowLtvTraits([], 100)).toEqual([]);
  });
});

describe('fisherExactTest', () => {
  it.each([
    ['the lady tasting tea, 3 of 4', { successes: 3, trials: 4 }, { successes: 1, trials: 4 }, 34 / 70],
    ['all right', { successes: 4, trials: 4 }, { successes: 0, trials: 4 }, 2 / 70],
    ['no trial on one side', { successes: 0, trials: 0 }, { successes: 1, trials: 4 }, 1],
  ])('is exact for %s', (_case, first, second, expected) => {
    expect(fisherExactTest(first, second)).toBeCloseTo(expected, 12);
  });
});

function group(industry: string, low: number, all: number): readonly TraitedCustomer[] {
  return times(all, (at) => ({ ltv: at < low ? 50 : 500, traits: { industry } }));
}
