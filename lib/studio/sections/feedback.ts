import { scaleLinear } from 'd3-scale';
import { html } from 'hono/html';
import type { FeedbackRow } from '../../domain/kpi-row.ts';
import { countText, percentText, rangeText } from '../../i18n/number-text.ts';
import { BAR_WIDTH, intervalBar, MARGIN } from '../charts/interval-bar.ts';
import { dataTable } from '../data-table.ts';
import { type Markup, valueOr } from '../markup.ts';
import type { StudioView } from '../studio-view.ts';
import { section } from './section.ts';

const SHARES = scaleLinear()
  .domain([0, 1])
  .range([MARGIN, BAR_WIDTH - MARGIN]);

/** What became of the deals of each lead source: the page's answer to "what should we buy more of". */
export function feedbackSection(view: StudioView): Markup {
  const { words, data } = view;
  const { columns } = words;
  const rows = data.feedback.toSorted((a, b) => b.won - a.won);
  const body =
    rows.length === 0
      ? html`<p>${words.messages.noFeedback}</p>`
      : dataTable({
          caption: words.studio.sections.feedback,
          columns: [
            { title: columns.leadSource, kind: 'text' },
            { title: columns.leads, kind: 'number' },
            { title: columns.won, kind: 'number' },
            { title: columns.lost, kind: 'number' },
            { title: columns.winRate, kind: 'number' },
            { title: columns.range, kind: 'chart', head: shareAxis() },
            { title: columns.leadToWonRate, kind: 'number' },
            { title: columns.revenue, kind: 'number' },
            { title: columns.cycle, kind: 'number' },
            { title: columns.lostReasons, kind: 'text' },
          ],
          rows: rows.map((row) => cellsOf(row, view)),
        });
  return section({
    id: 'feedback',
    title: words.studio.sections.feedback,
    note: words.studio.feedbackNote,
    body,
  });
}

/** 0 to 100 %, read aloud as nothing: every bar says its own numbers. */
function shareAxis(): Markup {
  return html`<svg class="axis" viewBox="0 0 ${BAR_WIDTH} 14" aria-hidden="true">
    ${[0, 0.5, 1].map(
      (share) =>
        html`<text x="${SHARES(share)}" y="11" text-anchor="${share === 0 ? 'start' : share === 1 ? 'end' : 'middle'}">${share * 100}%</text>`,
    )}
  </svg>`;
}

function cellsOf(row: FeedbackRow, view: StudioView): readonly (string | Markup)[] {
  const { words, lang, short } = view;
  const { leadToWonRate, wonRevenue, medianCycleDays } = row;
  return [
    row.key === 'unattributed' ? words.unattributed : row.key,
    countText(row.leads, lang),
    countText(row.won, lang),
    countText(row.lost, lang),
    ...rateCells(row, view),
    valueOr(leadToWonRate === null ? null : percentText(leadToWonRate, lang), row.leadToWonRateReason, lang),
    valueOr(wonRevenue === null ? null : short(wonRevenue), row.wonRevenueReason, lang),
    valueOr(
      medianCycleDays === null ? null : words.messages.days(countText(medianCycleDays, lang)),
      row.medianCycleDaysReason,
      lang,
    ),
    html`<ul class="reasons">${row.lostReasons.map(
      ({ reason, count }) => html`<li>${reason ?? words.noReason} <b>${countText(count, lang)}</b></li>`,
    )}</ul>`,
  ];
}

/** The win rate with its interval in figures, and as a bar. */
function rateCells(row: FeedbackRow, { words, lang }: StudioView): readonly [Markup, Markup] {
  const { winRate, winRateLow: low, winRateHigh: high, winRateReason } = row;
  if (winRate === null || low === null || high === null)
    return [valueOr(null, winRateReason, lang), html`<span class="none">–</span>`];
  const rate = percentText(winRate, lang);
  const range = rangeText(percentText(low, lang), percentText(high, lang), lang);
  const bar = intervalBar({
    scale: SHARES,
    low: Number(low),
    high: Number(high),
    point: Number(winRate),
    target: null,
    tone: 'plain',
    label: words.studio.winRateLabel(rate, range),
  });
  return [html`${rate}<small class="range">${range}</small>`, bar];
}
