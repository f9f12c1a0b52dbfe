import Big from 'big.js';
import { known, unknown } from '../figure.ts';
import { betaBinomialPrior } from '../methods/beta-binomial-prior.ts';
import { conversionByDay } from '../methods/conversion-by-day.ts';
import { kaplanMeier } from '../methods/kaplan-meier.ts';
import { shrinkShare } from '../methods/shrink-share.ts';
import { ownMetric, ratioMetric, shareMetric } from './build-metric.ts';
import { followUps } from './follow-ups.ts';
import { maturedCohort } from './matured-cohort.ts';
import type { Measured, Metric } from './metric.ts';
import {
  cohort,
  conversions,
  createdWon,
  leads,
  lost,
  opportunities,
  sessions,
  won,
  wonRevenue,
} from './quantities.ts';
import { together } from './quantity.ts';
import type { RowFacts } from './row-facts.ts';

/** Days after which conversion by a day is read: about a quarter. */
const BY_DAYS = 90;

const closed = together(
  'closed',
  { en: '(won + lost)', ja: '(受注数 + 失注数)' },
  [won, lost],
  'nothing-closed',
);
const closedAmount = {
  ...closed,
  label: 'closed-amount',
  counts: ['wonMinor', 'lostMinor'] as const,
  unit: 'money' as const,
  noun: { en: 'amount of closed deals', ja: '受注・失注金額の合計' },
  of: ({ sum }: RowFacts) =>
    sum.lost > 0 && sum.lostWithAmount === 0 ? unknown('no-amount') : known(sum.wonMinor + sum.lostMinor),
};

/** Rates (kpi-methods B.3): of the leads or deals of the period, how many got there so far; never above 100 %. */
export const CONVERSION: readonly Metric[] = [
  ratioMetric(
    {
      id: 'visit-to-lead-rate',
      number: 21,
      name: { en: 'Visit to lead', ja: 'リードCVR' },
      unit: 'share',
      edges: ['Z', 'U'],
      source: '19 KPIs article; kpi-methods 21',
    },
    { numerator: leads, denominator: sessions },
  ),
  ratioMetric(
    {
      id: 'conversion-rate',
      number: 23,
      name: { en: 'Conversion rate (CVR)', ja: 'CVR' },
      unit: 'share',
      edges: ['Z', 'U'],
      source: 'B2B overview: CV ÷ sessions; kpi-methods 23',
    },
    { numerator: conversions, denominator: sessions },
  ),
  shareMetric(
    {
      id: 'lead-to-mql-rate',
      number: 24,
      name: { en: 'Lead to MQL', ja: 'ML→MQL率' },
      source: 'KPI design article; kpi-methods 24',
    },
    { numerator: cohort.mql, denominator: leads },
  ),
  shareMetric(
    {
      id: 'mql-to-sql-rate',
      number: 25,
      name: { en: 'MQL to SQL', ja: 'MQL→SQL率' },
      source: 'KPI design article; kpi-methods 25',
    },
    { numerator: cohort.mqlToSql, denominator: cohort.mql },
  ),
  shareMetric(
    {
      id: 'sql-to-opportunity-rate',
      number: 26,
      name: { en: 'SQL to opportunity', ja: 'SQL→商談率' },
      source: 'KPI design article; kpi-methods 26',
    },
    { numerator: cohort.sqlToOpportunity, denominator: cohort.sql },
  ),
  shareMetric(
    {
      id: 'lead-to-opportunity-rate',
      number: 27,
      name: { en: 'Lead to opportunity', ja: '商談化率' },
      source: 'KPI design article; kpi-methods 27',
    },
    { numerator: cohort.opportunity, denominator: leads },
  ),
  shareMetric(
    {
      id: 'win-rate',
      number: 28,
      name: { en: 'Win rate (count)', ja: '受注率(件数)' },
      edges: ['Z', 'R', 'E', 'n'],
      source: 'definitions: Rates; kpi-methods 28',
    },
    { numerator: won, denominator: closed },
  ),
  shareMetric(
    {
      id: 'win-rate-of-created',
      number: 28,
      name: { en: 'Win rate of deals created', ja: '受注率(作成コホート)' },
      source: 'kpi-methods 28',
    },
    { numerator: createdWon, denominator: opportunities },
  ),
  ratioMetric(
    {
      id: 'win-rate-amount',
      number: 29,
      name: { en: 'Win rate (amount)', ja: '受注率(金額)' },
      unit: 'share',
      edges: ['Z', 'R', 'E', 'C', 'n'],
      source: 'kpi-methods 29',
    },
    { numerator: wonRevenue, denominator: closedAmount },
  ),
  shareMetric(
    {
      id: 'lead-to-won-rate',
      number: 30,
      name: { en: 'Lead to won', ja: 'リード受注率' },
      source: 'definitions: Rates; kpi-methods 30',
    },
    { numerator: cohort.won, denominator: leads },
  ),
  ownMetric(
    {
      id: 'lead-to-won-by-90-days',
      number: 31,
      name: { en: 'Won within 90 days', ja: '90日以内の受注率' },
      unit: 'share',
      formula: {
        en: '1 − Kaplan–Meier(90 days), open leads censored today',
        ja: '1 − カプラン・マイヤー(90日)。未受注のリードは現時点で打ち切り',
      },
      edges: ['Z', 'E', 'M', 'n'],
      source: 'Kaplan & Meier 1958; kpi-methods 31',
    },
    { parts: [cohort.won, leads], measure: wonByDay },
  ),
  ownMetric(
    {
      id: 'ultimate-lead-to-won-rate',
      number: 32,
      name: { en: 'Ultimate lead to won', ja: '最終受注率' },
      unit: 'share',
      formula: {
        en: '(wins so far + wins still to come by Cape Cod) ÷ leads',
        ja: '(現時点の受注 + ケープコッド法による今後の受注)÷ リード数',
      },
      edges: ['Z', 'E', 'M', 'n'],
      source: 'Cape Cod (Stanard–Bühlmann); kpi-methods 32',
    },
    { parts: [cohort.won, leads], measure: ultimate },
  ),
  ownMetric(
    {
      id: 'shrunk-lead-to-won-rate',
      number: 33,
      name: { en: 'Lead to won, shrunk', ja: 'リード受注率(縮約推定)' },
      unit: 'share',
      formula: {
        en: '(α + won) ÷ (α + β + leads), α and β fitted over the rows of the table',
        ja: '(α + 受注)÷(α + β + リード数)。α・βは表の全行から推定',
      },
      edges: ['Z', 'E', 'M', 'n'],
      source: 'empirical Bayes, beta-binomial; kpi-methods 33',
    },
    { parts: [cohort.won, leads], measure: shrunk },
  ),
];

function wonByDay({ group, scope, sum }: RowFacts): Measured {
  if (sum.lead === 0) return { figure: unknown('no-leads') };
  const found = followUps(group.cells, 'leadToWon', scope.input.today);
  const longest = found.reduce((most, { time }) => Math.max(most, time), 0);
  const share = conversionByDay(kaplanMeier(found), BY_DAYS, longest);
  return { figure: share === null ? unknown('too-fresh') : known(share), n: found.length };
}

/** Spend of 1 turns the interval of CAC into that of 1 ÷ wins. */
function ultimate(facts: RowFacts): Measured {
  const n = facts.sum.lead;
  const matured = maturedCohort(facts, 1);
  if (typeof matured === 'string') return { figure: unknown(matured), n };
  const { ultimateWon, interval } = matured;
  return {
    figure: known(new Big(ultimateWon).div(n)),
    low: interval.high === null ? new Big(0) : new Big(1).div(interval.high).div(n),
    high: new Big(Math.min(1, 1 / interval.low / n)),
    n,
  };
}

function shrunk({ sum, scope }: RowFacts): Measured {
  if (sum.lead === 0) return { figure: unknown('no-leads') };
  const shares = scope.rowSums.map(({ leadToWon, lead }) => ({ successes: leadToWon, trials: lead }));
  const prior = betaBinomialPrior(shares.filter(({ trials }) => trials > 0));
  if (prior === null) return { figure: unknown('no-leads') };
  const { share, interval } = shrinkShare({ successes: sum.leadToWon, trials: sum.lead }, prior);
  if (interval === null) return { figure: known(share), n: sum.lead };
  return { figure: known(share), low: new Big(interval.low), high: new Big(interval.high), n: sum.lead };
}
