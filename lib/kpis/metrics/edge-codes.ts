import type { Text } from './metric.ts';

/** What a metric's edge codes mean; the reference page explains each once. */
export const EDGE_CODES = {
  Z: { en: 'zero denominator: null with a reason', ja: '分母が0: 値なし(理由を表示)' },
  S: {
    en: 'spend without leads or wins: counted in totals, cost per record null, lower end of the interval given',
    ja: 'リードも受注もない費用: 合計には算入、単価は値なし、区間の下限のみ表示',
  },
  N: { en: 'negative total: shown, not divided', ja: '合計がマイナス: 表示するが割り算しない' },
  C: {
    en: 'other currencies: converted at dated rates; without a rate left out and listed',
    ja: '他通貨: 当日のレートで換算。レートがなければ除外して一覧に表示',
  },
  R: { en: 'reopened deals: the latest closing counts', ja: '再開した商談: 最後のクローズで数える' },
  F: { en: 'refunds: not recorded by the CRM, not subtracted', ja: '返金: CRMに記録がないため差し引かない' },
  U: { en: 'unknown source: in “unattributed”', ja: '流入元不明: 「未特定」に計上' },
  E: { en: 'existing customers and existing business: left out', ja: '既存顧客・既存取引: 除外' },
  T: {
    en: 'day boundary: the business time zone decides',
    ja: '日付の境目: 業務タイムゾーンで判定',
  },
  M: {
    en: 'fresh cohorts: still on their way, read it beside maturity',
    ja: '新しいコホート: まだ途中。成熟度とあわせて読む',
  },
  n: { en: 'few records: read the interval, not the point', ja: '件数が少ない: 値ではなく区間を見る' },
} as const satisfies Readonly<Record<string, Text>>;

export type EdgeCode = keyof typeof EDGE_CODES;
