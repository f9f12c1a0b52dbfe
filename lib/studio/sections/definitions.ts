import { html } from 'hono/html';
import { metricTexts } from '../../i18n/metric-text.ts';
import { dataTable } from '../data-table.ts';
import type { Markup } from '../markup.ts';
import type { StudioView } from '../studio-view.ts';
import { section } from './section.ts';

/** How each figure is computed, from the one registry of metrics. */
export function definitionSection({ words, lang }: StudioView): Markup {
  const { studio } = words;
  const table = dataTable({
    caption: studio.sections.definitions,
    columns: [
      { title: studio.metric, kind: 'text' },
      { title: studio.formula, kind: 'text' },
      { title: studio.anchor, kind: 'text' },
    ],
    rows: metricTexts(lang).map(({ name, formula, anchor }) => [name, formula, anchor]),
  });
  const body = html`<details><summary>${studio.definitionsNote}</summary>${table}
    <p class="note">${words.messages.cacNote} ${words.messages.rateNote}</p></details>`;
  return section({ id: 'definitions', title: studio.sections.definitions, body });
}
