import Big from 'big.js';
import { divide, type Figure, known, unknown } from '../figure.ts';
import { leadDaysOf, maturity } from '../lag-curve.ts';
import { compareWithRest, type RestComparison } from '../methods/compare-with-rest.ts';
import { targetProbability } from '../methods/target-probability.ts';
import { winsNeeded } from '../methods/wins-needed.ts';
import { isParted, rowInterval } from '../row-interval.ts';
import { rowVerdict } from '../row-verdict.ts';
import type { TableScope } from '../table-scope.ts';
import { ownMetric } from './build-metric.ts';
import type { Measured, Metric } from './metric.ts';
import { newCustomers, spendBase } from './quantities.ts';
import { type RowFacts, rowFacts } from './row-facts.ts';

const EDGES = ['Z', 'S', 'N', 'n'] as const;
const PARTS = [spendBase, newCustomers] as const;

/** Uncertainty and decisions (kpi-methods B.5): spend is taken as known, new customers as Poisson. */
export const DECISION: readonly Metric[] = [
  ownMetric(
    {
      id: 'cac-low',
      number: 48,
      field: 'cacLow',
      name: { en: 'CAC, lower end of 95 %', ja: 'CAC 95%区間の下限' },
      unit: 'money',
      formula: {
        en: 'spend ÷ (χ²(.975; 2k + 2) ÷ 2), k new customers',
        ja: '費用 ÷(χ²(.975; 2k + 2) ÷ 2)、kは新規顧客数',
      },
      edges: EDGES,
      source: 'Garwood 1936; kpi-methods 48',
    },
    { parts: PARTS, measure: (facts) => ({ figure: endOf(facts, 'low'), n: facts.sum.newCustomer }) },
  ),
  ownMetric(
    {
      id: 'cac-high',
      number: 48,
      field: 'cacHigh',
      name: { en: 'CAC, upper end of 95 %', ja: 'CAC 95%区間の上限' },
      unit: 'money',
      formula: {
        en: 'spend ÷ (χ²(.025; 2k) ÷ 2), k new customers; none without a win',
        ja: '費用 ÷(χ²(.025; 2k) ÷ 2)、kは新規顧客数(受注がなければ上限なし)',
      },
      edges: EDGES,
      source: 'Garwood 1936; kpi-methods 48',
    },
    { parts: PARTS, measure: (facts) => ({ figure: endOf(facts, 'high'), n: facts.sum.newCustomer }) },
  ),
  ownMetric(
    {
      id: 'probability-within-target',
      number: 49,
      name: { en: 'P(CAC ≤ target)', ja: '目標CAC以内の確率' },
      unit: 'share',
      formula: {
        en: 'Γ(k + ½, spend) posterior of wins per spend, beyond 1 ÷ target CAC',
        ja: '費用あたり受注率の事後分布 Γ(k + ½, 費用) が 1 ÷ 目標CAC を超える確率',
      },
      edges: EDGES,
      source: 'kpi-methods 49',
    },
    { parts: PARTS, measure: withinTarget },
  ),
  ownMetric(
    {
      id: 'cac-ratio-to-rest',
      number: 50,
      name: { en: 'CAC against the rest', ja: '他チャネル合計とのCAC比' },
      unit: 'ratio',
      formula: {
        en: 'CAC of the row ÷ CAC of all other rows together, exact conditional 95 % interval',
        ja: '当該行のCAC ÷ 他の全行を合わせたCAC(条件付き正確法の95%区間)',
      },
      edges: EDGES,
      source: 'Clopper–Pearson on k₁ of k₁ + k₂; kpi-methods 50',
    },
    { parts: PARTS, measure: ratioToRest },
  ),
  ownMetric(
    {
      id: 'p-value-against-rest',
      number: 51,
      name: { en: 'p-value against the rest', ja: '他チャネルとの差のp値' },
      unit: 'share',
      formula: {
        en: 'conditional binomial test, doubled tail, Holm-corrected over the rows',
        ja: '条件付き二項検定(両側、行数でホルム補正)',
      },
      edges: EDGES,
      source: 'kpi-methods 51',
    },
    { parts: PARTS, measure: (facts) => fromRest(facts, ({ pAdjusted }) => pAdjusted) },
  ),
  ownMetric(
    {
      id: 'probability-cheaper-than-rest',
      number: 52,
      name: { en: 'P(cheaper than the rest)', ja: '他より安い確率' },
      unit: 'share',
      formula: {
        en: 'tail of Beta(k₁ + ½, k₂ + ½) beyond the row’s share of spend',
        ja: 'Beta(k₁ + ½, k₂ + ½) が費用の割合を超える確率',
      },
      edges: EDGES,
      source: 'kpi-methods 52',
    },
    { parts: PARTS, measure: (facts) => fromRest(facts, ({ probabilityHigher }) => probabilityHigher) },
  ),
  ownMetric(
    {
      id: 'wins-needed',
      number: 53,
      name: { en: 'Wins needed to decide', ja: '判定に必要な受注数' },
      unit: 'count',
      formula: {
        en: 'new customers in all at which the 95 % interval of this CAC would leave the target out',
        ja: '現在のCACのまま、95%区間が目標を含まなくなる新規顧客数(合計)',
      },
      edges: EDGES,
      source: 'kpi-methods 53',
    },
    { parts: PARTS, measure: needed },
  ),
  ownMetric(
    {
      id: 'verdict',
      number: 54,
      field: 'verdict',
      name: { en: 'Verdict', ja: '判定' },
      unit: 'word',
      formula: {
        en: 'where the 95 % interval of CAC lies against the target, with complete spend and mature leads',
        ja: 'CACの95%区間と目標の位置関係(費用の入力が完全で、リードが成熟していること)',
      },
      edges: EDGES,
      source: 'definitions: Verdict',
    },
    {
      parts: PARTS,
      anchor: { en: 'closed months of the period', ja: '期間内の締め済みの月' },
      measure: ({ group, scope }) => {
        const { verdict, verdictReason } = rowVerdict(group, scope);
        return { figure: unknown(verdictReason), word: verdict };
      },
    },
  ),
];

function endOf({ base, sum, group, scope }: RowFacts, end: 'low' | 'high'): Figure {
  if (base.value === null) return base;
  const of = { group, scope, period: scope.period };
  const value = rowInterval(base.value.toNumber(), sum.newCustomer, of)[end];
  return value === null ? unknown(sum.won === 0 ? 'no-wins' : 'no-new-customers') : known(value);
}

function withinTarget({ base, sum, scope, group }: RowFacts): Measured {
  if (isParted(group, scope)) return { figure: unknown('parted-wins') };
  const target = scope.target.figure;
  if (base.value === null) return { figure: base };
  if (base.value.lte(0)) return { figure: unknown('zero-spend') };
  if (target.value === null || target.value.lte(0)) return { figure: unknown('no-target') };
  const probability = targetProbability(base.value.toNumber(), sum.newCustomer, target.value.toNumber());
  return { figure: known(probability), n: sum.newCustomer };
}

function ratioToRest(facts: RowFacts): Measured {
  const compared = comparison(facts);
  if (compared.kind === 'refused') return { figure: unknown(compared.reason) };
  const { ratio, interval } = compared;
  // The method sets wins per spend against each other; CAC is the other way up.
  return {
    figure: ratio === null || ratio === 0 ? unknown('no-wins') : known(new Big(1).div(ratio)),
    low: interval.high === null ? new Big(0) : new Big(1).div(interval.high),
    high: interval.low === 0 ? null : new Big(1).div(interval.low),
    n: facts.sum.newCustomer,
  };
}

type Compared = Extract<RestComparison, { kind: 'compared' }>;

function fromRest(facts: RowFacts, pick: (compared: Compared) => number): Measured {
  const compared = comparison(facts);
  if (compared.kind === 'refused') return { figure: unknown(compared.reason) };
  return { figure: known(pick(compared)), n: facts.sum.newCustomer };
}

/** Each row against all others together, corrected over all that can be compared. */
function comparison({
  group,
  scope,
}: RowFacts): Compared | { readonly kind: 'refused'; readonly reason: string } {
  if (isParted(group, scope)) return { kind: 'refused', reason: 'parted-wins' };
  const found =
    group.kind === 'row' ? comparisonsOf(scope).find(({ channel }) => channel === group.key) : undefined;
  return found ?? { kind: 'refused', reason: 'no-rest' };
}

/** One comparison of all rows serves each of them. */
const comparisons = new WeakMap<TableScope, readonly RestComparison[]>();

function comparisonsOf(scope: TableScope): readonly RestComparison[] {
  const known = comparisons.get(scope);
  if (known !== undefined) return known;
  const { lag, today } = scope.input;
  const channels = scope.groups.rows.map((row) => {
    const { base, sum } = rowFacts(row, scope);
    const spend = base.value === null || base.value.lt(0) ? 0 : base.value.toNumber();
    const mature = maturity(leadDaysOf(row.cells), lag, today);
    return { channel: row.key, spend, wins: sum.newCustomer, leads: sum.lead, maturity: mature };
  });
  const compared = compareWithRest(channels);
  comparisons.set(scope, compared);
  return compared;
}

function needed(facts: RowFacts): Measured {
  const { base, sum, scope } = facts;
  if (isParted(facts.group, scope)) return { figure: unknown('parted-wins') };
  const cac = divide(base, known(sum.newCustomer), newCustomers.none(facts));
  const ratio = divide(cac, scope.target.figure, 'no-target');
  if (scope.target.figure.value === null) return { figure: unknown('no-target') };
  if (ratio.value === null) return { figure: ratio };
  if (ratio.value.lte(0)) return { figure: unknown('zero-cac') };
  const wins = winsNeeded(ratio.value.toNumber());
  return { figure: wins === null ? unknown('equal') : known(wins), n: sum.newCustomer };
}
