import { divide, type Figure } from '../figure.ts';
import { monthlyGrossProfit } from '../ltv.ts';
import { dividedBy, ownMetric } from './build-metric.ts';
import type { Metric } from './metric.ts';
import { newCustomers, spendBase, won, wonRevenue } from './quantities.ts';
import type { RowFacts } from './row-facts.ts';

const LTV_INPUTS = ['targets.ltv', 'targets.grossMarginRatio', 'crm.*.amountMeaning', 'crm.*.contractEnd'];

/** Lifetime value against cost (kpi-methods B.8), as far as the config says how a customer earns. */
export const LIFETIME: readonly Metric[] = [
  ownMetric(
    {
      id: 'ltv',
      number: 85,
      field: 'ltv',
      name: { en: 'LTV', ja: '顧客生涯価値' },
      unit: 'money',
      formula: {
        en: 'annual revenue × years, profit per transaction × repeat purchases, or monthly profit × months; × gross margin where one is set',
        ja: '年間売上 × 継続年数、1回の利益 × 購入回数、または月間利益 × 継続月数(粗利率の設定があれば乗算)',
      },
      edges: ['Z', 'C', 'E', 'n'],
      inputs: LTV_INPUTS,
      source: 'ferret Q&A: ¥2,000,000 × 3 = ¥6,000,000; B2B overview; kpi-methods 85–86',
    },
    {
      parts: [wonRevenue, won],
      anchor: { en: 'close date', ja: '受注日' },
      measure: ({ ltv }) => ({ figure: ltv.figure }),
    },
  ),
  ownMetric(
    {
      id: 'ltv-to-cac',
      number: 92,
      field: 'ltvToCac',
      name: { en: 'LTV:CAC', ja: 'LTV/CAC' },
      unit: 'ratio',
      formula: { en: 'LTV ÷ CAC', ja: 'LTV ÷ CAC' },
      edges: ['Z', 'S', 'C', 'E', 'n'],
      inputs: [...LTV_INPUTS, ...spendBase.inputs],
      source: 'kpi-methods 92',
    },
    {
      parts: [spendBase, newCustomers, wonRevenue],
      anchor: { en: 'spend day; close date', ja: '費用の日、受注日' },
      measure: (facts) => ({ figure: divide(facts.ltv.figure, cacOf(facts), 'zero-cac') }),
    },
  ),
  ownMetric(
    {
      id: 'payback-months',
      number: 93,
      field: 'paybackMonths',
      name: { en: 'Payback months', ja: '回収期間(月)' },
      unit: 'months',
      formula: {
        en: 'CAC ÷ gross profit per customer and month',
        ja: 'CAC ÷ 顧客1社あたりの月間粗利',
      },
      edges: ['Z', 'S', 'C', 'E', 'n'],
      inputs: [...spendBase.inputs, 'targets.monthlyGrossProfit', 'targets.grossMarginRatio'],
      source: 'KPI design article; kpi-methods 93',
    },
    {
      parts: [spendBase, newCustomers],
      measure: (facts) => ({ figure: divide(cacOf(facts), profitOf(facts), 'no-gross-profit') }),
    },
  ),
];

function cacOf(facts: RowFacts): Figure {
  return dividedBy(facts, spendBase, newCustomers);
}

function profitOf({ sum, scope: { input } }: RowFacts): Figure {
  return monthlyGrossProfit({ config: input.config, ltvFacts: input.ltvFacts, ...sum });
}
