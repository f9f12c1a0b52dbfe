import { describe, expect, it } from 'vitest';
import { aConfig, type TableParts } from '../builders.ts';
import { LEADS, WINS } from './january.ts';
import { numberOf } from './measure-table.ts';

describe('planning (kpi-methods B.9; golden 02)', () => {
  const rates = { leadToMql: 0.5, mqlToSql: 0.4, sqlToOpportunity: 0.7, opportunityToWon: 0.2 };
  const targets = { cac: '600000', rates, monthly: { won: 10, wonRevenue: '3000000' } };
  const parts: TableParts = { rows: [...LEADS, ...WINS], config: aConfig({ targets }) };

  it.each([
    ['target-cost-per-opportunity', 120_000],
    ['target-cost-per-sql', 84_000],
    ['target-cost-per-mql', 33_600],
    ['target-cost-per-lead', 16_800],
    ['required-opportunity', 50],
    ['required-sql', 72],
    ['required-mql', 179],
    ['required-lead', 358],
    ['required-budget', 6_000_000],
    ['attainment-won', 0.5],
    ['attainment-won-revenue', 0.5],
    ['attainment-mql', 'no-goal'],
  ])('gives %s of %s', (id, value) => {
    expect(numberOf(id, parts)).toBe(value);
  });

  it('works the target back from gross profit (KPI design article: 50,000 × 12)', () => {
    const config = aConfig({ targets: { monthlyGrossProfit: '50000', paybackMonths: 12 } });

    expect(numberOf('worked-back-target-cac', { ...parts, config })).toBe(600_000);
  });

  it('projects wins by what the leads on their way will bring until the period ends', () => {
    const lag = { asOf: '2026-01-31', leads: 10, wins: 5, days: [10, 50], shares: [0.5, 1] };
    const asked = { ...parts, lag, today: '2026-01-25', to: '2026-03-31' };

    expect(numberOf('pace-won', asked)).toBe(5 + 1);
  });
});
