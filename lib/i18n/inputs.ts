import type { KpiInputs } from '../pipeline/kpi-inputs.ts';
import { catalogue, type Lang } from './catalogue.ts';
import { lagText } from './lag-text.ts';
import { wordOf } from './reason-text.ts';
import type { Shape } from './shape.ts';

const en = {
  complete: (lag: string) => `Inputs: complete, CRMs read up to ${lag} ago`,
  partial: (count: string) => `PARTIAL: these figures do not rest on everything (${count})`,
  stale: (lag: string, count: string) =>
    `STALE: not read completely for long: ${count} objects, the oldest ${lag} ago`,
  more: (count: string) => `and ${count} more`,
  fix: 'Fix: revloop sync, then revloop kpi compute; revloop runs list says what stops it',
  reasons: {
    'never-read': 'not read yet',
    reading: 'is being read, not at its end',
    continued: 'time was up, goes on in the next run',
    'partial-quota': 'the API calls were used up, goes on once there are new ones',
    failed: 'reading failed',
    records: 'records that could not be taken up or differ from the CRM',
    mapping: 'a mapping stands still',
    'not-recorded': 'computed before inputs were noted',
  },
  lag: 'Lag',
  fresh: (lag: string) => `every object read completely up to ${lag} ago`,
} as const;

const ja = {
  complete: (lag: string) => `入力データ: 完全(最終読み取りから${lag}以内)`,
  partial: (count: string) => `一部のデータのみ: この数値はすべてのデータに基づいていません(${count}件)`,
  stale: (lag: string, count: string) =>
    `データが古い: ${count}オブジェクトが長く更新されていません(最も古いものは${lag}前)`,
  more: (count: string) => `ほか${count}件`,
  fix: '対処: revloop sync のあと revloop kpi compute。止まった原因は revloop runs list',
  reasons: {
    'never-read': '未読み取り',
    reading: '読み取り中(未完了)',
    continued: '時間切れのため次回に継続',
    'partial-quota': 'API 枠を使い切ったため、枠の回復後に継続',
    failed: '読み取りに失敗',
    records: '取り込めない、または CRM と一致しないレコード',
    mapping: '項目の対応付けが停止中',
    'not-recorded': '入力データの記録がない時期の計算',
  },
  lag: '遅れ',
  fresh: (lag: string) => `全オブジェクトを${lag}前までに完全に読み取り済み`,
} satisfies Shape<typeof en>;

/** Words on what figures rest on. */
export const INPUT_WORDS: Readonly<Record<Lang, Shape<typeof en>>> = { en, ja };

/** Causes named before the rest is only counted. */
const SHOWN = 5;

export interface InputsText {
  readonly isSound: boolean;
  /** What the reader must know first; one line where all is well. */
  readonly titles: readonly string[];
  /** Per object: what is missing, and why. */
  readonly causes: readonly string[];
}

/** Says whether figures rest on everything, and how old that is. */
export function inputsText(inputs: KpiInputs, lang: Lang): InputsText {
  const words = INPUT_WORDS[lang];
  const { isComplete, isStale, problems, stale } = inputs;
  const lag = lagText(inputs.lagSeconds, lang);
  if (isComplete && !isStale) return { isSound: true, titles: [words.complete(lag)], causes: [] };
  const causes = problems.map((problem) => causeText(problem, lang));
  const rest = causes.length - SHOWN;
  return {
    isSound: false,
    titles: [
      ...(isComplete ? [] : [words.partial(String(problems.length))]),
      ...(isStale ? [words.stale(lag, String(stale.length))] : []),
    ],
    causes: [...causes.slice(0, SHOWN), ...(rest > 0 ? [words.more(String(rest))] : []), words.fix],
  };
}

function causeText({ crm, object, reason, detail }: KpiInputs['problems'][number], lang: Lang): string {
  const where = crm === '' ? '' : `${wordOf(catalogue(lang).crms, crm)} ${object}: `;
  return `${where}${INPUT_WORDS[lang].reasons[reason]}${detail === null ? '' : ` (${detail})`}`;
}
