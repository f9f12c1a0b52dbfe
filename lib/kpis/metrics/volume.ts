import { sumMetric } from './build-metric.ts';
import type { Metric } from './metric.ts';
import {
  contactableLeads,
  conversions,
  leads,
  lost,
  mql,
  newCustomers,
  openDeals,
  openPipeline,
  opportunities,
  sessions,
  sql,
  targetLeads,
  targetOpportunities,
  validOpportunities,
  won,
} from './quantities.ts';

/** Counts of the funnel (kpi-methods B.2): the first entry into a stage counts, re-entries do not. */
export const VOLUME: readonly Metric[] = [
  sumMetric(
    {
      id: 'sessions',
      number: 7,
      name: { en: 'Sessions', ja: '訪問数' },
      formula: { en: 'Σ sessions of the activity files', ja: 'アクティビティファイルの訪問数の合計' },
      edges: ['U'],
      source: '19 KPIs article; kpi-methods 7',
    },
    sessions,
  ),
  sumMetric(
    {
      id: 'conversions',
      number: 8,
      name: { en: 'Conversions (CV)', ja: 'CV数' },
      formula: { en: 'Σ conversions of the activity files', ja: 'アクティビティファイルのCV数の合計' },
      edges: ['U'],
      source: 'B2B overview; kpi-methods 8',
    },
    conversions,
  ),
  sumMetric(
    {
      id: 'leads',
      number: 9,
      field: 'leads',
      name: { en: 'Leads', ja: 'リード数' },
      formula: {
        en: 'people that became leads, existing customers left out',
        ja: 'リードになった人数(既存顧客を除く)',
      },
      edges: ['E', 'U', 'T'],
      source: 'KPI design article; kpi-methods 9',
    },
    leads,
  ),
  sumMetric(
    {
      id: 'target-leads',
      number: 10,
      name: { en: 'Target leads', ja: 'ターゲットリード数' },
      formula: {
        en: 'leads whose company meets `targets.accounts`',
        ja: '会社が targets.accounts の条件を満たすリード数',
      },
      edges: ['E', 'U', 'T'],
      source: 'KPI design article; kpi-methods 10',
    },
    targetLeads,
  ),
  sumMetric(
    {
      id: 'contactable-leads',
      number: 11,
      name: { en: 'Contactable leads (ML)', ja: 'ML数(連絡可能なリード)' },
      formula: { en: 'leads with an e-mail address', ja: 'メールアドレスのあるリード数' },
      edges: ['E', 'U', 'T'],
      source: 'KPI design article; kpi-methods 11',
    },
    contactableLeads,
  ),
  sumMetric(
    {
      id: 'mql',
      number: 12,
      field: 'mql',
      name: { en: 'MQL', ja: 'MQL数' },
      formula: { en: 'first entries into the mapped MQL stage', ja: 'MQL段階に初めて入った人数' },
      edges: ['E', 'U', 'R'],
      source: 'KPI design article; kpi-methods 12',
    },
    mql,
  ),
  sumMetric(
    {
      id: 'sql',
      number: 13,
      field: 'sql',
      name: { en: 'SQL', ja: 'SQL数' },
      formula: { en: 'first entries into the SQL stage', ja: 'SQL段階に初めて入った人数' },
      edges: ['E', 'U', 'R'],
      source: 'KPI design article; kpi-methods 13',
    },
    sql,
  ),
  sumMetric(
    {
      id: 'opportunities',
      number: 15,
      field: 'opportunities',
      name: { en: 'Opportunities', ja: '商談数' },
      formula: { en: 'new-business deals created', ja: '新規商談の作成件数' },
      edges: ['E', 'U', 'T'],
      source: 'KPI design article; kpi-methods 15',
    },
    opportunities,
  ),
  sumMetric(
    {
      id: 'valid-opportunities',
      number: 15,
      name: { en: 'Valid opportunities', ja: '有効商談数' },
      formula: {
        en: 'first entries of new-business deals into a stage mapped as valid',
        ja: '有効商談に設定したフェーズに初めて入った新規商談の件数',
      },
      edges: ['E', 'U', 'R'],
      source: 'definitions: Stages; kpi-methods 15',
    },
    validOpportunities,
  ),
  sumMetric(
    {
      id: 'target-opportunities',
      number: 16,
      name: { en: 'Target opportunities', ja: 'ターゲット商談数' },
      formula: {
        en: 'opportunities whose company meets `targets.accounts`',
        ja: '会社が targets.accounts の条件を満たす商談数',
      },
      edges: ['E', 'U', 'T'],
      source: 'KPI design article; kpi-methods 16',
    },
    targetOpportunities,
  ),
  sumMetric(
    {
      id: 'won',
      number: 17,
      field: 'won',
      name: { en: 'Won', ja: '受注数' },
      formula: { en: 'new-business deals won', ja: '新規商談の受注件数' },
      edges: ['E', 'U', 'R', 'F', 'T'],
      source: 'ferret Q&A; kpi-methods 17',
    },
    won,
  ),
  sumMetric(
    {
      id: 'new-customers',
      number: 18,
      field: 'newCustomers',
      name: { en: 'New customers', ja: '新規顧客数' },
      formula: { en: 'companies whose first deal was won', ja: '初めて受注した会社の数' },
      edges: ['E', 'U', 'R', 'F', 'T'],
      source: '19 KPIs article; kpi-methods 18',
    },
    newCustomers,
  ),
  sumMetric(
    {
      id: 'lost',
      number: 19,
      name: { en: 'Lost', ja: '失注数' },
      formula: {
        en: 'new-business deals lost; their reasons are in `feedback`',
        ja: '新規商談の失注件数(失注理由は feedback)',
      },
      edges: ['E', 'U', 'R', 'T'],
      source: 'kpi-methods 19',
    },
    lost,
  ),
  sumMetric(
    {
      id: 'open-deals',
      number: 20,
      name: { en: 'Open deals', ja: '進行中の案件数' },
      formula: {
        en: 'new-business deals created in the period that are open now',
        ja: '期間中に作成され、現時点で進行中の新規商談の件数',
      },
      edges: ['E', 'U'],
      source: 'kpi-methods 20',
    },
    openDeals,
  ),
  sumMetric(
    {
      id: 'open-pipeline',
      number: 20,
      name: { en: 'Open pipeline', ja: '進行中の案件金額' },
      formula: { en: 'Σ amounts of open deals', ja: '進行中の案件の金額の合計' },
      edges: ['E', 'U', 'C'],
      source: 'kpi-methods 20',
    },
    openPipeline,
  ),
];
