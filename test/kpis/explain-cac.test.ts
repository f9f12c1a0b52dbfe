import { describe, expect, it } from 'vitest';
import { type CacQuery, explainCac } from '../../lib/kpis/explain-cac.ts';
import { aRow, aSpendDay, aWonDeal, times } from './builders.ts';

const QUERY: CacQuery = {
  channel: 'seminar',
  from: '2026-01-01',
  to: '2026-01-31',
  model: 'first',
  currency: 'JPY',
};

const NOISE = [
  aRow(),
  aWonDeal({ channel: 'organic' }),
  aWonDeal({ day: '2026-02-01' }),
  aWonDeal({ business: 'existing' }),
];

describe('explainCac', () => {
  it('goes from ¥200,000 down to spend rows and deals (ferret Q&A, A1)', () => {
    const wins = times(5, (index) => aWonDeal({ id: `deal-${5 - index}`, sources: [`crm/Deal/${index}`] }));
    const spend = [
      aSpendDay({ source: 'ads.csv:10', amountMinor: 400_000 }),
      aSpendDay({ source: 'ads.csv:9', amountMinor: 350_000 }),
      aSpendDay({ source: 'ads.csv:9', amountMinor: 250_000, day: '2026-01-11' }),
      aSpendDay({ channel: 'organic' }),
      aSpendDay({ day: '2026-02-01' }),
    ];

    const tree = explainCac([...wins, ...NOISE], spend, QUERY);

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

  it.each<[string, Partial<CacQuery>, string | null]>([
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

    const tree = explainCac(rows, spend, { ...window, ...scope });

    expect(tree.value).toBe(cac);
  });

  it.each<[string, Parameters<typeof explainCac>[0], Partial<CacQuery>, string]>([
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
    const tree = explainCac(rows, [], { ...QUERY, ...change });

    expect(tree).toMatchObject({ value: null, valueReason });
  });

  it('takes declared months without rows as zero', () => {
    const tree = explainCac([aWonDeal()], [], { ...QUERY, coverage: [declared('2026-01')] });

    expect(tree.value).toBe('0');
  });

  it('shows undated deals where the period is all data', () => {
    const rows = [aWonDeal({ day: null })];

    const tree = explainCac(rows, [aSpendDay()], { ...QUERY, includeUndated: true });

    expect(tree.inputs[1]?.inputs[0]).toMatchObject({ value: null, valueReason: 'undated' });
  });
});

function declared(month: string) {
  return { channel: 'seminar', month, status: 'complete' } as const;
}
