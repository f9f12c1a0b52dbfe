import { html } from 'hono/html';
import type { Verdict } from '../domain/kpi-row.ts';
import type { Markup } from './markup.ts';

/** A sign beside the word, so that nobody needs the colour. */
const SIGNS: Readonly<Record<Verdict, string>> = {
  'within-target': '✓',
  'above-target': '▲',
  undecided: '?',
  'not-enough-data': '…',
};

/** A verdict as a coloured word with its sign. */
export function verdictBadge(verdict: Verdict, word: string): Markup {
  return html`<span class="verdict tone-${verdict}"><span aria-hidden="true">${SIGNS[verdict]}</span> ${word}</span>`;
}
