import Big from 'big.js';
import { divide, type Figure, known, unknown } from '../figure.ts';
import { cacInterval } from '../methods/poisson-interval.ts';
import { dividedBy, ownMetric, ratioMetric } from './build-metric.ts';
import { laggedSpend } from './lagged-spend.ts';
import { maturedCohort } from './matured-cohort.ts';
import type { Measured, Metric, Text } from './metric.ts';
import {
  cohort,
  leads,
  mql,
  newCustomers,
  opportunities,
  sessions,
  spendBase,
  sql,
  targetLeads,
  validOpportunities,
  won,
} from './quantities.ts';
import type { Quantity } from './quantity.ts';
import { type RowFacts, rowFacts } from './row-facts.ts';

const EDGES = ['Z', 'S', 'N', 'C', 'U', 'E', 'n'] as const;

interface CostSpec {
  readonly id: string;
  readonly number: number;
  readonly field?: string;
  readonly per: Quantity;
  readonly name: Text;
  readonly source: string;
}

const COSTS: readonly CostSpec[] = [
  {
    id: 'cost-per-session',
    number: 34,
    per: sessions,
    name: { en: 'Cost per session', ja: '訪問単価' },
    source: 'kpi-methods 34',
  },
  {
    id: 'cost-per-lead',
    number: 35,
    field: 'costPerLead',
    per: leads,
    name: { en: 'Cost per lead', ja: 'リード単価' },
    source: 'KPI design article (ML CPA); kpi-methods 35',
  },
  {
    id: 'cost-per-target-lead',
    number: 35,
    per: targetLeads,
    name: { en: 'Cost per target lead', ja: 'ターゲットリード単価' },
    source: 'KPI design article; kpi-methods 35',
  },
  {
    id: 'cost-per-mql',
    number: 36,
    field: 'costPerMql',
    per: mql,
    name: { en: 'Cost per MQL', ja: 'MQL単価' },
    source: 'KPI design article (MQL CPA); kpi-methods 36',
  },
  {
    id: 'cost-per-sql',
    number: 37,
    field: 'costPerSql',
    per: sql,
    name: { en: 'Cost per SQL', ja: 'SQL単価' },
    source: 'KPI design article (SQL CPA); kpi-methods 37',
  },
  {
    id: 'cost-per-opportunity',
    number: 38,
    field: 'costPerOpportunity',
    per: opportunities,
    name: { en: 'Cost per opportunity', ja: '商談単価' },
    source: 'KPI design article (商談CPA); kpi-methods 38',
  },
  {
    id: 'cost-per-valid-opportunity',
    number: 38,
    per: validOpportunities,
    name: { en: 'Cost per valid opportunity', ja: '有効商談単価' },
    source: 'definitions: Stages; kpi-methods 38',
  },
  {
    id: 'cost-per-won',
    number: 39,
    field: 'costPerWon',
    per: won,
    name: { en: 'Cost per won deal', ja: '受注単価' },
    source: 'KPI design article (成約CPA); kpi-methods 39',
  },
];

/** Cost per record of each stage, and CAC in its variants (kpi-methods B.4). */
export const COST_PER_STAGE: readonly Metric[] = [
  ...COSTS.map(({ per, ...spec }) =>
    ratioMetric({ ...spec, unit: 'money', edges: EDGES }, { numerator: spendBase, denominator: per }),
  ),
  ownMetric(
    {
      id: 'cac',
      number: 40,
      field: 'cac',
      name: { en: 'CAC', ja: '顧客獲得コスト' },
      unit: 'money',
      formula: { en: 'spend ÷ new customers', ja: '費用 ÷ 新規顧客数' },
      edges: [...EDGES, 'R', 'F'],
      source: 'ferret Q&A: ¥1,000,000 ÷ 5 = ¥200,000; kpi-methods 40',
    },
    { parts: [spendBase, newCustomers], rollUp: 'ratio', measure: cac },
  ),
  ownMetric(
    {
      id: 'lag-aligned-cac',
      number: 41,
      name: { en: 'Lag-aligned CAC', ja: 'ラグ調整後CAC' },
      unit: 'money',
      formula: { en: 'lag-aligned spend ÷ new customers', ja: 'ラグ調整後費用 ÷ 新規顧客数' },
      edges: [...EDGES, 'M'],
      source: 'kpi-methods 41; golden 17',
    },
    {
      parts: [spendBase, newCustomers],
      measure: (facts) => perCustomer(facts, laggedSpend(facts)),
    },
  ),
  ownMetric(
    {
      id: 'cohort-cac',
      number: 42,
      name: { en: 'Cohort CAC to date', ja: 'コホートCAC(現時点)' },
      unit: 'money',
      formula: {
        en: 'spend ÷ leads of the period won so far; always too high for recent cohorts',
        ja: '費用 ÷ 期間内のリードのうち受注済みの数(新しいコホートでは必ず高く出る)',
      },
      edges: [...EDGES, 'M'],
      source: 'kpi-methods 42',
    },
    {
      parts: [spendBase, cohort.won],
      rollUp: 'ratio',
      measure: (facts) => ({ figure: dividedBy(facts, spendBase, cohort.won), n: facts.sum.leadToWon }),
    },
  ),
  ownMetric(
    {
      id: 'matured-cac',
      number: 43,
      name: { en: 'Matured CAC', ja: '成熟後予測CAC' },
      unit: 'money',
      formula: {
        en: 'spend ÷ (wins so far + wins still to come by Cape Cod)',
        ja: '費用 ÷(現時点の受注 + ケープコッド法による今後の受注)',
      },
      edges: [...EDGES, 'M'],
      source: 'kpi-methods 43; golden 13, 20',
    },
    {
      parts: [spendBase, cohort.won],
      measure: maturedCac,
    },
  ),
  ownMetric(
    {
      id: 'blended-cac',
      number: 44,
      name: { en: 'Blended CAC', ja: '全体CAC' },
      unit: 'money',
      formula: {
        en: 'all spend ÷ all new customers, unattributed ones included',
        ja: '全費用 ÷ 全新規顧客数(未特定を含む)',
      },
      edges: EDGES,
      source: 'ferret Q&A; kpi-methods 44',
    },
    {
      parts: [spendBase, newCustomers],
      grain: 'company',
      measure: ({ scope }) => cac(rowFacts(scope.groups.blended, scope)),
    },
  ),
  ownMetric(
    {
      id: 'paid-cac',
      number: 45,
      name: { en: 'Paid CAC', ja: '有料チャネルCAC' },
      unit: 'money',
      formula: {
        en: 'spend ÷ new customers, of the channels with media spend in the period',
        ja: '費用 ÷ 新規顧客数(期間内に広告費のあるチャネルのみ)',
      },
      edges: EDGES,
      source: 'kpi-methods 45',
    },
    { parts: [spendBase, newCustomers], measure: paidCac },
  ),
];

function cac(facts: RowFacts): Measured {
  return perCustomer(facts, facts.base);
}

/** Spend is known, customers are Poisson: the interval of kpi-methods 48. */
function perCustomer(facts: RowFacts, spend: Figure): Measured {
  const n = facts.sum.newCustomer;
  const figure = divide(spend, known(n), newCustomers.none(facts));
  if (spend.value === null || spend.value.lte(0)) return { figure, n };
  const { low, high } = cacInterval(spend.value.toNumber(), n);
  return { figure, low: new Big(low), high: high === null ? null : new Big(high), n };
}

function maturedCac(facts: RowFacts): Measured {
  const { base, sum } = facts;
  if (base.value === null) return { figure: base };
  const matured = maturedCohort(facts, base.value.toNumber());
  if (typeof matured === 'string') return { figure: unknown(matured) };
  const { cac: value, interval } = matured;
  return {
    figure: value === null ? unknown('no-wins') : known(value),
    low: new Big(interval.low),
    high: interval.high === null ? null : new Big(interval.high),
    n: sum.leadToWon,
  };
}

function paidCac({ group, scope, base }: RowFacts): Measured {
  const paid = new Set(
    group.cells.flatMap(({ channel, costScope, spendMinor }) =>
      channel !== null && costScope === 'media' && spendMinor > 0 ? [channel] : [],
    ),
  );
  if (base.value === null) return { figure: base };
  if (paid.size === 0) return { figure: unknown('no-paid-channel') };
  const cells = group.cells.filter(({ channel }) => channel !== null && paid.has(channel));
  return cac(rowFacts({ ...group, cells }, scope));
}
