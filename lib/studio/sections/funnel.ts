import { scaleLinear } from 'd3-scale';
import { html } from 'hono/html';
import type { KpiRow } from '../../domain/kpi-row.ts';
import { countText, percentText, rangeText } from '../../i18n/number-text.ts';
import { wilsonInterval } from '../../kpis/methods/wilson-interval.ts';
import { type Markup, valueOr } from '../markup.ts';
import type { StudioView } from '../studio-view.ts';
import { section } from './section.ts';

const STAGES = ['leads', 'mql', 'sql', 'opportunities', 'won'] as const;
const WIDTH = 600;
const HEIGHT = 22;

/** Entries into each stage of the whole company, with the rate of each step and its Wilson interval. */
export function funnelSection(view: StudioView): Markup {
  const { words, data } = view;
  const { blended } = data.table;
  const most = Math.max(1, ...STAGES.map((stage) => blended[stage] ?? 0));
  const scale = scaleLinear().domain([0, most]).range([0, WIDTH]);
  const body = html`<ol class="funnel">${STAGES.map((stage, at) => {
    const count = blended[stage];
    return html`<li>
      <span class="stage">${words.stages[stage]}</span>
      <svg class="funnel-bar" viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" aria-hidden="true"><rect width="${scale(count ?? 0).toFixed(1)}" height="${HEIGHT}" rx="3"/></svg>
      <span class="count">${valueOr(count === null ? null : countText(count, view.lang), reasonOf(stage, blended), view.lang)}</span>
      <span class="rate">${count === null ? '' : stepText(blended, at, view)}</span>
    </li>`;
  })}</ol>`;
  return section({ id: 'funnel', title: words.studio.sections.funnel, note: words.studio.funnelNote, body });
}

/** Share of the nearest earlier stage that is known; nothing for the first one. */
function stepText(row: KpiRow, at: number, { words, lang }: StudioView): string {
  const count = row[STAGES[at] ?? 'leads'] ?? 0;
  const earlier = STAGES.slice(0, at).flatMap((stage) => row[stage] ?? []);
  const before = earlier.at(-1);
  if (before === undefined || before === 0) return '';
  if (count > before) return words.studio.stepUnknown;
  const interval = wilsonInterval(count, before);
  if (interval === null) return '';
  const range = rangeText(percentText(interval.low, lang), percentText(interval.high, lang), lang);
  return words.studio.stepRate(percentText(count / before, lang), range);
}

function reasonOf(stage: (typeof STAGES)[number], row: KpiRow): string | undefined {
  if (stage === 'mql') return row.mqlReason;
  return stage === 'sql' ? row.sqlReason : undefined;
}
