import { daysBetween } from '../../domain/calendar.ts';
import { type FactCounts, sumFacts } from '../fact-cell.ts';
import { divide, type Figure, unknown } from '../figure.ts';
import { leadDaysOf, shareAt } from '../lag-curve.ts';
import { paceOf } from '../methods/pace.ts';
import { requiredBudget, requiredVolumes } from '../methods/required-volumes.ts';
import { stageCosts, workedBackCac } from '../targets.ts';
import { ownMetric } from './build-metric.ts';
import { type Goal, goalOf } from './goal-of.ts';
import type { Metric, Text } from './metric.ts';
import { leads, mql, newCustomers, opportunities, sql, won, wonRevenue } from './quantities.ts';
import type { Quantity } from './quantity.ts';
import type { RowFacts } from './row-facts.ts';

type Stage = 'opportunity' | 'sql' | 'mql' | 'lead';

const RATES = 'targets.rates';
const GOALS = 'targets.monthly';
const STAGES: readonly { readonly stage: Stage; readonly of: Quantity; readonly name: Text }[] = [
  { stage: 'opportunity', of: opportunities, name: { en: 'opportunity', ja: '商談' } },
  { stage: 'sql', of: sql, name: { en: 'SQL', ja: 'SQL' } },
  { stage: 'mql', of: mql, name: { en: 'MQL', ja: 'MQL' } },
  { stage: 'lead', of: leads, name: { en: 'lead', ja: 'リード' } },
];
const ATTAINED: readonly { readonly id: string; readonly goal: Goal; readonly of: Quantity }[] = [
  { id: 'leads', goal: 'leads', of: leads },
  { id: 'mql', goal: 'mql', of: mql },
  { id: 'sql', goal: 'sql', of: sql },
  { id: 'opportunities', goal: 'opportunities', of: opportunities },
  { id: 'won', goal: 'won', of: won },
  { id: 'new-customers', goal: 'newCustomers', of: newCustomers },
  { id: 'won-revenue', goal: 'wonRevenue', of: wonRevenue },
];

/** Planning (kpi-methods B.9): of the whole company, whatever the row. */
export const PLANNING: readonly Metric[] = [
  companyMetric(
    {
      id: 'target-cac',
      number: 94,
      field: 'targetCac',
      name: { en: 'Target CAC', ja: '目標CAC' },
      unit: 'money',
      formula: { en: 'configured, else LTV of the company ÷ 3', ja: '設定値。なければ会社全体のLTV ÷ 3' },
      inputs: ['targets.cac', 'targets.ltv', 'targets.ltvToCac'],
      source: 'ferret Q&A: ¥6,000,000 ÷ 3 = ¥2,000,000; kpi-methods 94',
    },
    [wonRevenue, won],
    ({ scope }) => scope.target.figure,
  ),
  companyMetric(
    {
      id: 'worked-back-target-cac',
      number: 94,
      name: { en: 'Target CAC, worked back', ja: '目標CAC(逆算)' },
      unit: 'money',
      formula: { en: 'gross profit per month × payback months', ja: '月間粗利 × 回収期間(月)' },
      inputs: ['targets.monthlyGrossProfit', 'targets.paybackMonths'],
      source: 'KPI design article: 50,000 × 12 = 600,000; kpi-methods 94',
    },
    [wonRevenue, won],
    ({ scope }) => workedBackCac(scope.input.config),
  ),
  ...STAGES.map(({ stage, of, name }) =>
    companyMetric(
      {
        id: `target-cost-per-${stage}`,
        number: 95,
        name: { en: `Target cost per ${name.en}`, ja: `目標${name.ja}単価` },
        unit: 'money',
        formula: { en: 'target CAC × conversion rates after the stage', ja: '目標CAC × 以降の転換率の積' },
        inputs: [RATES, 'targets.cac'],
        source: 'KPI design article: 120,000 / 84,000 / 33,600 / 16,800; kpi-methods 95',
      },
      [of],
      ({ scope }) => stageCosts(scope.target.figure, scope.input.config.targets.rates ?? {})[stage],
    ),
  ),
  ...STAGES.map(({ stage, of, name }) =>
    companyMetric(
      {
        id: `required-${stage}`,
        number: 96,
        name: { en: `Required ${name.en} volume`, ja: `必要${name.ja}数` },
        unit: 'count',
        formula: {
          en: 'goal of won deals ÷ conversion rates after the stage, rounded up',
          ja: '受注目標 ÷ 以降の転換率の積(切り上げ)',
        },
        inputs: [RATES, `${GOALS}.won`],
        source: 'kpi-methods 96; golden 02',
      },
      [of],
      (facts) => volume(facts, stage),
    ),
  ),
  companyMetric(
    {
      id: 'required-budget',
      number: 97,
      name: { en: 'Required budget', ja: '必要予算' },
      unit: 'money',
      formula: { en: 'goal of won deals × target CAC', ja: '受注目標 × 目標CAC' },
      inputs: [`${GOALS}.won`, 'targets.cac'],
      source: 'kpi-methods 97; golden 02: ¥6,000,000 for 10',
    },
    [won],
    budget,
  ),
  ...ATTAINED.map(({ id, goal, of }) =>
    companyMetric(
      {
        id: `attainment-${id}`,
        number: 98,
        name: { en: `Attainment: ${of.noun.en}`, ja: `${of.noun.ja}の達成率` },
        unit: 'ratio',
        formula: {
          en: 'actual of the company ÷ (goal a month × months of the period)',
          ja: '会社全体の実績 ÷(月間目標 × 期間の月数)',
        },
        inputs: [...of.inputs, `${GOALS}.${goal}`],
        source: 'kpi-methods 98',
      },
      [of],
      (facts) => attainment(facts, goal, of),
    ),
  ),
  companyMetric(
    {
      id: 'pace-won',
      number: 98,
      name: { en: 'Projected wins', ja: '受注の着地見込み' },
      unit: 'count',
      formula: {
        en: 'wins so far + Σ leads × their rate × share of wins that falls due by the end of the period',
        ja: '現時点の受注 + Σ リード数 × 受注率 × 期末までに決まる割合',
      },
      inputs: [...won.inputs, ...leads.inputs],
      source: 'kpi-methods 98',
    },
    [won, leads],
    pace,
  ),
];

function companyMetric(
  spec: Omit<Parameters<typeof ownMetric>[0], 'edges'>,
  parts: readonly Quantity[],
  figure: (facts: RowFacts) => Figure,
): Metric {
  return ownMetric(
    { ...spec, edges: ['Z'] },
    { parts, grain: 'company', measure: (facts) => ({ figure: figure(facts) }) },
  );
}

function volume({ scope }: RowFacts, stage: Stage): Figure {
  const goal = goalOf(scope, 'won');
  if (goal.value === null) return goal;
  return requiredVolumes(goal.value.toNumber(), scope.input.config.targets.rates ?? {})[stage];
}

function budget({ scope }: RowFacts): Figure {
  const goal = goalOf(scope, 'won');
  return goal.value === null ? goal : requiredBudget(goal.value.toNumber(), scope.target.figure);
}

function attainment(facts: RowFacts, goal: Goal, of: Quantity): Figure {
  const { scope } = facts;
  const wanted = goalOf(scope, goal);
  const actual = of.of({ ...facts, group: scope.groups.blended, sum: companySum(facts) });
  return wanted.value === null ? wanted : divide(actual, wanted, 'no-goal');
}

/** Leads of all time go on until the period ends; later leads are left out, as nobody knows them yet. */
function pace(facts: RowFacts): Figure {
  const { lag, today, to, facts: cells } = facts.scope.input;
  if (lag.days.length === 0) return unknown('no-wins-to-learn-from');
  const end = to > today ? to : today;
  const cohorts = leadDaysOf(cells).map(({ day, leads: count }) => ({
    leads: count,
    maturityNow: shareAt(lag, daysBetween(day, today)),
    maturityAtEnd: shareAt(lag, daysBetween(day, end)),
  }));
  const cohortWins = cells.reduce((sum, { leadToWon, day }) => sum + (day === null ? 0 : leadToWon), 0);
  const { projected } = paceOf({ actual: companySum(facts).won, goal: 1, cohortWins, cohorts });
  return projected.value === null ? unknown('too-fresh') : projected;
}

function companySum({ scope }: RowFacts): FactCounts {
  return sumFacts(scope.groups.blended.cells);
}
