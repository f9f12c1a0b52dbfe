import type { Shape } from './shape.ts';

const en = {
  run: 'Run',
  records: 'records',
  kind: 'Kind',
  none: 'No run is in the ledger yet: revloop sync',
  kinds: { sync: 'sync', hints: 'hints', reconcile: 'reconcile', retry: 'retry' },
  statuses: {
    running: 'running',
    complete: 'complete',
    continued: 'goes on in the next run',
    'partial-quota': 'partial: no API calls left',
    failed: 'failed',
    absent: 'not in this account',
  },
  inboxEmpty: 'Nothing is wrong now.',
  inboxTitle: (count: string) => `Open errors by cause (${count})`,
  who: (fixedBy: string, since: string) => `${fixedBy} · since ${since}`,
  byObject: 'Completeness by object',
  lastRuns: 'Last runs',
  started: 'Started',
  inbox: 'Open errors by cause',
  cause: 'Cause',
  fixedBy: 'Who fixes it',
  fix: 'Fix',
  since: 'First seen',
  sweeps: 'Sweeps: changes that move no time stamp',
  sweepKinds: {
    deleted: 'deleted, restored and merged',
    links: 'associations',
    computed: 'formulas and roll-ups',
    history: 'history',
  },
  repaired: {
    missing: (count: string) => `repaired, missing: ${count}`,
    extra: (count: string) => `repaired, gone in the CRM: ${count}`,
    stale: (count: string) => `repaired, out of date: ${count}`,
  },
  forecast: (what: string, records: string, calls: string, time: string) =>
    `Reading all of ${what}: ${records} records, ${calls} API calls, about ${time}`,
} as const;

const ja = {
  run: '実行',
  records: 'レコード',
  kind: '種類',
  none: '実行の記録はまだありません: revloop sync',
  kinds: { sync: '同期', hints: '変更通知', reconcile: '照合', retry: '再試行' },
  statuses: {
    running: '実行中',
    complete: '完了',
    continued: '次回に継続',
    'partial-quota': '一部のみ(API 枠切れ)',
    failed: '失敗',
    absent: 'この環境にはなし',
  },
  inboxEmpty: '未解決の問題はありません。',
  inboxTitle: (count: string) => `原因別の未解決エラー(${count})`,
  who: (fixedBy: string, since: string) => `${fixedBy}・${since} から`,
  byObject: 'オブジェクトごとの完全性',
  lastRuns: '最近の実行',
  started: '開始',
  inbox: '原因別の未解決エラー',
  cause: '原因',
  fixedBy: '対応者',
  fix: '対処',
  since: '初回検知',
  sweeps: '巡回(更新日時が動かない変更)',
  sweepKinds: {
    deleted: '削除・復元・マージ',
    links: '関連付け',
    computed: '数式・積み上げ集計',
    history: '履歴',
  },
  repaired: {
    missing: (count: string) => `欠落していた${count}件を修復`,
    extra: (count: string) => `CRM側で削除済みの${count}件を修復`,
    stale: (count: string) => `古かった${count}件を修復`,
  },
  forecast: (what: string, records: string, calls: string, time: string) =>
    `${what} の全件読み込み: ${records}件、API呼び出し${calls}回、約${time}`,
} satisfies Shape<typeof en>;

/** Words of the ledger of runs. */
export const RUN_WORDS: Readonly<Record<'en' | 'ja', Shape<typeof en>>> = { en, ja };
