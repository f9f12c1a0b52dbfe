import type { DetailPair } from '../detail-text.ts';

/** What is wrong with a row or a cell of a spend or activity file. */
export const FILE_DETAILS: readonly DetailPair[] = [
  ['is blank', 'が空欄です'],
  ['is blank, but the amount contains tax', 'が空欄ですが、金額は税込みです'],
  ['"{}" is no day such as {}', '「{0}」は日付ではありません(例: {1})'],
  ['2026-04-01, 2026/4/1 or 2026年4月1日', '2026-04-01、2026/4/1、2026年4月1日'],
  ['"{}" is no number', '「{0}」は数値ではありません'],
  ['"{}" is no month such as {}', '「{0}」は月ではありません(例: {1})'],
  ['"{}" is no channel of the config', '「{0}」は設定にないチャネルです'],
  ['"{}" is none of {}', '「{0}」は次のいずれでもありません: {1}'],
  ['{} of {} is {} in a row before, {} here', '{1} の {0} は前の行では {2}、この行では {3} です'],
  ['has a header that cannot be read: it {}', 'の見出し行を読めません: {0}'],
  ['has {} cells where the header has {}', 'のセルは {0}個ですが、見出しは {1}個です'],
  [
    'has {} cells where the header has {}; its quotes reach to line {}',
    'のセルは {0}個ですが、見出しは {1}個です。引用符が {2} 行目まで続いています',
  ],
  ['is UTF-16, which is not read; {}', 'は UTF-16 のため読めません。{0}'],
  ['holds NUL bytes, so it is no CSV text; {}', 'に NUL 文字があり CSV として読めません。{0}'],
  ['is not valid {}; {}', 'は {0} として読めません。{1}'],
  ['save it as "CSV UTF-8"', '「CSV UTF-8」で保存してください'],
  ['"{}" cannot be contained in the amount "{}"', '「{0}」は金額「{1}」に含まれる税額になりません'],
  ['"{}" is no rate such as 0.1 or 10%', '「{0}」は税率ではありません(例: 0.1、10%)'],
  ['"{}" is not below 100 %', '「{0}」が 100 % 以上です'],
  ['"{}" was rounded by a spreadsheet', '「{0}」は表計算ソフトで丸められています'],
  [
    'is {}; the reporting currency (currency in revloop.yaml) is {}',
    'は {0} ですが、報告通貨(revloop.yaml の currency)は {1} です',
  ],
  ['"{}" stands beside from and to; only one may be filled', '「{0}」と from・to は同時に指定できません'],
  ['{} is before {}', '{0} は {1} より前です'],
  ['{} to {} is {} days; a row may cover {}', '{0} から {1} は {2}日間です。1 行は {3}日までです'],
  ['has a quote that is never closed', 'の引用符が閉じていません'],
  ['has text after a closing quote', 'の閉じた引用符の後に文字があります'],
];
