import type { KpiRow, KpiTable, MetricValue } from '../../domain/kpi-row.ts';
import { catalogue, type Lang } from '../../i18n/catalogue.ts';
import { type ChannelNames, channelName } from '../../i18n/channel-name.ts';
import { moneyShort } from '../../i18n/money-short.ts';
import { countText, decimalText, percentText, rangeText } from '../../i18n/number-text.ts';
import { reasonText, wordOf } from '../../i18n/reason-text.ts';
import type { Grain } from '../../kpis/group-facts.ts';
import type { Metric } from '../../kpis/metrics/metric.ts';
import { bySpend } from './kpi-text.ts';
import { textTable } from './text-table.ts';

interface TableOptions {
  readonly lang: Lang;
  readonly names: ChannelNames;
  readonly grain: Grain;
}

/** One metric over the rows of a table: value, 95 % interval, how many it rests on, and why it is missing. */
export function metricTable(metric: Metric, table: KpiTable, options: TableOptions): string {
  const { lang, grain } = options;
  const { columns, grains } = catalogue(lang);
  const isOne = metric.grain === 'company';
  return [
    `${metric.name[lang]} (${metric.id}) = ${metric.formula[lang]}`,
    textTable({
      columns: [
        { title: grains[grain], align: 'left' },
        { title: columns.value, align: 'right' },
        { title: columns.range, align: 'right' },
        { title: columns.records, align: 'right' },
        { title: columns.reason, align: 'left' },
      ],
      rows: isOne ? [] : bySpend(table.rows).map((row) => cellsOf(row, metric, { table, options })),
      totals: (isOne ? [table.blended] : [table.unattributed, table.blended]).map((row) =>
        cellsOf(row, metric, { table, options }),
      ),
    }),
  ].join('\n');
}

function cellsOf(
  row: KpiRow,
  metric: Metric,
  { table, options }: { readonly table: KpiTable; readonly options: TableOptions },
): readonly string[] {
  const { lang, names } = options;
  const found: MetricValue = row.metrics?.[metric.id] ?? { value: null };
  const text = (value: string | number): string =>
    amountText(value, metric, { currency: table.currency, lang });
  return [
    channelName(row.key, names, lang),
    found.value === null ? '-' : text(found.value),
    rangeOf(found, text, lang),
    found.n === undefined ? '' : countText(found.n, lang),
    found.reason === undefined ? '' : reasonText(found.reason, lang),
  ];
}

function rangeOf({ low, high }: MetricValue, text: (value: string) => string, lang: Lang): string {
  if (low === undefined || low === null) return '';
  if (high === undefined || high === null) return catalogue(lang).messages.atLeast(text(low));
  return rangeText(text(low), text(high), lang);
}

function amountText(
  value: string | number,
  { unit }: Metric,
  { currency, lang }: { readonly currency: string; readonly lang: Lang },
): string {
  switch (unit) {
    case 'money':
      return moneyShort(String(value), currency, lang);
    case 'share':
      return percentText(value, lang);
    case 'word':
      return wordOf(catalogue(lang).verdicts, String(value));
    case 'count':
      return countText(Number(value), lang);
    case 'ratio':
    case 'months':
    case 'days':
      return decimalText(value, lang);
  }
}
