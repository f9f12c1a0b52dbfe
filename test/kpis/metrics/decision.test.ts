import { describe, expect, it } from 'vitest';
import { aConfig, aRow, aSpendDay, aWonDeal, times } from '../builders.ts';
import { SPEND, WINS } from './january.ts';
import { measured, numberOf } from './measure-table.ts';

describe('uncertainty and decisions (kpi-methods B.5)', () => {
  const parts = { rows: WINS, spend: SPEND };

  it('compares a channel with the rest (golden 10: ratio 1.5, p .53, P(cheaper) .74)', () => {
    const day = '2026-01-10';
    const leads = ['seminar', 'organic'].map((channel) => aRow({ id: channel, channel }));
    const organic = times(5, (at) => aWonDeal({ id: `o-${at}`, channel: 'organic' }));
    const spend = [...SPEND, aSpendDay({ day, channel: 'organic', amountMinor: 1_500_000 })];
    const lag = { asOf: '2026-01-31', leads: 10, wins: 5, days: [1], shares: [1] };
    const both = { rows: [...leads, ...WINS, ...organic], spend, lag };

    const { figure, low, high } = measured('cac-ratio-to-rest', both, 'organic');

    expect([figure.value, low, high].map((value) => value?.toNumber().toFixed(2))).toEqual([
      '1.50',
      '0.35',
      '6.52',
    ]);
    expect(numberOf('probability-cheaper-than-rest', both)).toBeCloseTo(0.74, 2);
    expect(numberOf('cac-ratio-to-rest', both, 'blended')).toBe('no-rest');
  });

  it('says how likely CAC is within the target, and how many wins would decide', () => {
    const config = aConfig({ targets: { cac: '400000' } });

    expect(numberOf('probability-within-target', { ...parts, config })).toBeGreaterThan(0.9);
    expect(numberOf('wins-needed', { ...parts, config })).toBe(12);
    expect(numberOf('probability-within-target', parts)).toBe('no-target');
  });
});
