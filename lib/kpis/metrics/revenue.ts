import { isParting } from '../attribution/model-options.ts';
import { sumFacts } from '../fact-cell.ts';
import { divide, type Figure, known, map, unknown } from '../figure.ts';
import { dividedBy, ownMetric, ratioMetric, sumMetric } from './build-metric.ts';
import { goalOf } from './goal-of.ts';
import type { Metric } from './metric.ts';
import { createdPipeline, existingRevenue, opportunities, spendBase, won, wonRevenue } from './quantities.ts';
import type { RowFacts } from './row-facts.ts';

/** Revenue and return (kpi-methods B.6), of new business unless said otherwise. */
export const REVENUE: readonly Metric[] = [
  sumMetric(
    {
      id: 'won-revenue',
      number: 56,
      field: 'wonRevenue',
      name: { en: 'Won revenue', ja: '受注金額' },
      formula: { en: 'Σ amounts of new-business won deals', ja: '新規商談の受注金額の合計' },
      edges: ['C', 'F', 'U', 'E'],
      source: 'goal-setting podcast (KGI is revenue); kpi-methods 56',
    },
    wonRevenue,
  ),
  sumMetric(
    {
      id: 'existing-revenue',
      number: null,
      name: { en: 'Revenue of existing business', ja: '既存取引の受注金額' },
      formula: { en: 'Σ amounts of won renewals and expansions', ja: '更新・追加受注の金額の合計' },
      edges: ['C', 'F', 'U'],
      source: 'definitions: Stages (new / existing business)',
    },
    existingRevenue,
  ),
  ownMetric(
    {
      id: 'average-deal-size',
      number: 58,
      name: { en: 'Average deal size', ja: '平均受注単価' },
      unit: 'money',
      formula: { en: 'won revenue ÷ won deals with an amount', ja: '受注金額 ÷ 金額のある受注数' },
      edges: ['Z', 'C', 'F', 'E', 'n'],
      source: 'kpi-methods 58',
    },
    {
      parts: [wonRevenue, won],
      rollUp: 'ratio',
      measure: (facts) => ({ figure: dealSize(facts), n: facts.sum.wonWithAmount }),
    },
  ),
  sumMetric(
    {
      id: 'pipeline-created',
      number: 59,
      name: { en: 'Pipeline created', ja: '創出パイプライン' },
      formula: { en: 'Σ amounts of new-business deals created', ja: '作成された新規商談の金額の合計' },
      edges: ['C', 'U', 'E'],
      source: 'kpi-methods 59',
    },
    createdPipeline,
  ),
  ownMetric(
    {
      id: 'sourced-revenue',
      number: 60,
      name: { en: 'Sourced revenue', ja: 'マーケ起点売上' },
      unit: 'money',
      formula: {
        en: 'won revenue whose one credited touch belongs to a channel; none where the model parts credit, which gives attributed revenue',
        ja: '評価対象の接点(1つ)がいずれかのチャネルに属する受注金額。按分モデルでは値なし(按分したものはアトリビューション売上)',
      },
      edges: ['C', 'F', 'U', 'E'],
      source: 'kpi-methods 60',
    },
    {
      parts: [{ ...wonRevenue, of: sourced, only: ({ channel }) => channel !== null }],
      rollUp: 'sum',
      measure: (facts) => ({
        figure: isParting(facts.scope.input.model) ? unknown('parted-wins') : sourced(facts),
      }),
    },
  ),
  ratioMetric(
    {
      id: 'roas',
      number: 63,
      field: 'roas',
      name: { en: 'ROAS', ja: 'ROAS' },
      unit: 'ratio',
      edges: ['Z', 'N', 'C', 'F', 'E'],
      source: 'ferret Q&A; kpi-methods 63',
    },
    { numerator: wonRevenue, denominator: spendBase },
  ),
  ownMetric(
    {
      id: 'roi',
      number: 65,
      field: 'roi',
      name: { en: 'ROI', ja: 'マーケティングROI' },
      unit: 'ratio',
      formula: { en: '(won revenue − spend) ÷ spend', ja: '(受注金額 − 費用)÷ 費用' },
      edges: ['Z', 'N', 'C', 'F', 'E'],
      source: '19 KPIs article; kpi-methods 65',
    },
    {
      parts: [wonRevenue, spendBase],
      rollUp: 'ratio',
      measure: (facts) => ({
        figure: map(dividedBy(facts, wonRevenue, spendBase), (value) => value.minus(1)),
      }),
    },
  ),
  ownMetric(
    {
      id: 'gross-profit-roi',
      number: 66,
      name: { en: 'Gross-profit ROI', ja: '粗利ROI' },
      unit: 'ratio',
      formula: {
        en: '(won revenue × gross margin − spend) ÷ spend',
        ja: '(受注金額 × 粗利率 − 費用)÷ 費用',
      },
      edges: ['Z', 'N', 'C', 'F', 'E'],
      inputs: [...wonRevenue.inputs, ...spendBase.inputs, 'targets.grossMarginRatio'],
      source: 'kpi-methods 66',
    },
    {
      parts: [wonRevenue, spendBase],
      rollUp: 'ratio',
      measure: (facts) => ({ figure: grossProfitRoi(facts) }),
    },
  ),
  ownMetric(
    {
      id: 'sales-velocity',
      number: 68,
      name: { en: 'Sales velocity', ja: '営業速度' },
      unit: 'money',
      formula: {
        en: 'opportunities × win rate × average deal size ÷ mean days from creation to win',
        ja: '商談数 × 受注率 × 平均受注単価 ÷ 作成から受注までの平均日数(1日あたり)',
      },
      edges: ['Z', 'E', 'n'],
      source: 'kpi-methods 68',
    },
    {
      parts: [opportunities, won, wonRevenue],
      measure: (facts) => ({ figure: velocity(facts), n: facts.sum.won }),
    },
  ),
  ownMetric(
    {
      id: 'pipeline-coverage',
      number: 69,
      name: { en: 'Pipeline coverage', ja: 'パイプラインカバレッジ' },
      unit: 'ratio',
      formula: {
        en: 'amount of open deals expected to close in the period ÷ revenue goal of the period',
        ja: '期間内にクローズ予定の案件金額 ÷ 期間の受注金額目標',
      },
      edges: ['Z', 'C'],
      inputs: ['Opportunity.CloseDate, Amount', 'deal closedate, amount', 'targets.monthly.wonRevenue'],
      source: 'kpi-methods 69',
    },
    {
      parts: [
        {
          ...createdPipeline,
          label: 'due-pipeline',
          counts: ['dueMinor'],
          of: ({ sum }) => known(sum.dueMinor),
        },
      ],
      grain: 'company',
      anchor: { en: 'expected close date', ja: 'クローズ予定日' },
      measure: coverage,
    },
  ),
];

function dealSize({ sum }: RowFacts): Figure {
  return divide(known(sum.wonMinor), known(sum.wonWithAmount), sum.won === 0 ? 'no-wins' : 'no-amount');
}

/** Won revenue of what any channel has. */
function sourced(facts: RowFacts): Figure {
  const owned = facts.group.cells.filter(({ channel }) => channel !== null);
  return wonRevenue.of({ ...facts, sum: sumFacts(owned) });
}

function grossProfitRoi(facts: RowFacts): Figure {
  const margin = facts.scope.input.config.targets.grossMarginRatio;
  if (margin === undefined) return unknown('no-gross-profit');
  return map(dividedBy(facts, wonRevenue, spendBase), (roas) => roas.times(margin).minus(1));
}

function velocity(facts: RowFacts): Figure {
  const { sum } = facts;
  const size = dealSize(facts);
  const rate = divide(known(sum.won), known(sum.won + sum.lost), 'nothing-closed');
  const days = divide(known(sum.dealDays), known(sum.wonWithDays), 'no-cycle');
  if (size.value === null) return size;
  if (rate.value === null) return rate;
  return divide(known(size.value.times(rate.value).times(sum.opportunity)), days, 'no-cycle');
}

function coverage({ scope }: RowFacts): { readonly figure: Figure } {
  const due = scope.groups.blended.cells.reduce((sum, { dueMinor }) => sum + dueMinor, 0);
  return { figure: divide(known(due), goalOf(scope, 'wonRevenue'), 'no-goal') };
}
