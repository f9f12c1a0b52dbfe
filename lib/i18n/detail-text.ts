import type { Lang } from './catalogue.ts';
import { CALL_DETAILS } from './ja/call-details.ts';
import { FAILURE_DETAILS } from './ja/failure-details.ts';
import { FILE_DETAILS } from './ja/file-details.ts';
import { ISSUE_DETAILS } from './ja/issue-details.ts';
import { USE_DETAILS } from './ja/use-details.ts';

/** An English sentence with `{}` where a value stands, and the Japanese one with `{0}`, `{1}` for the same values. */
export type DetailPair = readonly [english: string, japanese: string];

/** Longer ones first: what fits a special sentence also fits a general one. */
const PAIRS = [...USE_DETAILS, ...FILE_DETAILS, ...CALL_DETAILS, ...FAILURE_DETAILS, ...ISSUE_DETAILS]
  .map(([english, japanese]) => ({ pattern: patternOf(english), length: english.length, japanese }))
  .toSorted((a, b) => b.length - a.length);

const HAS_JAPANESE = /[\u3040-\u30ff\u4e00-\u9fff]/;
/** A CRM, or a code of its own, before what it says. */
const NAMED = /^(\w+|HTTP \d+): (.+)$/;
/** Two words in a row: a sentence, not a code or an id. */
const HAS_SENTENCE = /[a-z]{2,} [a-z]{2,}/;

/**
 * The details of an error or of a row left aside, in the reader's language. They are made where no language is known;
 * words of a CRM's own, which nobody can translate beforehand, stand as they are, said to be the original.
 */
export function detailText(detail: string, lang: Lang): string {
  if (lang === 'en') return detail;
  return detail
    .split('\n')
    .map((line) => {
      const known = translated(line);
      if (known !== undefined) return known;
      const [, name, rest] = NAMED.exec(line) ?? [];
      if (name !== undefined && rest !== undefined) return `${name}: ${detailText(rest, lang)}`;
      return HAS_JAPANESE.test(line) || !HAS_SENTENCE.test(line) ? line : `原文: ${line}`;
    })
    .join('\n');
}

/** Undefined where the sentence is none of ours. */
function translated(line: string): string | undefined {
  for (const { pattern, japanese } of PAIRS) {
    const found = pattern.exec(line);
    if (found === null) continue;
    const values = found.slice(1).map((value) => translated(value) ?? value);
    return japanese.replace(/\{(\d)\}/g, (_, at) => values[Number(at)] ?? '');
  }
  return undefined;
}

function patternOf(english: string): RegExp {
  const parts = english.split('{}').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('(.*?)')}$`, 's');
}
