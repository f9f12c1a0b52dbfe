import { describe, expect, it } from 'vitest';
import { aSpendDay, aWonDeal } from '../builders.ts';
import { LEADS, SPEND, WINS } from './january.ts';
import { measured, numberOf } from './measure-table.ts';

describe('CAC in its variants (kpi-methods B.4)', () => {
  const parts = { rows: WINS, spend: SPEND };

  it('is ¥200,000, 85,702 to 615,958 (ferret Q&A; golden 10)', () => {
    const { figure, low, high, n } = measured('cac', parts);

    expect([figure.value, low, high].map((value) => Math.round(value?.toNumber() ?? 0))).toEqual([
      200_000, 85_702, 615_958,
    ]);
    expect(n).toBe(5);
  });

  it('leaves channels without media spend out of the paid one', () => {
    const rows = [...WINS, aWonDeal({ id: 'free', channel: 'organic' })];

    expect(numberOf('paid-cac', { rows, spend: SPEND }, 'blended')).toBe(200_000);
    expect(numberOf('blended-cac', { rows, spend: SPEND })).toBeCloseTo(1_000_000 / 6, 6);
    expect(numberOf('paid-cac', { rows, spend: [] }, 'blended')).toBe('spend-not-declared');
  });

  it('counts wins of the period’s own leads in the cohort’s', () => {
    expect(numberOf('cohort-cac', { rows: LEADS, spend: SPEND })).toBe(1_000_000);
  });

  it('expects more wins of leads that are still on their way', () => {
    const lag = { asOf: '2026-01-31', leads: 10, wins: 5, days: [10, 100], shares: [0.5, 1] };

    expect(numberOf('matured-cac', { rows: LEADS, spend: SPEND, lag })).toBe(500_000);
    expect(numberOf('ultimate-lead-to-won-rate', { rows: LEADS, lag })).toBeCloseTo(0.2, 12);
    expect(numberOf('matured-cac', { rows: LEADS, spend: SPEND, lag, today: '2026-01-15' })).toBe(
      'too-fresh',
    );
  });

  it('takes wins by the spend of the months they came from', () => {
    const lag = { asOf: '2026-01-31', leads: 10, wins: 5, days: [30.436875], shares: [1] };
    const spend = [
      aSpendDay({ day: '2025-12-10', amountMinor: 500_000 }),
      aSpendDay({ day: '2026-01-10', amountMinor: 9_000_000 }),
    ];

    expect(numberOf('lag-aligned-cac', { rows: WINS, spend, lag })).toBe(100_000);
    expect(numberOf('lag-aligned-spend', { rows: WINS, spend: spend.slice(1), lag })).toBe(
      'before-first-spend',
    );
    expect(numberOf('lag-aligned-spend', { rows: WINS, spend, lag, to: '2026-01-30' })).toBe('partial-month');
  });
});
