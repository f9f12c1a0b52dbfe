import { describe, expect, it } from 'vitest';
import { modelBands } from '../../../lib/kpis/attribution/model-band.ts';

describe('modelBands', () => {
  it('gives the range of CAC and of rank over models', () => {
    const bands = modelBands([
      { model: 'first', channel: 'seminar', cac: 100 },
      { model: 'first', channel: 'organic', cac: 200 },
      { model: 'last', channel: 'seminar', cac: 300 },
      { model: 'last', channel: 'organic', cac: 200 },
    ]);

    expect(bands).toEqual([
      { channel: 'organic', low: 200, high: 200, bestRank: 1, worstRank: 2 },
      { channel: 'seminar', low: 100, high: 300, bestRank: 1, worstRank: 2 },
    ]);
  });

  it('has no upper end where a model leaves a channel without wins, and ranks it last there', () => {
    const bands = modelBands([
      { model: 'first', channel: 'seminar', cac: 100 },
      { model: 'first', channel: 'organic', cac: 200 },
      { model: 'last', channel: 'seminar', cac: null },
      { model: 'last', channel: 'organic', cac: 900 },
    ]);

    expect(bands[1]).toEqual({ channel: 'seminar', low: 100, high: null, bestRank: 1, worstRank: 2 });
  });

  it('has neither end where no model has a CAC', () => {
    const bands = modelBands([{ model: 'first', channel: 'seminar', cac: null }]);

    expect(bands).toEqual([{ channel: 'seminar', low: null, high: null, bestRank: 1, worstRank: 1 }]);
  });

  it('lets equal CACs share the better rank', () => {
    const bands = modelBands([
      { model: 'first', channel: 'a', cac: 100 },
      { model: 'first', channel: 'b', cac: 100 },
      { model: 'first', channel: 'c', cac: 150 },
    ]);

    expect(bands.map(({ bestRank }) => bestRank)).toEqual([1, 1, 3]);
  });
});
