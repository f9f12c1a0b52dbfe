import { describe, expect, it } from 'vitest';
import { compareRates } from '../../../lib/kpis/methods/compare-rates.ts';
import { type ComparedChannel, compareWithRest } from '../../../lib/kpis/methods/compare-with-rest.ts';

const aChannel = (of: Partial<ComparedChannel>): ComparedChannel => ({
  channel: 'seminar',
  spend: 1_000_000,
  wins: 5,
  leads: 100,
  maturity: 0.9,
  ...of,
});

describe('compareWithRest', () => {
  it('sets each channel against the sum of the others', () => {
    const channels = [
      aChannel({ channel: 'a', wins: 20 }),
      aChannel({ channel: 'b', wins: 4 }),
      aChannel({ channel: 'c', wins: 6 }),
    ];

    const [first] = compareWithRest(channels);

    const expected = compareRates({ count: 20, exposure: 1_000_000 }, { count: 10, exposure: 2_000_000 });
    expect(first).toMatchObject({ kind: 'compared', channel: 'a', ...expected });
  });

  it('corrects for the number of channels it compares', () => {
    const channels = [
      aChannel({ channel: 'a', wins: 20 }),
      aChannel({ channel: 'b', wins: 4 }),
      aChannel({ channel: 'c', wins: 6 }),
    ];

    const compared = compareWithRest(channels).flatMap((each) => (each.kind === 'compared' ? [each] : []));

    const smallest = Math.min(...compared.map(({ pDoubled }) => pDoubled));
    expect(Math.min(...compared.map(({ pAdjusted }) => pAdjusted))).toBeCloseTo(3 * smallest, 12);
    expect(compared.every(({ pAdjusted, pDoubled }) => pAdjusted >= pDoubled)).toBe(true);
  });

  it('says how many wins would decide (golden 21: 96 at 1.5)', () => {
    const channels = [
      aChannel({ channel: 'organic', spend: 1_500_000 }),
      aChannel({ channel: 'ad', spend: 1_000_000 }),
    ];

    const compared = compareWithRest(channels);

    expect(compared.map((each) => each.kind === 'compared' && each.winsToDecide)).toEqual([96, 96]);
  });

  it('has no number of wins for a channel without any', () => {
    const channels = [aChannel({ channel: 'a', wins: 0 }), aChannel({ channel: 'b' })];

    const compared = compareWithRest(channels);

    expect(compared.map((each) => each.kind === 'compared' && each.winsToDecide)).toEqual([null, null]);
  });

  it.each([
    ['no-spend', { spend: 0 }, {}],
    ['no-rest', {}, { spend: 0 }],
    ['maturity-unknown', { maturity: null }, {}],
    ['maturity-unknown', {}, { maturity: null }],
    ['maturity-unknown', {}, { leads: 0, maturity: null }],
    ['unequal-maturity', { maturity: 0.4 }, {}],
  ] as const)('refuses, %s, a channel of %o beside one of %o', (reason, first, second) => {
    const [refused] = compareWithRest([
      aChannel({ channel: 'a', ...first }),
      aChannel({ channel: 'b', ...second }),
    ]);

    expect(refused).toEqual({ kind: 'refused', channel: 'a', reason });
  });

  it('gives no comparisons without channels', () => {
    const compared = compareWithRest([]);

    expect(compared).toEqual([]);
  });
});
