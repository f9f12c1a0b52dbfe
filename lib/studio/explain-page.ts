import { html } from 'hono/html';
import { catalogue, type Lang } from '../i18n/catalogue.ts';
import { explainLabel, explainValue, isRawLabel } from '../i18n/explain-label.ts';
import { metricText } from '../i18n/metric-text.ts';
import { countText } from '../i18n/number-text.ts';
import { reasonText } from '../i18n/reason-text.ts';
import type { Explanation } from '../kpis/explanation.ts';
import { layout } from './layout.ts';
import type { Markup } from './markup.ts';
import type { StudioQuery } from './studio-data.ts';
import { pageHref } from './studio-query.ts';

/** Longer lists of inputs start folded. */
const OPEN_INPUTS = 12;

/** How one number came about, down to records and spend rows. */
export function explainPage(page: {
  readonly target: string;
  readonly node: Explanation;
  readonly query: StudioQuery;
}): Markup {
  const { target, node, query } = page;
  const { lang } = query;
  const { studio } = catalogue(lang);
  const body = html`<main id="main" class="narrow">
    <p><a href="${pageHref(query)}">${studio.back}</a></p>
    <h1>${studio.explainTitle}</h1>
    <p class="note"><code>${target}</code></p>
    <ul class="tree">${nodeItem(node, lang)}</ul>
  </main>`;
  return layout({ lang, title: `${studio.explainTitle} · ${target}`, body });
}

function nodeItem(node: Explanation, lang: Lang): Markup {
  const metric = metricText(node.label, lang);
  const formula = node.formula === undefined ? undefined : (metric?.formula ?? node.formula);
  const value =
    node.value === null
      ? html`<span class="none">–</span> ${node.valueReason === undefined ? '' : reasonText(node.valueReason, lang)}`
      : html`<b>${explainValue(node.label, node.value, lang)}</b>`;
  return html`<li>
    <p>${isRawLabel(node.label, lang) ? html`<code>${node.label}</code>` : explainLabel(node.label, lang)} ${value}${formula === undefined ? '' : html` <span class="formula">= ${formula}</span>`}</p>
    ${inputList(node.inputs, lang)}
  </li>`;
}

function inputList(inputs: readonly Explanation[], lang: Lang): Markup {
  if (inputs.length === 0) return html``;
  const list = html`<ul>${inputs.map((input) => nodeItem(input, lang))}</ul>`;
  if (inputs.length <= OPEN_INPUTS) return list;
  return html`<details><summary>${catalogue(lang).studio.inputs(countText(inputs.length, lang))}</summary>${list}</details>`;
}
