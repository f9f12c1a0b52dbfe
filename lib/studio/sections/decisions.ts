import { html } from 'hono/html';
import { VERDICTS } from '../../domain/kpi-row.ts';
import { channelName } from '../../i18n/channel-name.ts';
import type { Markup } from '../markup.ts';
import type { StudioView } from '../studio-view.ts';
import { verdictBadge } from '../verdict-badge.ts';
import { section } from './section.ts';

/** Channels by what the data says about them, so that the page answers before it shows its tables. */
export function decisionSection({ data, words, lang }: StudioView): Markup {
  const groups = VERDICTS.map((verdict) => ({
    verdict,
    rows: data.table.rows.filter((row) => row.verdict === verdict),
  }));
  const body = html`<ul class="decisions">${groups.map(
    ({ verdict, rows }) => html`<li class="decision tone-${verdict}">
      ${verdictBadge(verdict, words.verdicts[verdict])}
      <p class="advice">${words.studio.advice[verdict]}</p>
      ${
        rows.length === 0
          ? html`<p class="none">${words.studio.none}</p>`
          : html`<ul class="names">${rows.map(
              ({ key, verdictReason }) =>
                html`<li>${channelName(key, data.names, lang)}${verdictReason === 'nurture' ? html` <small>${words.studio.nurture}</small>` : ''}</li>`,
            )}</ul>`
      }
    </li>`,
  )}</ul>`;
  return section({ id: 'decisions', title: words.studio.sections.decisions, body });
}
