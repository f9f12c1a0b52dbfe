import { addMonths, daysBetween, firstDayOfMonth, lastDayOfMonth, monthOf } from '../../domain/calendar.ts';
import type { FactCell } from '../fact-cell.ts';
import { divide, type Figure, known, map, unknown } from '../figure.ts';
import { leadDaysOf, maturity } from '../lag-curve.ts';
import type { LedgerLag } from '../ledger-counters.ts';
import { kaplanMeier } from '../methods/kaplan-meier.ts';
import { moverQuantile } from '../methods/survival-quantile.ts';
import { ownMetric } from './build-metric.ts';
import { followUps } from './follow-ups.ts';
import type { Measured, Metric, Text } from './metric.ts';
import { cohort, createdWon, leads, mql, openDeals, opportunities, sql } from './quantities.ts';
import type { Quantity } from './quantity.ts';
import type { RowFacts } from './row-facts.ts';

interface LagSpec {
  readonly id: string;
  readonly lag: LedgerLag;
  readonly name: Text;
  readonly parts: readonly [Quantity, Quantity];
}

const LAGS: readonly LagSpec[] = [
  {
    id: 'lead-to-opportunity-days',
    lag: 'leadToOpportunity',
    name: { en: 'Lead to opportunity, median days', ja: 'リード→商談のリードタイム(中央値)' },
    parts: [cohort.opportunity, leads],
  },
  {
    id: 'opportunity-to-won-days',
    lag: 'opportunityToWon',
    name: { en: 'Opportunity to won, median days', ja: '商談→受注のリードタイム(中央値)' },
    parts: [createdWon, opportunities],
  },
  {
    id: 'lead-to-won-days',
    lag: 'leadToWon',
    name: { en: 'Lead to won, median days', ja: 'リード→受注のリードタイム(中央値)' },
    parts: [cohort.won, leads],
  },
];

/** Share of wins by which an open deal is late (kpi-methods 75). */
const STALLED_AFTER = 0.75;

/** Time (kpi-methods B.7): what is open today is censored, not left out. */
export const TIMING: readonly Metric[] = [
  ...LAGS.map(({ id, lag, name, parts }) =>
    ownMetric(
      {
        id,
        number: 70,
        name,
        unit: 'days',
        formula: {
          en: 'first day t with F(t) ≥ ½, F = (1 − Kaplan–Meier) ÷ its last value, of those that get there',
          ja: 'F(t) ≥ ½ となる最初の日数。F =(1 − カプラン・マイヤー)÷ 最終値(到達したものの中央値)',
        },
        edges: ['Z', 'E', 'M', 'n'],
        source: 'Kaplan & Meier 1958; kpi-methods 70',
      },
      {
        parts,
        measure: ({ group, scope }) => quantileOf(group.cells, { lag, share: 0.5, asOf: scope.input.today }),
      },
    ),
  ),
  ownMetric(
    {
      id: 'maturity',
      number: 73,
      field: 'maturity',
      name: { en: 'Maturity', ja: '成熟度' },
      unit: 'share',
      formula: {
        en: 'Σ leads · F(age) ÷ Σ leads, F the pooled Kaplan–Meier curve from lead to won',
        ja: 'Σ リード数 × F(経過日数) ÷ Σ リード数(Fはリードから受注までのカプラン・マイヤー曲線)',
      },
      edges: ['Z', 'M'],
      source: 'definitions: Verdict; kpi-methods 73',
    },
    { parts: [leads], measure: (facts) => ({ figure: maturityOf(facts) }) },
  ),
  ownMetric(
    {
      id: 'lead-velocity-rate',
      number: 74,
      name: { en: 'Lead velocity rate', ja: 'リードベロシティ(前月比)' },
      unit: 'share',
      formula: {
        en: 'qualified leads of the last closed month of the period ÷ those of the month before − 1',
        ja: '期間内の最後の締め済み月の有効リード数 ÷ その前月 − 1(SQL、なければMQL)',
      },
      edges: ['Z', 'E', 'n'],
      source: 'kpi-methods 74',
    },
    { parts: [sql, mql], measure: (facts) => ({ figure: velocity(facts) }) },
  ),
  ownMetric(
    {
      id: 'stalled-deals',
      number: 75,
      name: { en: 'Stalled deals', ja: '停滞案件数' },
      unit: 'count',
      formula: {
        en: 'open deals older than the time in which 75 % of all wins are made',
        ja: '全受注の75%が決まるまでの日数を超えて進行中の案件数',
      },
      edges: ['Z', 'n'],
      source: 'kpi-methods 75',
    },
    { parts: [openDeals], rollUp: 'sum', measure: (facts) => ({ figure: stalled(facts) }) },
  ),
];

function quantileOf(
  cells: readonly FactCell[],
  of: { readonly lag: LedgerLag; readonly share: number; readonly asOf: string },
): Measured {
  const found = followUps(cells, of.lag, of.asOf);
  const n = found.filter(({ isEvent }) => isEvent).length;
  const days = moverQuantile(kaplanMeier(found), of.share);
  return { figure: days === null ? unknown('no-wins-to-learn-from') : known(days), n };
}

function maturityOf({ group, scope: { input } }: RowFacts): Figure {
  const share = maturity(leadDaysOf(group.cells), input.lag, input.today);
  if (share !== null) return known(share);
  return unknown(input.lag.days.length === 0 ? 'no-wins-to-learn-from' : 'no-leads');
}

function velocity(facts: RowFacts): Figure {
  const { closed, input } = facts.scope;
  const { mql, sql } = input.available;
  if (!mql && !sql) return unknown('not-mapped');
  if (closed === null) return unknown('open-month');
  const month = monthOf(closed.to);
  if (closed.to !== lastDayOfMonth(month)) return unknown('open-month');
  const before = monthOf(addMonths(firstDayOfMonth(month), -1));
  const cells = facts.history();
  const of = (wanted: string): Figure =>
    known(
      cells.reduce(
        (sum, cell) => sum + (cell.day?.startsWith(wanted) === true ? cell[sql ? 'sql' : 'mql'] : 0),
        0,
      ),
    );
  return map(divide(of(month), of(before), sql ? 'no-sql' : 'no-mql'), (growth) => growth.minus(1));
}

function stalled({ group, scope }: RowFacts): Figure {
  const { facts, today } = scope.input;
  const limit = limitOf(facts, today);
  if (limit.value === null) return limit;
  const days = limit.value.toNumber();
  const isLate = (day: string | null): boolean => day !== null && daysBetween(day, today) > days;
  return known(group.cells.reduce((sum, { day, openDeal }) => sum + (isLate(day) ? openDeal : 0), 0));
}

/** The limit is the same for all rows of a table, and costs a curve over all deals. */
const limits = new WeakMap<readonly FactCell[], { readonly asOf: string; readonly figure: Figure }>();

function limitOf(facts: readonly FactCell[], asOf: string): Figure {
  const known = limits.get(facts);
  if (known?.asOf === asOf) return known.figure;
  const { figure } = quantileOf(facts, { lag: 'opportunityToWon', share: STALLED_AFTER, asOf });
  limits.set(facts, { asOf, figure });
  return figure;
}
