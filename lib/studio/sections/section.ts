import { html } from 'hono/html';
import type { Markup } from '../markup.ts';

/** A part of the page under its own heading and address. */
export function section(part: {
  readonly id: string;
  readonly title: string;
  readonly note?: string | Markup;
  readonly body: Markup;
}): Markup {
  const { id, title, note, body } = part;
  return html`<section id="${id}" aria-labelledby="${id}-title">
    <h2 id="${id}-title">${title}</h2>
    ${note === undefined ? '' : html`<p class="note">${note}</p>`}
    ${body}
  </section>`;
}
