import { describe, expect, it } from 'vitest';
import { foldFacts } from '../../../lib/kpis/fold-facts.ts';
import { aConfig, aRow, aSpendDay, aWonDeal, type TableParts, times } from '../builders.ts';
import { measured, numberOf } from './measure-table.ts';

const LEADS = [
  ...times(6, (at) => aRow({ id: `cold-${at}` })),
  ...times(2, (at) => aRow({ id: `mql-${at}`, mqlDay: '2026-01-11' })),
  aRow({ id: 'sql', mqlDay: '2026-01-11', sqlDay: '2026-01-12' }),
  aRow({
    id: 'won',
    mqlDay: '2026-01-11',
    sqlDay: '2026-01-12',
    opportunityDay: '2026-01-20',
    wonDay: '2026-01-30',
  }),
];
const WINS = times(5, (at) => aWonDeal({ id: `deal-${at}`, createdDay: '2025-12-31' }));
const LOSSES = times(15, (at) =>
  aRow({ stage: 'lost', id: `lost-${at}`, amountMinor: 100_000, currency: 'JPY' }),
);
const SPEND = [aSpendDay({ amountMinor: 1_000_000 })];

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

describe('CAC in its variants (kpi-methods B.4 and B.5)', () => {
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

describe('time (kpi-methods B.7)', () => {
  it('takes medians of those that get there, whoever is still open', () => {
    expect(numberOf('lead-to-opportunity-days', { rows: LEADS })).toBe(10);
    expect(numberOf('lead-to-won-days', { rows: LEADS })).toBe(20);
    expect(numberOf('opportunity-to-won-days', { rows: LEADS })).toBe('no-wins-to-learn-from');
  });

  it('calls deals stalled that are older than three quarters of wins were', () => {
    const won = aRow({ stage: 'opportunity', outcome: 'won', closeDay: '2026-01-20' });
    const open = times(3, (at) => aRow({ stage: 'opportunity', id: `open-${at}`, outcome: 'open' }));

    expect(numberOf('stalled-deals', { rows: [won, ...open] })).toBe(3);
    expect(numberOf('stalled-deals', { rows: [won, ...open], today: '2026-01-20' })).toBe(0);
  });

  it('measures the growth of qualified leads over the month before', () => {
    const of = (day: string, count: number) =>
      times(count, (at) => aRow({ stage: 'sql', id: `${day}-${at}`, day }));

    expect(numberOf('lead-velocity-rate', { rows: [...of('2025-12-10', 4), ...of('2026-01-10', 6)] })).toBe(
      0.5,
    );
    expect(numberOf('lead-velocity-rate', { rows: of('2026-01-10', 6) })).toBe('no-sql');
  });
});

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

describe('cost (kpi-methods B.1)', () => {
  it('keeps the scopes apart, and says where one was not declared', () => {
    const spend = [...SPEND, aSpendDay({ costScope: 'program', amountMinor: 500_000 })];

    expect(numberOf('media-spend', { rows: LEADS, spend })).toBe(1_000_000);
    expect(numberOf('program-spend', { rows: LEADS, spend })).toBe(1_500_000);
    expect(numberOf('fully-loaded-spend', { rows: LEADS, spend })).toBe('scope-not-declared');
  });

  it('shows what no channel of the config has', () => {
    const spend = [...SPEND, aSpendDay({ channel: 'billboard', isKnownChannel: false, amountMinor: 7 })];

    expect(numberOf('unallocated-spend', { spend }, 'blended')).toBe(7);
    expect(numberOf('unallocated-spend', { spend })).toBe(0);
  });
});
