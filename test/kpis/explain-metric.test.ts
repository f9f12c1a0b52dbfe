import { describe, expect, it } from 'vitest';
import type { LedgerRow, SpendDay } from '../../lib/domain/ledger.ts';
import { explainMetric, type MetricQuery } from '../../lib/kpis/explain-metric.ts';
import type { Explanation } from '../../lib/kpis/explanation.ts';
import { lagCurve } from '../../lib/kpis/lag-curve.ts';
import { METRICS, requireMetric } from '../../lib/kpis/metrics/registry.ts';
import { aConfig, aRow, aSpendDay, aWonDeal, times } from './builders.ts';

type Asked = Omit<MetricQuery, 'rows' | 'spend'>;

const QUERY: Asked = {
  channel: 'seminar',
  from: '2026-01-01',
  to: '2026-01-31',
  today: '2026-02-15',
  model: 'first',
  coverage: [],
  lag: lagCurve([], '2026-01-31'),
  config: aConfig(),
  available: { mql: true, sql: true },
};

const NOISE = [
  aRow(),
  aWonDeal({ channel: 'organic' }),
  aWonDeal({ day: '2026-02-01' }),
  aWonDeal({ business: 'existing' }),
];

describe('explainMetric of CAC', () => {
  it('goes from ¥200,000 down to spend rows and deals (ferret Q&A, A1)', () => {
    const wins = times(5, (index) => aWonDeal({ id: `deal-${5 - index}`, sources: [`crm/Deal/${index}`] }));
    const spend = [
      aSpendDay({ source: 'ads.csv:10', amountMinor: 400_000 }),
      aSpendDay({ source: 'ads.csv:9', amountMinor: 350_000 }),
      aSpendDay({ source: 'ads.csv:9', amountMinor: 250_000, day: '2026-01-11' }),
      aSpendDay({ channel: 'organic' }),
      aSpendDay({ day: '2026-02-01' }),
    ];

    const tree = cacOf([...wins, ...NOISE], spend, QUERY);

    expect(tree).toMatchObject({ label: 'cac', value: '200000', formula: 'spend ÷ newCustomers' });
    expect(tree.inputs[0]).toEqual({
      label: 'spend',
      value: '1000000',
      formula: 'Σ spend rows',
      inputs: [
        { label: 'ads.csv:9', value: '600000', inputs: [] },
        { label: 'ads.csv:10', value: '400000', inputs: [] },
      ],
    });
    expect(tree.inputs[1]?.value).toBe('5');
    expect(tree.inputs[1]?.inputs[0]).toEqual({
      label: 'deal-1',
      value: '2026-01-10',
      inputs: [{ label: 'crm/Deal/4', value: '2026-01-10', inputs: [] }],
    });
  });

  it.each<[string, Partial<Asked>, string | null]>([
    ['the blended one', {}, '450'],
    ['one channel', { channel: 'seminar' }, '150'],
    ['one landing page', { channel: 'seminar', subChannel: 'lp-a' }, '100'],
    ['the rest of a channel', { channel: 'seminar', subChannel: null }, '200'],
  ])('explains %s', (_what, scope, cac) => {
    const { channel: _left, ...window } = QUERY;
    const rows = [aWonDeal({ subChannel: 'lp-a' }), aWonDeal()];
    const spend = [
      aSpendDay({ subChannel: 'lp-a', amountMinor: 100 }),
      aSpendDay({ amountMinor: 200 }),
      aSpendDay({ channel: 'billboard', isKnownChannel: false, amountMinor: 600 }),
    ];

    const tree = cacOf(rows, spend, { ...window, ...scope });

    expect(tree.value).toBe(cac);
  });

  it.each<[string, readonly LedgerRow[], Partial<Asked>, string]>([
    ['no spend is declared', [aWonDeal()], {}, 'spend-not-declared'],
    ['nobody declared this month', [aWonDeal()], { coverage: [declared('2025-12')] }, 'spend-not-declared'],
    ['nothing was won', [], { coverage: [declared('2026-01')] }, 'no-wins'],
    [
      'no win has a company',
      [aWonDeal({ isNewCustomer: false })],
      { coverage: [declared('2026-01')] },
      'no-new-customers',
    ],
    ['it is unattributed', [aWonDeal({ channel: null })], { channel: null }, 'unattributed'],
  ])('has no value when %s', (_when, rows, change, valueReason) => {
    const tree = cacOf(rows, [], { ...QUERY, ...change });

    expect(tree).toMatchObject({ value: null, valueReason });
  });

  it('takes declared months without rows as zero', () => {
    const tree = cacOf([aWonDeal()], [], { ...QUERY, coverage: [declared('2026-01')] });

    expect(tree.value).toBe('0');
  });

  it('shows undated deals where the period is all data', () => {
    const rows = [aWonDeal({ day: null })];

    const tree = cacOf(rows, [aSpendDay()], { ...QUERY, includeUndated: true });

    expect(tree.inputs[1]?.inputs[0]).toMatchObject({ value: null, valueReason: 'undated' });
  });
});

describe('explainMetric', () => {
  const rows = [
    aRow({ id: 'p-1', mqlDay: '2026-01-12', sources: ['salesforce/Lead/1'] }),
    aRow({ id: 'p-2' }),
    aRow({ id: 'p-3', channel: 'organic', mqlDay: '2026-01-12' }),
    aRow({ stage: 'lost', id: 'd-1', sources: ['salesforce/Opportunity/9'] }),
    aWonDeal({ id: 'd-2' }),
  ];
  const query: MetricQuery = { ...QUERY, rows, spend: [aSpendDay()] };

  it('goes from a rate down to the people in its numerator and its denominator', () => {
    const tree = explainMetric(requireMetric('lead-to-mql-rate'), query);

    expect(tree).toMatchObject({ label: 'lead-to-mql-rate', value: '0.5' });
    expect(
      tree.inputs.map(({ label, value, inputs }) => [label, value, inputs.map((row) => row.label)]),
    ).toEqual([
      ['leadToMql', '1', ['p-1']],
      ['leads', '2', ['p-1', 'p-2']],
    ]);
    expect(tree.inputs[0]?.inputs[0]?.inputs[0]?.label).toBe('salesforce/Lead/1');
  });

  it('shows amounts where it adds up money, and both sides of what is closed', () => {
    const revenue = explainMetric(requireMetric('won-revenue'), query);
    const rate = explainMetric(requireMetric('win-rate'), query);

    expect(revenue.inputs[0]?.inputs).toMatchObject([{ label: 'd-2', value: '300000' }]);
    expect(rate.inputs[1]?.inputs.map(({ label }) => label)).toEqual(['d-1', 'd-2']);
  });

  it('names the lines of activity files', () => {
    const activity = [
      { day: '2026-01-10', channel: 'seminar', count: 'sessions', value: 40, source: 'web.csv:2' } as const,
      { day: '2026-01-10', channel: 'organic', count: 'sessions', value: 9, source: 'web.csv:3' } as const,
    ];

    const tree = explainMetric(requireMetric('visit-to-lead-rate'), { ...query, activity });

    expect(tree.value).toBe('0.05');
    expect(tree.inputs[1]?.inputs).toEqual([{ label: 'web.csv:2', value: '40', inputs: [] }]);
  });

  it('lists only the spend and the wins that a figure counts', () => {
    const spend = [
      aSpendDay({ source: 'ads.csv:2' }),
      aSpendDay({ source: 'ads.csv:3', costScope: 'program' }),
      aSpendDay({ source: 'ads.csv:4', channel: 'billboard', isKnownChannel: false }),
    ];
    const { channel: _all, ...blended } = {
      ...query,
      spend,
      rows: [...rows, aWonDeal({ id: 'd-3', channel: null })],
    };
    const linesOf = (id: string) =>
      explainMetric(requireMetric(id), blended).inputs[0]?.inputs.map(({ label }) => label);

    expect(linesOf('media-spend')).toEqual(['ads.csv:2', 'ads.csv:4']);
    expect(linesOf('unallocated-spend')).toEqual(['ads.csv:4']);
    expect(linesOf('sourced-revenue')).toEqual(['d-2']);
    expect(linesOf('won-revenue')).toEqual(['d-2', 'd-3']);
  });

  it('explains a figure of the company the same on every row', () => {
    const tree = explainMetric(requireMetric('blended-cac'), query);

    expect(tree).toMatchObject({ label: 'blended-cac', value: '100000' });
  });

  it.each(METRICS.map((metric) => [metric.id, metric] as const))('has the parts of %s', (_id, metric) => {
    const tree = explainMetric(metric, query);

    expect(new Set(tree.inputs.map(({ label }) => label))).toEqual(
      new Set(metric.parts.map(({ label }) => label)),
    );
    if (tree.value === null) expect(tree.valueReason).toBeTypeOf('string');
  });

  it('counts in each part of a count as many rows as its value says', () => {
    const parts = METRICS.flatMap((metric) => {
      const counted = metric.parts.filter(({ unit }) => unit === 'count').map(({ label }) => label);
      return explainMetric(metric, query).inputs.filter(({ label }) => counted.includes(label));
    });

    const known = parts.filter(({ value }) => value !== null);
    expect(known.length).toBeGreaterThan(30);
    expect(known.filter(({ value, inputs }) => Number(value) !== inputs.length)).toEqual([]);
  });
});

function cacOf(rows: readonly LedgerRow[], spend: readonly SpendDay[], asked: Asked): Explanation {
  return explainMetric(requireMetric('cac'), { ...asked, rows, spend });
}

function declared(month: string) {
  return { channel: 'seminar', month, status: 'complete' } as const;
}
