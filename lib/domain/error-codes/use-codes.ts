import type { CodeMeaning } from './code-meaning.ts';

/** What is wrong with a command, its config or its files. */
export const USE_CODES = {
  'node-version': {
    rl: 'RL-1001',
    retry: false,
    fixedBy: 'revops',
    en: 'The command runs on a Node version older than 24.',
    ja: 'Node 24 より古い版で実行されています。',
    fix: {
      en: 'Run it through npm or npx inside the clone.',
      ja: 'クローンしたフォルダーで npm または npx から実行してください。',
    },
  },
  usage: {
    rl: 'RL-1002',
    retry: false,
    fixedBy: 'revops',
    en: 'The command line or the address is not one that RevLoop knows.',
    ja: 'コマンドまたはアドレスの指定が正しくありません。',
    fix: { en: 'revloop --help', ja: 'revloop --help' },
  },
  'config-invalid': {
    rl: 'RL-1003',
    retry: false,
    fixedBy: 'revops',
    en: 'revloop.yaml breaks a rule of its schema.',
    ja: 'revloop.yaml がスキーマに合いません。',
    fix: {
      en: 'Correct the line named, then: revloop validate',
      ja: '示された行を直し、revloop validate を実行してください。',
    },
  },
  'config-missing': {
    rl: 'RL-1004',
    retry: false,
    fixedBy: 'revops',
    en: 'No revloop.yaml was found.',
    ja: 'revloop.yaml が見つかりません。',
    fix: { en: 'revloop init', ja: 'revloop init' },
  },
  'file-unreadable': {
    rl: 'RL-1005',
    retry: false,
    fixedBy: 'revops',
    en: 'A file or folder named in the command or the config cannot be read.',
    ja: '指定されたファイルまたはフォルダーを読めません。',
    fix: { en: 'Check the path.', ja: 'パスを確認してください。' },
  },
  'mixed-currency': {
    rl: 'RL-1101',
    retry: false,
    fixedBy: 'revops',
    en: 'Amounts of different currencies were added up.',
    ja: '異なる通貨の金額が合算されました。',
    fix: { en: 'Give all amounts in the reporting currency.', ja: '報告通貨に揃えてください。' },
  },
  'money-invalid': {
    rl: 'RL-1102',
    retry: false,
    fixedBy: 'revops',
    en: 'A text is no amount of money.',
    ja: '金額として読めません。',
    fix: { en: 'Write a plain decimal number.', ja: '数値で書いてください。' },
  },
  'date-invalid': {
    rl: 'RL-1103',
    retry: false,
    fixedBy: 'revops',
    en: 'A text is no date or date-time.',
    ja: '日付として読めません。',
    fix: {
      en: 'Write YYYY-MM-DD or an ISO 8601 instant.',
      ja: 'YYYY-MM-DD または ISO 8601 で書いてください。',
    },
  },
} as const satisfies Record<string, CodeMeaning>;
