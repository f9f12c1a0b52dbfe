import { foldWord } from '../domain/fold-word.ts';

/** One day's visits or conversions of one channel, as its file gives them. */
export interface ActivityDay {
  readonly day: string;
  /** Channel id of the config; null where the file names one it does not have. */
  readonly channel: string | null;
  readonly count: 'sessions' | 'conversions';
  readonly value: number;
  /** `file:line` of the row. */
  readonly source: string;
}

/** What analytics tools call the two counts that figures use; other metrics are kept and not counted. */
const WORDS: Readonly<Record<ActivityDay['count'], readonly string[]>> = {
  sessions: ['session', 'sessions', 'visit', 'visits', 'セッション', 'セッション数', '訪問数', '訪問'],
  conversions: [
    'conversion',
    'conversions',
    'cv',
    'cvs',
    'form_submissions',
    'form submissions',
    'コンバージョン',
    'コンバージョン数',
    'CV数',
    'フォーム送信数',
  ],
};

/**
 * Which count a metric of an activity file is; null for the others.
 * Source   B2B overview: CVR = CV ÷ sessions; what counts as a CV is the user's choice
 */
export function activityCount(metric: string): ActivityDay['count'] | null {
  const word = foldWord(metric);
  if (SESSIONS.has(word)) return 'sessions';
  return CONVERSIONS.has(word) ? 'conversions' : null;
}

const SESSIONS = folded(WORDS.sessions);
const CONVERSIONS = folded(WORDS.conversions);

function folded(words: readonly string[]): ReadonlySet<string> {
  return new Set(words.map(foldWord));
}
