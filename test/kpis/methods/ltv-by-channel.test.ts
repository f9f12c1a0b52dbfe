import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ltvByChannel } from '../../../lib/kpis/methods/ltv-by-channel.ts';

describe('ltvByChannel', () => {
  it('draws each channel to the mean of all by what its customers do not tell', () => {
    // Within: variance 2 (each channel 9 and 11, or 29 and 31, …), so each mean errs by 1. Means 10, 20, 30: Q = 200,
    // scale 3 − 3/3 = 2, between (200 − 2) ÷ 2 = 99: each keeps 99 % of its distance.
    const rows = ltvByChannel([
      { channel: 'a', ltvs: [9, 11] },
      { channel: 'b', ltvs: [19, 21] },
      { channel: 'c', ltvs: [29, 31] },
    ]);

    expect(rows.map(({ raw }) => raw)).toEqual([10, 20, 30]);
    [10.1, 20, 29.9].forEach((shrunk, at) => {
      expect(rows[at]?.shrunk).toBeCloseTo(shrunk, 9);
    });
    expect(rows.map(({ isPooled }) => isPooled)).toEqual([false, false, false]);
  });

  it('gives all one LTV where chance explains the differences', () => {
    const rows = ltvByChannel([
      { channel: 'a', ltvs: [0, 20] },
      { channel: 'b', ltvs: [2, 22] },
    ]);

    expect(rows.map(({ shrunk, isPooled }) => [shrunk, isPooled])).toEqual([
      [11, true],
      [11, true],
    ]);
  });

  it('gives a channel without customers the global LTV', () => {
    const rows = ltvByChannel([
      { channel: 'a', ltvs: [0, 20] },
      { channel: 'none', ltvs: [] },
    ]);

    expect(rows[1]).toEqual({ channel: 'none', customers: 0, raw: null, shrunk: 10, isPooled: true });
  });

  it('takes means for exact where the customers of each channel are alike', () => {
    const rows = ltvByChannel([
      { channel: 'a', ltvs: [10, 10] },
      { channel: 'b', ltvs: [30, 30, 30] },
      { channel: 'none', ltvs: [] },
    ]);

    expect(rows.map(({ shrunk }) => shrunk)).toEqual([10, 30, 22]);
  });

  it('has only the global LTV where no channel has two customers, and none for nobody', () => {
    const single = ltvByChannel([
      { channel: 'a', ltvs: [10] },
      { channel: 'b', ltvs: [30] },
    ]);

    expect(single.map(({ raw, shrunk }) => [raw, shrunk])).toEqual([
      [10, 20],
      [30, 20],
    ]);
    expect(ltvByChannel([{ channel: 'a', ltvs: [] }])[0]).toMatchObject({ raw: null, shrunk: null });
  });

  it('stays between the lowest and the highest channel', () => {
    const anyLtvs = fc.array(fc.integer({ min: 0, max: 1e7 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(fc.array(anyLtvs, { minLength: 1, maxLength: 8 }), (lists) => {
        const rows = ltvByChannel(lists.map((ltvs, at) => ({ channel: `c${at}`, ltvs })));

        const raws = rows.map(({ raw }) => raw ?? 0);
        for (const { shrunk } of rows) {
          expect(shrunk).toBeGreaterThanOrEqual(Math.min(...raws) - 1e-6);
          expect(shrunk).toBeLessThanOrEqual(Math.max(...raws) + 1e-6);
        }
      }),
    );
  });
});
