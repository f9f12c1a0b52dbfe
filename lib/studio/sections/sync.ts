import { html } from 'hono/html';
import { ERROR_CODES } from '../../domain/error-codes.ts';
import { catalogue } from '../../i18n/catalogue.ts';
import { detailText } from '../../i18n/detail-text.ts';
import { INPUT_WORDS } from '../../i18n/inputs.ts';
import { lagText } from '../../i18n/lag-text.ts';
import { countText } from '../../i18n/number-text.ts';
import { wordOf } from '../../i18n/reason-text.ts';
import { RUN_WORDS } from '../../i18n/runs.ts';
import type { Completeness, QuarantinedRecord, SyncRun } from '../../pipeline/ingest/ingest-report.ts';
import { dataTable } from '../data-table.ts';
import type { Markup } from '../markup.ts';
import type { WriteCounts } from '../studio-data.ts';
import type { StudioView } from '../studio-view.ts';
import { section } from './section.ts';
import { syncInbox } from './sync-inbox.ts';
import { syncLedger } from './sync-ledger.ts';

/** Rows and ids shown; `revloop sync --json` has them all. */
const SHOWN = 50;
const SHOWN_IDS = 10;

/** What the last sync did per object, whether the store is complete, what it could not read, what was written back. */
export function syncSection(view: StudioView): Markup {
  const { words, data } = view;
  const body = html`
    ${data.runs.length === 0 ? html`<p>${words.studio.noSync}</p>` : html`${syncInbox(view)}<h3>${RUN_WORDS[view.lang].byObject}</h3>${runTable(view)}${syncLedger(view)}`}
    <h3>${words.studio.quarantined}</h3>
    ${data.quarantined.length === 0 ? html`<p>${words.studio.noQuarantined}</p>` : quarantineTable(view, data.quarantined)}
    ${data.writes === undefined ? '' : writeCounts(view, data.writes)}`;
  const note = html`${data.syncedAt === undefined ? '' : html`<strong>${words.studio.syncedAt(data.syncedAt)}</strong> `}${words.studio.syncNote}`;
  return section({ id: 'sync', title: words.studio.sections.sync, note, body });
}

function runTable(view: StudioView): Markup {
  const { columns } = view.words;
  return dataTable({
    caption: view.words.studio.sections.sync,
    columns: [
      { title: columns.object, kind: 'text' },
      { title: columns.read, kind: 'number' },
      { title: columns.upserted, kind: 'number' },
      { title: columns.deleted, kind: 'number' },
      { title: columns.quarantined, kind: 'number' },
      { title: columns.calls, kind: 'number' },
      { title: columns.seconds, kind: 'number' },
      { title: INPUT_WORDS[view.lang].lag, kind: 'number' },
      { title: columns.crmCount, kind: 'number' },
      { title: columns.storeCount, kind: 'number' },
      { title: columns.status, kind: 'wide' },
    ],
    rows: view.data.runs.map((run) => runCells(run, view)),
  });
}

function runCells(run: StudioView['data']['runs'][number], view: StudioView): readonly (string | Markup)[] {
  const { words, data, lang } = view;
  const found = data.completeness.find(({ crm, object }) => crm === run.crm && object === run.object);
  const counts = [run.read, run.upserted, run.deleted, run.quarantined, run.calls, run.seconds];
  return [
    html`<span class="crm">${wordOf(words.crms, run.crm)}</span> ${run.object}`,
    ...counts.map((count) => countText(count, lang)),
    lagText(run.lagSeconds ?? null, lang),
    found === undefined ? '–' : countText(found.crmCount, lang),
    found === undefined ? '–' : countText(found.storeCount, lang),
    statusCell(run, found, view),
  ];
}

/** An error first, then what is missing or too many, else "ok". */
function statusCell(run: SyncRun, found: Completeness | undefined, { words, lang }: StudioView): Markup {
  const { error } = run;
  const { studio, messages } = words;
  if (error !== undefined) {
    const meaning = ERROR_CODES[error.code];
    return html`<span class="problem"><span aria-hidden="true">▲</span> ${meaning.rl} ${meaning[lang]}</span>
      <small>${error.message}</small><small>${messages.fix(meaning.fix[lang])}</small>`;
  }
  if (run.status === 'absent') return html`<span class="none">${RUN_WORDS[lang].statuses.absent}</span>`;
  if (run.status !== 'complete')
    return html`<span class="attention"><span aria-hidden="true">!</span> ${RUN_WORDS[lang].statuses[run.status]}</span>`;
  const gaps = [
    { ids: found?.missing ?? [], word: studio.missing },
    { ids: found?.extra ?? [], word: studio.extra },
  ].filter(({ ids }) => ids.length > 0);
  if (gaps.length === 0)
    return html`<span class="ok"><span aria-hidden="true">✓</span> ${found === undefined ? messages.ok : studio.complete}</span>${repairs(found, lang)}`;
  return html`${gaps.map(
    ({ ids, word }) =>
      html`<span class="attention"><span aria-hidden="true">!</span> ${word(countText(ids.length, lang))}</span>
        ${idList(ids, lang)}`,
  )}${repairs(found, lang)}`;
}

/** What differed from the CRM before the run put it right. */
function repairs(found: Completeness | undefined, lang: StudioView['lang']): Markup {
  if (found === undefined) return html``;
  const { repaired } = found;
  return html`${(['missing', 'extra', 'stale'] as const).map((kind) => {
    const ids = repaired[kind];
    if (ids.length === 0) return '';
    return html`<small>${RUN_WORDS[lang].repaired[kind](countText(ids.length, lang))}</small>${idList(ids, lang)}`;
  })}`;
}

function idList(ids: readonly string[], lang: StudioView['lang']): Markup {
  const rest = more(ids.length - SHOWN_IDS, catalogue(lang).messages.more, lang);
  return html`<small><code>${ids.slice(0, SHOWN_IDS).join(', ')}</code>${rest}</small>`;
}

function quarantineTable({ words, lang }: StudioView, quarantined: readonly QuarantinedRecord[]): Markup {
  const { columns } = words;
  const table = dataTable({
    caption: words.studio.quarantined,
    columns: [
      { title: columns.id, kind: 'code' },
      { title: columns.object, kind: 'text' },
      { title: columns.code, kind: 'text' },
      { title: columns.reason, kind: 'text' },
    ],
    rows: quarantined
      .slice(0, SHOWN)
      .map(({ crm, object, id, code, reason }) => [
        id,
        html`<span class="crm">${wordOf(words.crms, crm)}</span> ${object}`,
        code,
        detailText(reason, lang),
      ]),
  });
  return html`${table}${more(quarantined.length - SHOWN, words.messages.more, lang)}`;
}

function writeCounts({ words, lang }: StudioView, writes: WriteCounts): Markup {
  const { applyCounts } = words.messages;
  const outcomes = ['applied', 'unchanged', 'skipped', 'rejected', 'unknown'] as const;
  return html`<h3>${words.studio.writes}</h3>
    <dl class="counts">${outcomes.map(
      (outcome) =>
        html`<div><dt>${applyCounts[outcome]}</dt><dd>${countText(writes[outcome], lang)}</dd></div>`,
    )}</dl>`;
}

function more(hidden: number, word: (count: string) => string, lang: StudioView['lang']): Markup {
  return hidden > 0 ? html` <small>${word(countText(hidden, lang))}</small>` : html``;
}
