import { METRICS, type MetricKey } from '../kpis/metric-registry.ts';
import type { Lang } from './catalogue.ts';

/** The registry's formulas and dates for Japanese readers. */
const JA: Readonly<Record<MetricKey, { readonly formula: string; readonly anchor: string }>> = {
  spend: { formula: '費用の合計(消費税を除く)', anchor: '役務提供期間・開催日' },
  spendCoverage: { formula: '費用を入力済みの月数 ÷ 期間の全月数', anchor: '費用の月' },
  leads: { formula: 'リードになった人数(既存顧客を除く)', anchor: 'リード作成日または獲得日' },
  mql: { formula: 'MQL段階に初めて入った人数', anchor: '段階に入った日' },
  sql: { formula: 'SQL段階に初めて入った人数', anchor: '段階に入った日' },
  opportunities: { formula: '新規商談の作成件数', anchor: '商談の作成日' },
  won: { formula: '新規商談の受注件数', anchor: '受注日' },
  newCustomers: { formula: '初めて受注した会社の数', anchor: 'その受注日' },
  wonRevenue: { formula: '新規商談の受注金額の合計', anchor: '受注日' },
  maturity: {
    formula: 'Σ リード数 × F(経過日数) ÷ Σ リード数(Fはリードから受注までのカプラン・マイヤー曲線)',
    anchor: 'リード作成日',
  },
  cac: { formula: '費用 ÷ 新規顧客数', anchor: '費用の日、受注日' },
  cacLow: { formula: '費用 ÷(χ²(.975; 2k + 2) ÷ 2)、kは新規顧客数', anchor: '費用の日、受注日' },
  cacHigh: {
    formula: '費用 ÷(χ²(.025; 2k) ÷ 2)、kは新規顧客数(受注がなければ上限なし)',
    anchor: '費用の日、受注日',
  },
  costPerWon: { formula: '費用 ÷ 受注数', anchor: '費用の日、受注日' },
  costPerLead: { formula: '費用 ÷ リード数', anchor: '費用の日、リード作成日' },
  costPerMql: { formula: '費用 ÷ MQL数', anchor: '費用の日、段階に入った日' },
  costPerSql: { formula: '費用 ÷ SQL数', anchor: '費用の日、段階に入った日' },
  costPerOpportunity: { formula: '費用 ÷ 商談数', anchor: '費用の日、商談の作成日' },
  ltv: {
    formula: '年間売上 × 継続年数、1回の利益 × 購入回数、または月間利益 × 継続月数(粗利率の設定があれば乗算)',
    anchor: '受注日',
  },
  ltvToCac: { formula: 'LTV ÷ CAC', anchor: '費用の日、受注日' },
  targetCac: { formula: '設定値。なければ会社全体のLTV ÷ 3', anchor: '受注日' },
  paybackMonths: { formula: 'CAC ÷ 顧客1社あたりの月間粗利', anchor: '費用の日、受注日' },
  roas: { formula: '受注金額 ÷ 費用', anchor: '費用の日、受注日' },
  roi: { formula: '(受注金額 − 費用)÷ 費用', anchor: '費用の日、受注日' },
  verdict: {
    formula: 'CACの95%区間と目標の位置関係(費用の入力が完全で、リードが成熟していること)',
    anchor: '期間内の締め済みの月',
  },
};

/** A metric's name, formula and the date it counts by, in words. */
export interface MetricText {
  readonly key: string;
  readonly name: string;
  readonly formula: string;
  readonly anchor: string;
  readonly source: string;
}

/** Every metric of a KPI row, in the registry's order. */
export function metricTexts(lang: Lang): readonly MetricText[] {
  return Object.entries(METRICS).map(([key, metric]) => {
    const { formula, anchor } = lang === 'ja' && isMetric(key) ? JA[key] : metric;
    return { key, name: metric.name[lang], formula, anchor, source: metric.source };
  });
}

/** The text of one metric; undefined where the word names none (a record, a spend row). */
export function metricText(key: string, lang: Lang): MetricText | undefined {
  return isMetric(key) ? metricTexts(lang).find((metric) => metric.key === key) : undefined;
}

function isMetric(key: string): key is MetricKey {
  return Object.hasOwn(METRICS, key);
}
