import type { FeedbackRow } from '../../domain/kpi-row.ts';
import { catalogue, type Lang } from '../../i18n/catalogue.ts';
import { moneyShort } from '../../i18n/money-short.ts';
import { countText, percentText, rangeText } from '../../i18n/number-text.ts';
import { wordOf } from '../../i18n/reason-text.ts';
import type { DaySpan } from './kpi-text.ts';
import { textTable } from './text-table.ts';

/** Lost reasons named per row; the rest is in `--json`. */
const TOP_REASONS = 3;

export interface FeedbackTextOptions {
  readonly lang: Lang;
  readonly currency: string;
  /** What the rows are grouped by, e.g. `lead-source`. */
  readonly by: string;
  readonly from: string;
  readonly to: string;
  readonly width?: number;
  /** First and last day with any record, named where the period has none. */
  readonly known?: DaySpan;
}

/** Closed-won results per lead source (or another trait) for the terminal. */
export function feedbackText(rows: readonly FeedbackRow[], options: FeedbackTextOptions): string {
  const { lang, by, from, to, width, known } = options;
  const { columns, grains, messages } = catalogue(lang);
  const footer = `${messages.period(from, to)} · ${messages.rateNote}`;
  if (rows.length === 0) {
    const hint = known === undefined ? [] : [messages.dataFromTo(known.from, known.to)];
    return [messages.noFeedback, ...hint, '', footer].join('\n');
  }
  const table = textTable({
    columns: [
      { title: wordOf(grains, by), align: 'left' },
      { title: columns.leads, align: 'right', priority: 2 },
      { title: columns.won, align: 'right' },
      { title: columns.lost, align: 'right', priority: 1 },
      { title: columns.winRate, align: 'right' },
      { title: columns.range, align: 'right', priority: 3 },
      { title: columns.leadToWonRate, align: 'right', priority: 5 },
      { title: columns.revenue, align: 'right', priority: 1 },
      { title: columns.cycle, align: 'right', priority: 4 },
      { title: columns.lostReasons, align: 'left', priority: 6 },
    ],
    rows: rows.map((row) => cellsOf(row, options)),
    ...(width === undefined ? {} : { width }),
  });
  return `${table}\n\n${footer}`;
}

function cellsOf(row: FeedbackRow, { lang, currency }: FeedbackTextOptions): readonly string[] {
  const { messages, unattributed } = catalogue(lang);
  const { winRateLow: low, winRateHigh: high } = row;
  const percent = (ratio: string | null): string => (ratio === null ? '-' : percentText(ratio, lang));
  return [
    row.key === 'unattributed' ? unattributed : row.key,
    countText(row.leads, lang),
    countText(row.won, lang),
    countText(row.lost, lang),
    percent(row.winRate),
    low === null || high === null ? '-' : rangeText(percent(low), percent(high), lang),
    percent(row.leadToWonRate),
    row.wonRevenue === null ? '-' : moneyShort(row.wonRevenue, currency, lang),
    row.medianCycleDays === null ? '-' : messages.days(countText(row.medianCycleDays, lang)),
    reasonsText(row, lang),
  ];
}

function reasonsText({ lostReasons }: FeedbackRow, lang: Lang): string {
  const { noReason } = catalogue(lang);
  return lostReasons
    .slice(0, TOP_REASONS)
    .map(({ reason, count }) => `${reason ?? noReason} ${countText(count, lang)}`)
    .join(', ');
}
