import type { DetailPair } from '../detail-text.ts';

/** What contradicts another fact in the CRM's data. */
export const ISSUE_DETAILS: readonly DetailPair[] = [
  ["won {} days before the person's first contact", '最初の接点より {0}日前に受注'],
  ['counted as won, not as a new customer', '受注として数え、新規顧客としては数えません'],
  ['nobody is linked to it; it is unattributed', '担当者の関連付けがなく、チャネル不明です'],
  ['the win counts, its revenue is blank', '受注として数えますが、金額は空欄です'],
  ['has no close date; it counts in totals only', '完了日がなく、合計にのみ含まれます'],
  ['closed on {}, but entered its won stage on {}', '完了日は {0} ですが、受注ステージへの移行は {1} です'],
  [
    'its amount is in {}, for which no rate to {} is known{}; its revenue is blank',
    '金額が {0} で、{1} への換算レートがないため{2}、金額は空欄です',
  ],
  [' on {}', '({0} 時点)'],
  ['shares {} with {}; each is counted', '{0} を {1} と共有しています。それぞれ数えます'],
  ['fits several deals: {}; it is not counted', '複数の商談に一致します: {0}。数えません'],
  [
    'no deal in {} has its stored id, or its company, name and close date{}; it is not counted',
    '{0} に ID、または会社・名前・完了日が一致する商談がありません{1}。数えません',
  ],
  [' (it has no {})', '({0} が空欄)'],
  ['is tied by a stored id to the same record as {}', '保存された ID が同じレコードを指しています: {0}'],
];
