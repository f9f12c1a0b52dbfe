import { describe, expect, it } from 'vitest';
import { campaignSpend } from '../../lib/channels/campaign-spend.ts';
import { monthOf } from '../../lib/domain/calendar.ts';

describe('campaignSpend', () => {
  it('spreads a cost over its days, to the yen (golden 03)', () => {
    const spend = campaignSpend({ amountMinor: 1_000_000, from: '2025-12-16', to: '2026-04-03' });

    const days = spend.reason === null ? spend.days : [];
    const months = Map.groupBy(days, ({ day }) => monthOf(day));
    const sums = [...months].map(([month, shares]) => [
      month,
      shares.reduce((sum, { amountMinor }) => sum + amountMinor, 0),
    ]);
    expect(days).toHaveLength(109);
    expect(sums).toEqual([
      ['2025-12', 146_789],
      ['2026-01', 284_404],
      ['2026-02', 256_881],
      ['2026-03', 284_403],
      ['2026-04', 27_523],
    ]);
  });

  it.each([
    ['a blank cost', { amountMinor: null, from: '2026-01-01', to: '2026-01-31' }, 'no-cost'],
    ['a cost of 0', { amountMinor: 0, from: '2026-01-01', to: '2026-01-31' }, 'no-cost'],
    ['no start', { amountMinor: 100, from: null, to: '2026-01-31' }, 'no-dates'],
    ['no end', { amountMinor: 100, from: '2026-01-01', to: null }, 'no-dates'],
    [
      'an end before the start',
      { amountMinor: 100, from: '2026-02-01', to: '2026-01-31' },
      'ends-before-start',
    ],
  ])('names no day for %s', (_case, cost, reason) => {
    const spend = campaignSpend(cost);

    expect(spend).toEqual({ reason });
  });
});
