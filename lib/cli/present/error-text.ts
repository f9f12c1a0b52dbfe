import type { AppError } from '../../domain/app-error.ts';
import { ERROR_CODES } from '../../domain/error-codes.ts';
import { catalogue, type Lang } from '../../i18n/catalogue.ts';
import { detailText } from '../../i18n/detail-text.ts';

/** An error for people: its code, what happened, who can fix it, and the exact next step. */
export function errorText(error: AppError, lang: Lang): string {
  const { messages, fixedBy } = catalogue(lang);
  const meaning = ERROR_CODES[error.code];
  return [
    `${meaning.rl}  ${meaning[lang]}`,
    `  ${messages.errorWhat}: ${detailText(error.message, lang).replaceAll('\n', '\n    ')}`,
    `  ${messages.errorWho}: ${fixedBy[meaning.fixedBy]}`,
    `  ${messages.errorNext}: ${error.fix ?? meaning.fix[lang]}`,
    ...(meaning.retry ? [`  ${messages.errorRetry}`] : []),
  ].join('\n');
}
