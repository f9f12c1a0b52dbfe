import { html } from 'hono/html';
import { lastClosedDay } from '../domain/calendar.ts';
import { MODELS } from '../domain/ledger.ts';
import { LANGS } from '../i18n/catalogue.ts';
import { inputsText } from '../i18n/inputs.ts';
import { wordOf } from '../i18n/reason-text.ts';
import { offeredModels } from '../kpis/attribution/model-options.ts';
import type { Markup } from './markup.ts';
import { pageHref } from './studio-query.ts';
import type { StudioView } from './studio-view.ts';

const LANGUAGE_NAMES = { ja: '日本語', en: 'English' } as const;

const SECTIONS = [
  'headline',
  'decisions',
  'channels',
  'funnel',
  'feedback',
  'sync',
  'issues',
  'definitions',
] as const;

/** Title, what the figures cover, the period form, the language and the way to each section. */
export function pageHeader(view: StudioView): Markup {
  const { words, data } = view;
  const { table } = data;
  const isOpen = table.to > lastClosedDay(table.asOf);
  return html`<header class="page-header">
      <div class="title-row">
        <div>
          <h1>RevLoop</h1>
          <p class="tagline">${words.studio.tagline}</p>
        </div>
        ${languages(view)}
      </div>
      <p class="scope">
        <strong>${words.messages.period(table.from, table.to)}</strong>
        <span class="badge ${isOpen ? 'badge-open' : 'badge-final'}">${isOpen ? words.messages.preliminary : words.messages.final}</span>
        <span>${wordOf(words.models, table.model)}</span>
        <span>${words.messages.currency(table.currency)}</span>
        <span>${words.messages.asOf(table.asOf)}</span>
      </p>
      ${inputsNote(view)}
      ${data.firstTouch ? '' : html`<p class="note">${words.studio.noFirstTouch}</p>`}
      ${periodForm(view)}
    </header>
    <nav class="sections" aria-label="${words.studio.navigation}">
      <ul>${SECTIONS.map((id) => html`<li><a href="#${id}">${words.studio.short[id]}</a></li>`)}</ul>
    </nav>`;
}

/** Figures that do not rest on everything say so before anybody reads one. */
function inputsNote({ data, lang }: StudioView): Markup {
  if (data.inputs === undefined) return html``;
  const { isSound, titles, causes } = inputsText(data.inputs, lang);
  if (isSound) return html`<p class="note inputs">${titles.join(' · ')}</p>`;
  return html`<div class="note inputs" role="note">
      ${titles.map((title) => html`<p class="attention"><span aria-hidden="true">!</span> ${title}</p>`)}
      <ul>${causes.map((cause) => html`<li>${cause}</li>`)}</ul>
    </div>`;
}

function languages({ query, words }: StudioView): Markup {
  return html`<nav class="languages" aria-label="${words.studio.language}">
    ${LANGS.map((lang) =>
      lang === query.lang
        ? html`<a href="${pageHref({ ...query, lang })}" lang="${lang}" aria-current="true">${LANGUAGE_NAMES[lang]}</a>`
        : html`<a href="${pageHref({ ...query, lang })}" lang="${lang}" hreflang="${lang}">${LANGUAGE_NAMES[lang]}</a>`,
    )}
  </nav>`;
}

function periodForm({ query, words, data }: StudioView): Markup {
  const { from, to, model: current } = data.table;
  const models = offeredModels(MODELS, data.hasCustomModel === true).filter(
    (model) => data.firstTouch || model !== 'first',
  );
  return html`<form class="period" method="get" action="/">
    <input type="hidden" name="lang" value="${query.lang}">
    <label>${words.studio.from} <input type="date" name="from" value="${from}" required></label>
    <label>${words.studio.to} <input type="date" name="to" value="${to}" required></label>
    <label>${words.studio.model}
      <select name="model">
        ${models.map((model) =>
          model === current
            ? html`<option value="${model}" selected>${words.models[model]}</option>`
            : html`<option value="${model}">${words.models[model]}</option>`,
        )}
      </select>
    </label>
    <button type="submit">${words.studio.show}</button>
  </form>`;
}
