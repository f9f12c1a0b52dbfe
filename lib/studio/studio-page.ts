import { html } from 'hono/html';
import { layout } from './layout.ts';
import type { Markup } from './markup.ts';
import { pageHeader } from './page-header.ts';
import { channelSection } from './sections/channels.ts';
import { decisionSection } from './sections/decisions.ts';
import { definitionSection } from './sections/definitions.ts';
import { feedbackSection } from './sections/feedback.ts';
import { funnelSection } from './sections/funnel.ts';
import { headlineSection } from './sections/headline.ts';
import { issueSection } from './sections/issues.ts';
import { syncSection } from './sections/sync.ts';
import type { StudioData, StudioQuery } from './studio-data.ts';
import { studioView } from './studio-view.ts';

/** The whole page, the answer first: figures, what they support, then where they come from. */
export function studioPage(data: StudioData, query: StudioQuery): Markup {
  const view = studioView(data, query);
  const { studio } = view.words;
  const body = html`${pageHeader(view)}
    <main id="main">
      ${headlineSection(view)} ${decisionSection(view)} ${channelSection(view)} ${funnelSection(view)}
      ${feedbackSection(view)} ${syncSection(view)} ${issueSection(view)} ${definitionSection(view)}
    </main>
    <footer class="page-footer"><p>${studio.footer}</p></footer>`;
  return layout({ lang: query.lang, title: `${studio.title} · ${data.table.from} – ${data.table.to}`, body });
}
