import { describe, expect, it } from 'vitest';
import { aConfig, aRow, aWonDeal, times } from '../builders.ts';
import { LEADS, LOSSES, SPEND, WINS } from './january.ts';
import { numberOf } from './measure-table.ts';

describe('revenue and return (kpi-methods B.6)', () => {
  const parts = { rows: WINS, spend: SPEND };

  it('has ROI of 50 % on ¥1,500,000 from ¥1,000,000, and of −25 % on its gross profit', () => {
    const config = aConfig({ targets: { grossMarginRatio: 0.5 } });

    expect(numberOf('roi', parts)).toBe(0.5);
    expect(numberOf('gross-profit-roi', { ...parts, config })).toBe(-0.25);
    expect(numberOf('gross-profit-roi', parts)).toBe('no-gross-profit');
  });

  it('takes the deal size of deals with an amount only', () => {
    const rows = [...WINS, aWonDeal({ id: 'blank', amountMinor: null })];

    expect(numberOf('average-deal-size', { rows })).toBe(300_000);
  });

  it('multiplies up to a sales velocity a day', () => {
    const opportunities = times(20, (at) => aRow({ stage: 'opportunity', id: `opp-${at}` }));

    const velocity = numberOf('sales-velocity', { rows: [...WINS, ...LOSSES, ...opportunities] });

    expect(velocity).toBe((20 * 0.25 * 300_000) / 10);
  });

  it('covers the revenue goal by what is due in the period', () => {
    const config = aConfig({ targets: { monthly: { wonRevenue: '100000' } } });
    const due = aRow({
      stage: 'opportunity',
      day: '2025-11-01',
      outcome: 'open',
      closeDay: '2026-01-31',
      amountMinor: 300_000,
      currency: 'JPY',
    });

    expect(numberOf('pipeline-coverage', { rows: [...LEADS, due], config })).toBe(3);
    expect(numberOf('pipeline-coverage', { rows: [...LEADS, due] })).toBe('no-goal');
  });

  it('leaves unattributed wins out of sourced revenue', () => {
    const rows = [...WINS, aWonDeal({ id: 'lone', channel: null })];

    expect(numberOf('sourced-revenue', { rows }, 'blended')).toBe(1_500_000);
    expect(numberOf('won-revenue', { rows }, 'blended')).toBe(1_800_000);
  });

  it('calls no revenue sourced where the model parts it', () => {
    expect(numberOf('sourced-revenue', { rows: WINS, model: 'linear' }, 'blended')).toBe('parted-wins');
  });
});
