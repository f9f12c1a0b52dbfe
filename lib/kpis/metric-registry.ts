import type { KpiRow } from '../domain/kpi-row.ts';

/** The one list of shown metrics: documentation, studio and help are generated from it. */
export interface Metric {
  readonly name: { readonly en: string; readonly ja: string };
  readonly formula: string;
  readonly unit: 'money' | 'count' | 'ratio' | 'months' | 'word';
  /** What one value stands for. */
  readonly grain: 'row' | 'company';
  /** The date that puts a fact into a period. */
  readonly anchor: string;
  readonly source: string;
}

/** Keys of a KPI row that are measured; the others name the row or say why and how. */
export type MetricKey = Exclude<
  keyof KpiRow,
  'key' | 'channel' | 'subChannel' | 'basis' | 'ltvBasis' | 'targetBasis' | 'verdictStage' | `${string}Reason`
>;

/** Each metric of a KPI row, by its key in `kpi show --json`. */
export const METRICS: Readonly<Record<MetricKey, Metric>> = {
  spend: {
    name: { en: 'Spend', ja: '費用' },
    formula: 'Σ spend rows, consumption tax excluded',
    unit: 'money',
    grain: 'row',
    anchor: 'service period or event day',
    source: 'ferret Q&A (organic has a cost); kpi-methods 1–3',
  },
  spendCoverage: {
    name: { en: 'Spend coverage', ja: '費用の申告率' },
    formula: 'months with declared spend ÷ all months of the period',
    unit: 'ratio',
    grain: 'row',
    anchor: 'month of spend',
    source: 'definitions: Money',
  },
  leads: {
    name: { en: 'Leads', ja: 'リード数' },
    formula: 'people that became leads, existing customers left out',
    unit: 'count',
    grain: 'row',
    anchor: 'lead creation or mapped acquisition date',
    source: 'KPI design article; kpi-methods 9',
  },
  mql: {
    name: { en: 'MQL', ja: 'MQL数' },
    formula: 'first entries into the mapped MQL stage',
    unit: 'count',
    grain: 'row',
    anchor: 'stage entry',
    source: 'KPI design article; kpi-methods 12',
  },
  sql: {
    name: { en: 'SQL', ja: 'SQL数' },
    formula: 'first entries into the SQL stage',
    unit: 'count',
    grain: 'row',
    anchor: 'stage entry',
    source: 'KPI design article; kpi-methods 13',
  },
  opportunities: {
    name: { en: 'Opportunities', ja: '商談数' },
    formula: 'new-business deals created',
    unit: 'count',
    grain: 'row',
    anchor: 'deal creation',
    source: 'KPI design article; kpi-methods 15',
  },
  won: {
    name: { en: 'Won', ja: '受注数' },
    formula: 'new-business deals won',
    unit: 'count',
    grain: 'row',
    anchor: 'close date',
    source: 'ferret Q&A; kpi-methods 17',
  },
  newCustomers: {
    name: { en: 'New customers', ja: '新規顧客数' },
    formula: 'companies whose first deal was won',
    unit: 'count',
    grain: 'row',
    anchor: 'close date of that deal',
    source: '19 KPIs article; kpi-methods 18',
  },
  wonRevenue: {
    name: { en: 'Won revenue', ja: '受注金額' },
    formula: 'Σ amounts of new-business won deals',
    unit: 'money',
    grain: 'row',
    anchor: 'close date',
    source: 'goal-setting podcast (KGI is revenue); kpi-methods 56',
  },
  maturity: {
    name: { en: 'Maturity', ja: '成熟度' },
    formula: 'Σ leads · F(age) ÷ Σ leads, F the pooled Kaplan–Meier curve from lead to won',
    unit: 'ratio',
    grain: 'row',
    anchor: 'lead creation',
    source: 'definitions: Verdict; kpi-methods 73',
  },
  cac: {
    name: { en: 'CAC', ja: '顧客獲得コスト' },
    formula: 'spend ÷ new customers',
    unit: 'money',
    grain: 'row',
    anchor: 'spend day; close date',
    source: 'ferret Q&A: ¥1,000,000 ÷ 5 = ¥200,000; kpi-methods 40',
  },
  cacLow: {
    name: { en: 'CAC, lower end of 95 %', ja: 'CAC 95%区間の下限' },
    formula: 'spend ÷ (χ²(.975; 2k + 2) ÷ 2), k new customers',
    unit: 'money',
    grain: 'row',
    anchor: 'spend day; close date',
    source: 'Garwood 1936; kpi-methods 48',
  },
  cacHigh: {
    name: { en: 'CAC, upper end of 95 %', ja: 'CAC 95%区間の上限' },
    formula: 'spend ÷ (χ²(.025; 2k) ÷ 2), k new customers; none without a win',
    unit: 'money',
    grain: 'row',
    anchor: 'spend day; close date',
    source: 'Garwood 1936; kpi-methods 48',
  },
  costPerWon: {
    name: { en: 'Cost per won deal', ja: '受注単価' },
    formula: 'spend ÷ won',
    unit: 'money',
    grain: 'row',
    anchor: 'spend day; close date',
    source: 'KPI design article (成約CPA); kpi-methods 39',
  },
  costPerLead: {
    name: { en: 'Cost per lead', ja: 'リード単価' },
    formula: 'spend ÷ leads',
    unit: 'money',
    grain: 'row',
    anchor: 'spend day; lead creation',
    source: 'KPI design article (ML CPA); kpi-methods 35',
  },
  costPerMql: {
    name: { en: 'Cost per MQL', ja: 'MQL単価' },
    formula: 'spend ÷ MQL',
    unit: 'money',
    grain: 'row',
    anchor: 'spend day; stage entry',
    source: 'KPI design article (MQL CPA); kpi-methods 36',
  },
  costPerSql: {
    name: { en: 'Cost per SQL', ja: 'SQL単価' },
    formula: 'spend ÷ SQL',
    unit: 'money',
    grain: 'row',
    anchor: 'spend day; stage entry',
    source: 'KPI design article (SQL CPA); kpi-methods 37',
  },
  costPerOpportunity: {
    name: { en: 'Cost per opportunity', ja: '商談単価' },
    formula: 'spend ÷ opportunities',
    unit: 'money',
    grain: 'row',
    anchor: 'spend day; deal creation',
    source: 'KPI design article (商談CPA); kpi-methods 38',
  },
  ltv: {
    name: { en: 'LTV', ja: '顧客生涯価値' },
    formula:
      'annual revenue × years, profit per transaction × repeat purchases, or monthly profit × months; × gross margin where one is set',
    unit: 'money',
    grain: 'row',
    anchor: 'close date',
    source: 'ferret Q&A: ¥2,000,000 × 3 = ¥6,000,000; B2B overview; kpi-methods 85–86',
  },
  ltvToCac: {
    name: { en: 'LTV:CAC', ja: 'LTV/CAC' },
    formula: 'LTV ÷ CAC',
    unit: 'ratio',
    grain: 'row',
    anchor: 'spend day; close date',
    source: 'kpi-methods 92',
  },
  targetCac: {
    name: { en: 'Target CAC', ja: '目標CAC' },
    formula: 'configured, else LTV of the company ÷ 3',
    unit: 'money',
    grain: 'company',
    anchor: 'close date',
    source: 'ferret Q&A: ¥6,000,000 ÷ 3 = ¥2,000,000; kpi-methods 94',
  },
  paybackMonths: {
    name: { en: 'Payback months', ja: '回収期間(月)' },
    formula: 'CAC ÷ gross profit per customer and month',
    unit: 'months',
    grain: 'row',
    anchor: 'spend day; close date',
    source: 'KPI design article; kpi-methods 93',
  },
  roas: {
    name: { en: 'ROAS', ja: 'ROAS' },
    formula: 'won revenue ÷ spend',
    unit: 'ratio',
    grain: 'row',
    anchor: 'spend day; close date',
    source: 'ferret Q&A; kpi-methods 63',
  },
  roi: {
    name: { en: 'ROI', ja: 'マーケティングROI' },
    formula: '(won revenue − spend) ÷ spend',
    unit: 'ratio',
    grain: 'row',
    anchor: 'spend day; close date',
    source: '19 KPIs article; kpi-methods 65',
  },
  verdict: {
    name: { en: 'Verdict', ja: '判定' },
    formula: 'where the 95 % interval of CAC lies against the target, with complete spend and mature leads',
    unit: 'word',
    grain: 'row',
    anchor: 'closed months of the period',
    source: 'definitions: Verdict',
  },
};
