import Big from 'big.js';
import { type CostScope, isCostScope, isWithinScope } from '../../domain/cost-scope.ts';
import { type Figure, known, unknown } from '../figure.ts';
import { spendByScope } from '../methods/spend-scopes.ts';
import { ownMetric, sumMetric } from './build-metric.ts';
import { laggedSpend } from './lagged-spend.ts';
import type { Metric, Text } from './metric.ts';
import { budget, spendBase, spendTotal } from './quantities.ts';
import type { Quantity } from './quantity.ts';
import type { RowFacts } from './row-facts.ts';

interface ScopeSpec {
  readonly id: string;
  readonly number: number;
  readonly scope: CostScope;
  readonly name: Text;
  readonly formula: Text;
}

const SCOPES: readonly ScopeSpec[] = [
  {
    id: 'media-spend',
    number: 1,
    scope: 'media',
    name: { en: 'Media spend', ja: '広告費' },
    formula: { en: 'Σ spend rows of the scope media', ja: 'スコープ「media」の費用の合計' },
  },
  {
    id: 'program-spend',
    number: 2,
    scope: 'program',
    name: { en: 'Program spend', ja: '施策費' },
    formula: {
      en: 'media + event, production, agency and lists (scope program)',
      ja: '広告費 + イベント・制作・代理店・リスト(スコープ「program」)',
    },
  },
  {
    id: 'fully-loaded-spend',
    number: 3,
    scope: 'fully-loaded',
    name: { en: 'Fully loaded cost', ja: '総獲得費用' },
    formula: {
      en: 'program + people, tools, commission, overhead (scope fully-loaded)',
      ja: '施策費 + 人件費・ツール・手数料・間接費(スコープ「fully-loaded」)',
    },
  },
];

/** Cost (kpi-methods B.1). No spend row is not zero: without any declared month it is null. */
export const COST: readonly Metric[] = [
  sumMetric(
    {
      id: 'spend',
      number: null,
      field: 'spend',
      name: { en: 'Spend', ja: '費用' },
      formula: { en: 'Σ spend rows, consumption tax excluded', ja: '費用の合計(消費税を除く)' },
      edges: ['S', 'N', 'C', 'U'],
      source: 'ferret Q&A (organic has a cost); kpi-methods 1–3',
    },
    { ...spendTotal, anchor: { en: 'service period or event day', ja: '役務提供期間・開催日' } },
  ),
  ownMetric(
    {
      id: 'spend-coverage',
      number: null,
      field: 'spendCoverage',
      name: { en: 'Spend coverage', ja: '費用の申告率' },
      unit: 'share',
      formula: {
        en: 'months with declared spend ÷ all months of the period',
        ja: '費用を入力済みの月数 ÷ 期間の全月数',
      },
      edges: ['S'],
      source: 'definitions: Money',
    },
    {
      parts: [spendTotal],
      anchor: { en: 'month of spend', ja: '費用の月' },
      measure: ({ coverage }) => ({ figure: coverageShare(coverage) }),
    },
  ),
  ...SCOPES.map(scopeMetric),
  sumMetric(
    {
      id: 'budget',
      number: 4,
      name: { en: 'Budget', ja: '予算' },
      formula: {
        en: 'Σ budgets of campaigns, spread over their days',
        ja: 'キャンペーン予算の合計(期間の日数で按分)',
      },
      edges: ['C', 'U'],
      source: 'kpi-methods 4',
    },
    budget,
  ),
  ownMetric(
    {
      id: 'budget-variance',
      number: 4,
      name: { en: 'Budget variance', ja: '予実差' },
      unit: 'money',
      formula: { en: 'spend − budget', ja: '費用 − 予算' },
      edges: ['C', 'S'],
      source: 'kpi-methods 4',
    },
    { parts: [spendTotal, budget], measure: (facts) => ({ figure: variance(facts) }) },
  ),
  ownMetric(
    {
      id: 'lag-aligned-spend',
      number: 5,
      name: { en: 'Lag-aligned spend', ja: 'ラグ調整後費用' },
      unit: 'money',
      formula: {
        en: 'Σ spend of k months before × share of wins that come k months after the lead (Kaplan–Meier)',
        ja: 'Σ kか月前の費用 × リードからkか月後に受注する割合(カプラン・マイヤー)',
      },
      edges: ['S', 'N', 'C', 'M'],
      source: 'kpi-methods 5; golden 17',
    },
    { parts: [spendBase], measure: (facts) => ({ figure: laggedSpend(facts) }) },
  ),
  ownMetric(
    {
      id: 'unallocated-spend',
      number: 6,
      name: { en: 'Unallocated spend', ja: '未配賦費用' },
      unit: 'money',
      formula: { en: 'spend of no channel of the config', ja: '設定にないチャネルの費用' },
      edges: ['U', 'C'],
      source: 'kpi-methods 6',
    },
    {
      parts: [
        {
          ...spendTotal,
          of: ({ group }) => unallocated(group.cells),
          only: ({ channel }) => channel === null,
        },
      ],
      rollUp: 'sum',
      measure: ({ group }) => ({ figure: unallocated(group.cells) }),
    },
  ),
];

function coverageShare(coverage: RowFacts['coverage']): Figure {
  if (coverage === null || coverage.all === 0) return unknown('no-channel');
  return known(new Big(coverage.declared).div(coverage.all));
}

function variance(facts: RowFacts): Figure {
  const planned = budget.of(facts);
  if (facts.spend.value === null) return facts.spend;
  return planned.value === null ? planned : known(facts.spend.value.minus(planned.value));
}

function scopeMetric({ id, number, scope, name, formula }: ScopeSpec): Metric {
  const source = `kpi-methods ${number}`;
  return ownMetric(
    { id, number, name, unit: 'money', formula, edges: ['S', 'N', 'C', 'U'], source },
    { parts: [scopePart(scope)], measure: (facts) => ({ figure: scopeSpend(facts, scope) }) },
  );
}

function scopePart(scope: CostScope): Quantity {
  return {
    ...spendTotal,
    of: (facts) => scopeSpend(facts, scope),
    only: ({ costScope }) => isWithinScope(costScope, scope),
  };
}

function scopeSpend({ spend, group }: RowFacts, scope: CostScope): Figure {
  if (spend.value === null) return spend;
  const rows = group.cells.flatMap(({ costScope, spendMinor }) =>
    isCostScope(costScope) ? [{ costScope, amountMinor: spendMinor }] : [],
  );
  return spendByScope(rows)[scope];
}

function unallocated(cells: RowFacts['group']['cells']): Figure {
  const without = cells.filter(({ channel, costScope }) => channel === null && costScope !== null);
  return known(without.reduce((sum, { spendMinor }) => sum + spendMinor, 0));
}
