import { describe, expect, it } from 'vitest';
import { foldFacts } from '../../../lib/kpis/fold-facts.ts';
import { aRow, times } from '../builders.ts';
import { LEADS, LOSSES, SPEND, WINS } from './january.ts';
import { measured, numberOf } from './measure-table.ts';

describe('rates of a cohort (kpi-methods B.3)', () => {
  it.each([
    ['lead-to-mql-rate', 0.4],
    ['mql-to-sql-rate', 0.5],
    ['sql-to-opportunity-rate', 0.5],
    ['lead-to-opportunity-rate', 0.1],
    ['lead-to-won-rate', 0.1],
  ])('gives %s of %s', (id, rate) => {
    expect(numberOf(id, { rows: LEADS })).toBe(rate);
  });

  it('has the Wilson interval of golden 09 (0 of 20)', () => {
    const { low, high, n } = measured('lead-to-won-rate', { rows: times(20, (at) => aRow({ id: `${at}` })) });

    expect([low?.toNumber(), high?.toNumber().toFixed(4), n]).toEqual([0, '0.1611', 20]);
  });

  it('is null for a stage that nobody mapped', () => {
    const parts = { rows: LEADS, available: { mql: false, sql: false } };

    expect(numberOf('lead-to-mql-rate', parts)).toBe('not-mapped');
    expect(numberOf('mql-to-sql-rate', parts)).toBe('not-mapped');
  });

  it('tells the win rate by count from that by amount', () => {
    const parts = { rows: [...WINS, ...LOSSES] };

    expect(numberOf('win-rate', parts)).toBe(0.25);
    expect(numberOf('win-rate-amount', parts)).toBe(0.5);
  });

  it('reads the share won by 90 days only where a lead was followed so long', () => {
    const asked = { rows: LEADS, today: '2026-03-01' };

    expect(numberOf('lead-to-won-by-90-days', asked)).toBe('too-fresh');
    expect(numberOf('lead-to-won-by-90-days', { ...asked, today: '2026-06-01' })).toBeCloseTo(0.1, 12);
  });

  it('moves a small channel towards the others', () => {
    const rows = [
      ...LEADS,
      ...times(100, (at) => aRow({ id: `o-${at}`, channel: 'organic' })),
      ...times(90, (at) => aRow({ id: `p-${at}`, channel: 'paid_search', wonDay: '2026-01-30' })),
    ];

    const { figure, low, high } = measured('shrunk-lead-to-won-rate', { rows });

    expect(figure.value?.toNumber()).toBeGreaterThan(0.1);
    expect(low?.toNumber()).toBeLessThan(figure.value?.toNumber() ?? 0);
    expect(high?.toNumber()).toBeLessThan(1);
  });

  it('divides visits and conversions of activity files', () => {
    const visits = { day: '2026-01-10', channel: 'seminar', source: 'web.csv:2' };
    const facts = foldFacts(LEADS, SPEND, 'first', [
      { ...visits, count: 'sessions', value: 200 },
      { ...visits, count: 'conversions', value: 30 },
    ]);

    expect(numberOf('visit-to-lead-rate', { facts })).toBe(0.05);
    expect(numberOf('conversion-rate', { facts })).toBe(0.15);
    expect(numberOf('cost-per-session', { facts })).toBe(5000);
    expect(numberOf('sessions', { rows: LEADS })).toBe('no-activity');
  });
});
