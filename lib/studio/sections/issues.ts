import { html } from 'hono/html';
import { detailText } from '../../i18n/detail-text.ts';
import { countText } from '../../i18n/number-text.ts';
import { issueText } from '../../i18n/reason-text.ts';
import type { Markup } from '../markup.ts';
import type { StudioData } from '../studio-data.ts';
import type { StudioView } from '../studio-view.ts';
import { section } from './section.ts';

/** Records named per kind. */
const SHOWN = 20;

/** Facts that contradict each other, by kind, with the records to look at. */
export function issueSection({ data, words, lang }: StudioView): Markup {
  const kinds = [...Map.groupBy(data.issues, ({ code }) => code)].toSorted(
    ([, a], [, b]) => b.length - a.length,
  );
  const body =
    kinds.length === 0
      ? html`<p>${words.studio.noIssues}</p>`
      : html`<div class="issues">${kinds.map(
          ([code, issues]) => html`<details>
            <summary>${issueText(code, lang)} <b>${countText(issues.length, lang)}</b></summary>
            ${issueList(issues, { words, lang })}
          </details>`,
        )}</div>`;
  return section({ id: 'issues', title: words.studio.sections.issues, note: words.studio.issuesNote, body });
}

function issueList(
  issues: StudioData['issues'],
  { words, lang }: Pick<StudioView, 'words' | 'lang'>,
): Markup {
  const hidden = issues.length - SHOWN;
  return html`<ul class="plain">
    ${issues.slice(0, SHOWN).map(({ ref, detail }) => html`<li><code>${ref}</code> ${detailText(detail, lang)}</li>`)}
    ${hidden > 0 ? html`<li>${words.messages.more(countText(hidden, lang))}</li>` : ''}
  </ul>`;
}
