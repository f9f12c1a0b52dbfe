import { describe, expect, it } from 'vitest';
import { aConfig, aRow, aSpendDay, aTable, aWonDeal, rowOf, times } from './builders.ts';

/** Seminar ¥1,000,000 for 5, organic ¥1,500,000 for 5, paid search ¥1,000,000 on LP-A and ¥750,000 on LP-B. */
const ARTICLE = {
  rows: [
    ...times(5, (index) => aWonDeal({ id: `s${index}` })),
    ...times(5, (index) => aWonDeal({ id: `o${index}`, channel: 'organic' })),
    aWonDeal({ id: 'a', channel: 'paid_search', subChannel: 'lp-a' }),
    aWonDeal({ id: 'b', channel: 'paid_search', subChannel: 'lp-b' }),
  ],
  spend: [
    aSpendDay({ amountMinor: 1_000_000 }),
    aSpendDay({ channel: 'organic', amountMinor: 1_500_000 }),
    aSpendDay({ channel: 'paid_search', subChannel: 'lp-a', amountMinor: 1_000_000 }),
    aSpendDay({ channel: 'paid_search', subChannel: 'lp-b', amountMinor: 750_000 }),
  ],
};

/** Each worked number of the source articles, through the whole table. */
describe('kpiTable on worked numbers', () => {
  it.each([
    ['¥1,000,000 ÷ 5 (A1)', 'seminar', '200000'],
    ['organic ¥1,500,000 ÷ 5 (A2)', 'organic', '300000'],
    ['paid search LP-A (A3)', 'paid_search/lp-a', '1000000'],
    ['paid search LP-B (A3)', 'paid_search/lp-b', '750000'],
  ])('gives the CAC of ferret Q&A: %s', (_source, key, cac) => {
    const table = aTable({ ...ARTICLE, by: 'sub-channel' });

    expect(rowOf(table, key)).toMatchObject({ cac, costPerWon: cac });
  });

  it('blends CAC as a ratio of sums, not a mean of ratios (ferret Q&A, A4)', () => {
    const table = aTable(ARTICLE);

    expect(table.blended).toMatchObject({ spend: '4250000', newCustomers: 12, cac: '354167' });
  });

  it('puts the exact interval beside CAC (golden 10)', () => {
    const table = aTable(ARTICLE);

    expect(rowOf(table, 'seminar')).toMatchObject({ cacLow: '85702', cacHigh: '615958' });
  });

  it('measures LTV, target, LTV:CAC and verdict against them (ferret Q&A, A5 and A6)', () => {
    const targets = { ltv: { method: 'revenue', annualRevenue: 2_000_000, years: 3 } };

    const table = aTable({ ...ARTICLE, config: aConfig({ targets }) });

    expect(rowOf(table, 'seminar')).toMatchObject({
      ltv: '6000000',
      ltvBasis: 'revenue',
      targetCac: '2000000',
      targetBasis: 'ltv',
      ltvToCac: '30',
      verdict: 'within-target',
      verdictStage: 'won',
    });
  });

  it.each([
    ['revenue', {}, '3'],
    ['gross profit', { grossMarginRatio: 0.5 }, '1.5'],
  ])('compares LTV on a basis of %s with CAC (golden 15)', (_basis, margin, ltvToCac) => {
    const targets = { ltv: { method: 'revenue', annualRevenue: 2_000_000, years: 3 }, ...margin };
    const spend = [aSpendDay({ amountMinor: 2_000_000 })];

    const table = aTable({ rows: [aWonDeal()], spend, config: aConfig({ targets }) });

    expect(rowOf(table, 'seminar').ltvToCac).toBe(ltvToCac);
  });

  it('pays $1,200 back in 4 months at $400 and 75 % (golden 15)', () => {
    const targets = {
      ltv: { method: 'revenue', annualRevenue: 4_800, years: 3 },
      grossMarginRatio: 0.75,
    };
    const table = aTable({
      rows: [aWonDeal({ currency: 'USD' })],
      spend: [aSpendDay({ amountMinor: 120_000, currency: 'USD' })],
      config: aConfig({ targets, currency: 'USD' }),
    });

    expect(rowOf(table, 'seminar')).toMatchObject({ paybackMonths: '4' });
  });

  it('keeps ROAS and ROI apart: 20,000 won for 11,400 (19 KPIs article A21, golden 15)', () => {
    const table = aTable({
      rows: [aWonDeal({ amountMinor: 20_000 })],
      spend: [aSpendDay({ amountMinor: 11_400 })],
    });

    expect(rowOf(table, 'seminar')).toMatchObject({ wonRevenue: '20000', roas: '1.7544', roi: '0.7544' });
  });

  it('costs every stage (KPI design article, A9)', () => {
    const rows = [
      ...times(200, () => aRow()),
      ...times(100, () => aRow({ stage: 'mql' })),
      ...times(40, () => aRow({ stage: 'sql' })),
      ...times(28, () => aRow({ stage: 'opportunity', business: 'new' })),
    ];

    const table = aTable({ rows, spend: [aSpendDay({ amountMinor: 3_360_000 })] });

    expect(rowOf(table, 'seminar')).toMatchObject({
      costPerLead: '16800',
      costPerMql: '33600',
      costPerSql: '84000',
      costPerOpportunity: '120000',
      cac: null,
      cacReason: 'no-wins',
      cacLow: '910846',
      cacHigh: null,
    });
  });
});
