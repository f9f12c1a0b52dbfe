import { html } from 'hono/html';
import { ERROR_CODES } from '../../domain/error-codes.ts';
import { detailText } from '../../i18n/detail-text.ts';
import { countText } from '../../i18n/number-text.ts';
import { wordOf } from '../../i18n/reason-text.ts';
import { RUN_WORDS } from '../../i18n/runs.ts';
import type { InboxEntry } from '../../pipeline/run-ledger.ts';
import { dataTable } from '../data-table.ts';
import type { Markup } from '../markup.ts';
import type { StudioView } from '../studio-view.ts';

/** Records named of each cause. */
const SHOWN_IDS = 5;

/** What is wrong now, one row per cause: how many, who fixes it and how, since when. */
export function syncInbox(view: StudioView): Markup {
  const { data, lang, words } = view;
  const { inbox, ...text } = RUN_WORDS[lang];
  const entries = data.inbox ?? [];
  if (entries.length === 0) return html`<h3>${inbox}</h3><p>${text.inboxEmpty}</p>`;
  const table = dataTable({
    caption: inbox,
    columns: [
      { title: text.cause, kind: 'wide' },
      { title: words.columns.object, kind: 'text' },
      { title: words.columns.count, kind: 'number' },
      { title: text.fixedBy, kind: 'text' },
      { title: text.fix, kind: 'wide' },
      { title: text.since, kind: 'text' },
    ],
    rows: entries.map((entry) => inboxCells(entry, view)),
  });
  return html`<h3>${inbox}</h3>${table}`;
}

function inboxCells(entry: InboxEntry, { lang, words }: StudioView): readonly (string | Markup)[] {
  const meaning = Object.entries(ERROR_CODES).find(([code]) => code === entry.code)?.[1];
  const { ids } = entry;
  return [
    html`<span class="problem">${entry.rl}</span> ${meaning?.[lang] ?? entry.code}
      <small>${detailText(entry.reason, lang)}</small>${ids.length === 0 ? '' : html`<small><code>${ids.slice(0, SHOWN_IDS).join(', ')}</code></small>`}`,
    html`<span class="crm">${wordOf(words.crms, entry.crm)}</span> ${entry.object}`,
    countText(entry.count, lang),
    wordOf(words.fixedBy, entry.fixedBy),
    meaning?.fix[lang] ?? '–',
    entry.openedAt ?? '–',
  ];
}
