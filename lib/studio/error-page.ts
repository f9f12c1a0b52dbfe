import { html } from 'hono/html';
import type { AppError } from '../domain/app-error.ts';
import { ERROR_CODES } from '../domain/error-codes.ts';
import { catalogue, type Lang } from '../i18n/catalogue.ts';
import { detailText } from '../i18n/detail-text.ts';
import { layout } from './layout.ts';
import type { Markup } from './markup.ts';

/** What went wrong, who can fix it and how. */
export function errorPage(error: AppError, lang: Lang): Markup {
  const { studio, messages, fixedBy } = catalogue(lang);
  const meaning = ERROR_CODES[error.code];
  const body = html`<main id="main" class="narrow">
    <h1>${studio.errorTitle}</h1>
    <p class="lead"><strong>${meaning.rl}</strong> ${meaning[lang]}</p>
    <dl class="facts">
      <dt>${messages.errorWhat}</dt><dd><pre>${detailText(error.message, lang)}</pre></dd>
      <dt>${messages.errorWho}</dt><dd>${fixedBy[meaning.fixedBy]}</dd>
      <dt>${messages.errorNext}</dt><dd><code>${error.fix ?? meaning.fix[lang]}</code></dd>
    </dl>
    <p><a href="/?lang=${lang}">${studio.back}</a></p>
  </main>`;
  return layout({ lang, title: studio.errorTitle, body });
}

/** The HTTP status of an error: the reader's, not found, or not available. */
export function statusOf({ code }: AppError): 400 | 404 | 503 {
  if (code === 'usage') return 400;
  return code === 'target-unknown' || code === 'no-snapshot' ? 404 : 503;
}
