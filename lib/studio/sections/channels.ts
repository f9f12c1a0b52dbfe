import { html } from 'hono/html';
import type { KpiRow } from '../../domain/kpi-row.ts';
import { channelName } from '../../i18n/channel-name.ts';
import { countText, decimalText, percentText } from '../../i18n/number-text.ts';
import { unattributedText, verdictReasonText } from '../../i18n/reason-text.ts';
import { cacAxis, cacScale } from '../charts/cac-axis.ts';
import { intervalBar } from '../charts/interval-bar.ts';
import { dataTable } from '../data-table.ts';
import { type Markup, valueOr } from '../markup.ts';
import { explainHref } from '../studio-query.ts';
import type { StudioView } from '../studio-view.ts';
import { verdictBadge } from '../verdict-badge.ts';
import { section } from './section.ts';

type Scale = ReturnType<typeof cacScale>;

/** What each channel costs and earns, with bars on one axis; the dearest in sum first. */
export function channelSection(view: StudioView): Markup {
  const { data, words, short } = view;
  const { blended, unattributed } = data.table;
  const rows = data.table.rows.toSorted((a, b) => Number(b.spend ?? -1) - Number(a.spend ?? -1));
  const target = blended.targetCac === null ? null : Number(blended.targetCac);
  const scale = cacScale([...rows, blended], target);
  const axis = cacAxis({
    scale,
    target: target === null ? null : { value: target, label: words.studio.targetIs(short(String(target))) },
    tick: (value) => short(String(value)),
  });
  const { columns } = words;
  const table = dataTable({
    caption: words.studio.sections.channels,
    columns: [
      { title: columns.channel, kind: 'text' },
      { title: columns.spend, kind: 'number' },
      { title: columns.leads, kind: 'number' },
      { title: columns.sql, kind: 'number' },
      { title: columns.opportunities, kind: 'number' },
      { title: columns.won, kind: 'number' },
      { title: columns.cac, kind: 'number' },
      { title: words.studio.axis, kind: 'chart', head: axis },
      { title: columns.ltvToCac, kind: 'number' },
      { title: columns.payback, kind: 'number' },
      { title: columns.verdict, kind: 'wide' },
    ],
    rows: rows.map((row) => cellsOf(row, view, scale)),
    totals: [unattributed, blended].map((row) => cellsOf(row, view, scale)),
  });
  const body = html`${table}${unattributedList(view)}`;
  return section({
    id: 'channels',
    title: words.studio.sections.channels,
    note: words.studio.channelsNote,
    body,
  });
}

function cellsOf(row: KpiRow, view: StudioView, scale: Scale): readonly (string | Markup)[] {
  const { words, lang, short } = view;
  const name = channelName(row.key, view.data.names, lang);
  const count = (value: number | null, reason?: string): Markup =>
    valueOr(value === null ? null : countText(value, lang), reason, lang);
  const { ltvToCac, paybackMonths, spendCoverage } = row;
  const isPartial = spendCoverage !== null && Number(spendCoverage) < 1;
  return [
    name,
    html`${valueOr(row.spend === null ? null : short(row.spend), row.spendReason, lang)}${isPartial ? html`<small>${words.studio.coverage(percentText(spendCoverage, lang))}</small>` : ''}`,
    count(row.leads),
    count(row.sql, row.sqlReason),
    count(row.opportunities),
    count(row.won),
    cacCell(row, view, name),
    barCell(row, view, scale),
    valueOr(
      ltvToCac === null ? null : words.messages.times(decimalText(ltvToCac, lang)),
      row.cac === null ? undefined : row.ltvToCacReason,
      lang,
    ),
    valueOr(
      paybackMonths === null ? null : words.messages.months(decimalText(paybackMonths, lang)),
      row.cac === null ? undefined : row.paybackMonthsReason,
      lang,
    ),
    verdictCell(row, view),
  ];
}

function cacCell(row: KpiRow, view: StudioView, name: string): Markup {
  const { words, short, range, lang, data, query } = view;
  const interval = range(row);
  const small = interval === null ? '' : html`<small class="range">${interval}</small>`;
  if (row.cac === null) return html`${valueOr(null, row.cacReason, lang)}${small}`;
  const href = explainHref(`cac:${row.key}:${data.table.from}..${data.table.to}`, query);
  const label = words.studio.explain(`${name} CAC ${short(row.cac)}`);
  return html`<a href="${href}" aria-label="${label}"><strong>${short(row.cac)}</strong></a>${small}`;
}

function barCell(row: KpiRow, view: StudioView, scale: Scale): Markup {
  const { words, short, range } = view;
  const interval = range(row);
  if (row.cacLow === null || interval === null) return html`<span class="none">–</span>`;
  const cac = row.cac === null ? '–' : short(row.cac);
  const { barLabel, barNoTarget } = words.studio;
  return intervalBar({
    scale,
    low: Number(row.cacLow),
    high: row.cacHigh === null ? null : Number(row.cacHigh),
    point: row.cac === null ? null : Number(row.cac),
    target: row.targetCac === null ? null : Number(row.targetCac),
    tone: row.verdict,
    label:
      row.targetCac === null ? barNoTarget(cac, interval) : barLabel(cac, interval, short(row.targetCac)),
  });
}

function verdictCell(row: KpiRow, { words, lang }: StudioView): Markup {
  if (row.key === 'unattributed') return html`<span class="none">–</span>`;
  return html`${verdictBadge(row.verdict, words.verdicts[row.verdict])}<small>${verdictReasonText(row, lang)}</small>`;
}

function unattributedList({ data, words, lang }: StudioView): Markup {
  const { unattributed = [] } = data;
  if (unattributed.length === 0) return html``;
  return html`<h3>${words.messages.unattributedTitle}</h3>
    <ul class="plain">${unattributed.map(
      ({ reason, lead, won }) =>
        html`<li>${unattributedText(reason, lang)}: ${words.messages.unattributedCount(countText(lead, lang), countText(won, lang))}</li>`,
    )}</ul>`;
}
