import type { CodeMeaning } from './code-meaning.ts';

/** The store, and what is read from it. */
export const STORE_CODES = {
  'store-unreachable': {
    rl: 'RL-3001',
    retry: true,
    fixedBy: 'aws-admin',
    en: 'The store does not answer.',
    ja: 'ストアが応答しません。',
    fix: {
      en: 'Check the AWS endpoint, profile and region.',
      ja: 'AWS のエンドポイント・プロファイル・リージョンを確認してください。',
    },
  },
  'store-foreign': {
    rl: 'RL-3002',
    retry: false,
    fixedBy: 'revops',
    en: 'The store holds data that the demo did not make, so the demo does not clear it.',
    ja: 'ストアにデモ以外のデータがあるため、デモは消去しません。',
    fix: {
      en: 'Use another folder: REVLOOP_HOME=.revloop-demo npm start',
      ja: '別のフォルダーで実行してください: REVLOOP_HOME=.revloop-demo npm start',
    },
  },
  'lease-held': {
    rl: 'RL-3003',
    retry: true,
    fixedBy: 'revops',
    en: 'Another run is writing this object right now.',
    ja: '別の実行が同じオブジェクトを書き込み中です。',
    fix: { en: 'Wait for it to end, then run again.', ja: '終了を待って再実行してください。' },
  },
  'lease-lost': {
    rl: 'RL-3004',
    retry: true,
    fixedBy: 'revloop',
    en: 'A newer run took over; this one stopped before it could write over it.',
    ja: '新しい実行に引き継がれたため停止しました。',
    fix: { en: 'Nothing to do: the newer run carries on.', ja: '対応不要です。' },
  },
  'item-invalid': {
    rl: 'RL-3005',
    retry: false,
    fixedBy: 'revloop',
    en: 'An item of the table does not have the shape this version writes.',
    ja: 'テーブルの項目の形式が不正です。',
    fix: { en: 'Run: revloop sync --full', ja: 'revloop sync --full を実行してください。' },
  },
  'count-mismatch': {
    rl: 'RL-3006',
    retry: false,
    fixedBy: 'revloop',
    en: 'A run cannot account for every record it read.',
    ja: '読み取った件数の内訳が合いません。',
    fix: { en: 'Report the message with the run id.', ja: 'メッセージと実行 ID を報告してください。' },
  },
  'no-snapshot': {
    rl: 'RL-3101',
    retry: false,
    fixedBy: 'revops',
    en: 'No KPIs have been computed yet.',
    ja: 'KPI がまだ計算されていません。',
    fix: { en: 'revloop sync && revloop kpi compute', ja: 'revloop sync && revloop kpi compute' },
  },
  'target-unknown': {
    rl: 'RL-3102',
    retry: false,
    fixedBy: 'revops',
    en: 'The record, metric or key asked about does not exist.',
    ja: '指定のレコード・指標・キーがありません。',
    fix: {
      en: 'Take the id or key from: revloop kpi show',
      ja: 'revloop kpi show の ID またはキーを使ってください。',
    },
  },
  'spend-row-invalid': {
    rl: 'RL-3201',
    retry: false,
    fixedBy: 'revops',
    en: 'A row of a spend or activity file cannot be read; the rest of the file is.',
    ja: '費用・活動ファイルの行を読めません。他の行は取り込みました。',
    fix: {
      en: 'Correct the line named, or give the file its headers (spend[].columns) and currency in revloop.yaml; then import it again.',
      ja: '示された行を直すか、revloop.yaml の spend[].columns で見出しを、currency で通貨を合わせて、再取り込みしてください。',
    },
  },
} as const satisfies Record<string, CodeMeaning>;
