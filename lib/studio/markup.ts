import { html } from 'hono/html';
import type { Lang } from '../i18n/catalogue.ts';
import { reasonText } from '../i18n/reason-text.ts';

/** A piece of the page; every value put into one by `html` is escaped. */
export type Markup = ReturnType<typeof html>;

/** A value, or a dash and the reason why there is none. */
export function valueOr(text: string | null, reason: string | undefined, lang: Lang): Markup {
  if (text !== null) return html`${text}`;
  const why = reason === undefined ? '' : html`<small>${reasonText(reason, lang)}</small>`;
  return html`<span class="none">–</span>${why}`;
}
