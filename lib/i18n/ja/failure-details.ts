import type { DetailPair } from '../detail-text.ts';

/** Why a call to a CRM failed, or what is wrong with its answer. */
export const FAILURE_DETAILS: readonly DetailPair[] = [
  [
    'the run ends before {} may be called again in {} ms',
    '{0} を再び呼び出せるまで({1}ミリ秒)に実行時間が終わります',
  ],
  [
    'the secret {} holds no refresh token any more',
    'シークレット {0} にリフレッシュトークンがもうありません',
  ],
  ['another process has replaced the credentials in {}', '{0} の認証情報が別のプロセスに置き換えられました'],
  ['{}: another process is refreshing the credentials', '{0}: 別のプロセスが認証情報を更新しています'],
  ['the new refresh token could not be kept', '新しいリフレッシュトークンを保存できませんでした'],
  ['the token endpoint answered without a token', 'トークンのエンドポイントの応答にトークンがありません'],
  [
    'the token endpoint names an instance_url that is no host of Salesforce',
    'トークンのエンドポイントが返した instance_url は Salesforce のホストではありません',
  ],
  ['permission set {} was refused: {}', '権限セット {0} が拒否されました: {1}'],
  ['permission set {} cannot be seen by the integration user', '権限セット {0} が連携ユーザーから見えません'],
  [
    'Bulk job {} is complete without a number of records',
    'Bulk ジョブ {0} は完了しましたが、レコード数がありません',
  ],
  ['Bulk job {} was aborted', 'Bulk ジョブ {0} は中止されました'],
  ['the CSV ends within a row: it was cut off', 'CSV が行の途中で切れています'],
  ['the CSV has text behind a closing quote', 'CSV の閉じ引用符の後に文字があります'],
  ['the CSV lacks columns that were asked for', 'CSV に要求した列がありません'],
  ['a CSV row has {} of {} cells', 'CSV の行のセルが {1}個のうち {0}個しかありません'],
  ['HTTP {}: more than {} bytes', 'HTTP {0}: {1}バイトを超える応答です'],
  ['HTTP {}: the answer broke off', 'HTTP {0}: 応答が途中で切れました'],
  ['HTTP {}: a page in place of data', 'HTTP {0}: データの代わりに Web ページが返りました'],
  ['answer of more than {} bytes', '{0}バイトを超える応答です'],
  ['answer without a readable Date header', '応答に読み取れる Date ヘッダーがありません'],
  ['unexpected answer: {}', '予期しない応答: {0}'],
  ['{}: unexpected answer: {}', '{0}: 予期しない応答: {1}'],
  ['journal file: HTTP {}', 'ジャーナルのファイル: HTTP {0}'],
  ['a query of {} rows gave {}', '{0}行のクエリーで {1}行が返りました'],
  [
    'the next page of a query is not on the org’s own host',
    'クエリーの次のページが組織自身のホストにありません',
  ],
  ['a page of {} rows gave {}', '{0}行のページで {1}行が返りました'],
  ['{}: a full page without ids', '{0}: 満杯のページに ID がありません'],
  ['{}: a full page without any {}', '{0}: 満杯のページに {1} がありません'],
  ['{}: {} records came back for {} ids', '{0}: {2}件の ID に対して {1}件のレコードが返りました'],
  ['{}: {} came back for {}', '{0}: {2} に対して {1} が返りました'],
  ['{}: {} at {} is out of order', '{0}: {1}({2})の順序が正しくありません'],
  ['{}: ids out of order while sweeping', '{0}: 巡回中の ID の順序が正しくありません'],
  ['{} has no sweep of {}', '{0} には {1} の巡回がありません'],
  ['{} records in one write, {} are allowed', '1 回の書き込みが {0}件です。上限は {1}件です'],
];
