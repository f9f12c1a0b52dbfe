import { html } from 'hono/html';
import { countText, decimalText, percentText, rangeText } from '../../i18n/number-text.ts';
import { wilsonInterval } from '../../kpis/methods/wilson-interval.ts';
import { type Markup, valueOr } from '../markup.ts';
import { explainHref } from '../studio-query.ts';
import type { StudioView } from '../studio-view.ts';
import { verdictBadge } from '../verdict-badge.ts';
import { section } from './section.ts';

interface Card {
  readonly name: string;
  readonly value: Markup;
  readonly lines: readonly (string | Markup | null)[];
}

/** The company's own figures, each with how sure it is. */
export function headlineSection(view: StudioView): Markup {
  const { studio } = view.words;
  const cards = [cacCard(view), ltvCard(view), paybackCard(view), revenueCard(view)];
  const body = html`<dl class="cards">${cards.map(
    ({ name, value, lines }) => html`<div class="card">
      <dt>${name}</dt>
      <dd><p class="figure">${value}</p>${lines.filter((line) => line !== null).map((line) => html`<p>${line}</p>`)}</dd>
    </div>`,
  )}</dl>`;
  return section({ id: 'headline', title: studio.sections.headline, body });
}

function cacCard(view: StudioView): Card {
  const { words, data, short, range, lang } = view;
  const { blended, from, to } = data.table;
  const interval = range(blended);
  const href = explainHref(`cac:blended:${from}..${to}`, view.query);
  const value =
    blended.cac === null
      ? valueOr(null, blended.cacReason, lang)
      : html`<a href="${href}" aria-label="${words.studio.explain(words.studio.blendedCac)}: ${short(blended.cac)}">${short(blended.cac)}</a>`;
  return {
    name: words.studio.blendedCac,
    value,
    lines: [
      interval === null ? null : words.studio.interval(interval),
      blended.targetCac === null ? null : words.studio.targetIs(short(blended.targetCac)),
      verdictBadge(blended.verdict, words.verdicts[blended.verdict]),
    ],
  };
}

function ltvCard({ words, data, lang }: StudioView): Card {
  const { ltv, ltvToCac, ltvToCacReason, cacLow, cacHigh } = data.table.blended;
  const times = (value: number): string => words.messages.times(decimalText(value, lang));
  const isKnown = ltv !== null && ltvToCac !== null && cacLow !== null && cacHigh !== null;
  return {
    name: words.studio.ltvToCac,
    value: valueOr(ltvToCac === null ? null : times(Number(ltvToCac)), ltvToCacReason, lang),
    lines: isKnown
      ? [
          words.studio.interval(
            rangeText(
              decimalText(Number(ltv) / Number(cacHigh), lang),
              times(Number(ltv) / Number(cacLow)),
              lang,
            ),
          ),
          words.studio.rangeNote,
        ]
      : [],
  };
}

function paybackCard({ words, data, lang }: StudioView): Card {
  const { paybackMonths, paybackMonthsReason, cac, cacLow, cacHigh } = data.table.blended;
  const isKnown = paybackMonths !== null && cac !== null && cacLow !== null && cacHigh !== null;
  const scaled = (end: string): string =>
    decimalText((Number(paybackMonths) * Number(end)) / Number(cac), lang);
  return {
    name: words.studio.payback,
    value: valueOr(
      paybackMonths === null ? null : words.messages.months(decimalText(paybackMonths, lang)),
      paybackMonthsReason,
      lang,
    ),
    lines: isKnown
      ? [
          words.studio.interval(rangeText(scaled(cacLow), words.messages.months(scaled(cacHigh)), lang)),
          words.studio.rangeNote,
        ]
      : [],
  };
}

function revenueCard({ words, data, lang, short }: StudioView): Card {
  const { wonRevenue, wonRevenueReason, won, newCustomers } = data.table.blended;
  const lost = data.feedback.reduce((sum, row) => sum + row.lost, 0);
  const closedWon = data.feedback.reduce((sum, row) => sum + row.won, 0);
  const interval = wilsonInterval(closedWon, closedWon + lost);
  return {
    name: words.studio.wonRevenue,
    value: valueOr(wonRevenue === null ? null : short(wonRevenue), wonRevenueReason, lang),
    lines: [
      words.studio.wonOf(countText(won, lang), countText(newCustomers, lang)),
      interval === null
        ? null
        : words.studio.winRateIs(
            percentText(closedWon / (closedWon + lost), lang),
            rangeText(percentText(interval.low, lang), percentText(interval.high, lang), lang),
          ),
    ],
  };
}
