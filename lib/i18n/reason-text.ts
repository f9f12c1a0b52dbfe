import type { KpiRow, VerdictStage } from '../domain/kpi-row.ts';
import { catalogue, type Lang } from './catalogue.ts';

/** A machine reason in words, `needs-wins:21` included. A reason nobody worded is shown as it is. */
export function reasonText(reason: string, lang: Lang): string {
  const { reasons, needsWins } = catalogue(lang);
  const [word = '', detail] = reason.split(':');
  if (word === 'needs-wins' && detail !== undefined) return needsWins(Number(detail));
  return wordOf(reasons, reason);
}

/** Why a row has its verdict; a leading verdict names the stage it rests on. */
export function verdictReasonText(
  row: Pick<KpiRow, 'verdictReason'> & { readonly verdictStage: VerdictStage },
  lang: Lang,
): string {
  return catalogue(lang).leading[row.verdictStage](reasonText(row.verdictReason, lang));
}

/** Why something belongs to no channel. */
export function unattributedText(reason: string, lang: Lang): string {
  return wordOf(catalogue(lang).unattributedReasons, reason);
}

/** What kind of contradiction a data issue is. */
export function issueText(code: string, lang: Lang): string {
  return wordOf(catalogue(lang).issues, code);
}

/** Why a plan or an apply left a record alone. */
export function skipText(reason: string, lang: Lang): string {
  const { 'field-missing': fieldMissing, ...texts } = catalogue(lang).skips;
  const [word, fields] = reason.split(': ');
  if (word === 'field-missing' && fields !== undefined) return fieldMissing(fields);
  return wordOf(texts, reason);
}

/** The name of a CRM, a step, a model: the word itself where the catalogue has none. */
export function wordOf(words: Readonly<Record<string, string>>, key: string): string {
  return words[key] ?? key;
}
