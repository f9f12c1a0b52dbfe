import { lastClosedDay } from '../../domain/calendar.ts';
import type { KpiRow, KpiTable } from '../../domain/kpi-row.ts';
import { MODELS } from '../../domain/ledger.ts';
import { catalogue, type Lang } from '../../i18n/catalogue.ts';
import { type ChannelNames, channelName } from '../../i18n/channel-name.ts';
import { inputsText } from '../../i18n/inputs.ts';
import { moneyRange, moneyShort } from '../../i18n/money-short.ts';
import { countText, decimalText } from '../../i18n/number-text.ts';
import { unattributedText, verdictReasonText, wordOf } from '../../i18n/reason-text.ts';
import { isParting } from '../../kpis/attribution/model-options.ts';
import type { KpiInputs } from '../../pipeline/kpi-inputs.ts';
import { shownColumns, type TextColumn, type TextTable, textTable } from './text-table.ts';

export interface KpiTextOptions {
  readonly lang: Lang;
  readonly names: ChannelNames;
  readonly width?: number;
  /** First and last day with any record, named where the period has none. */
  readonly known?: DaySpan;
  /** False where no source records first touches, which is then said. */
  readonly firstTouch?: boolean;
  /** Whether the figures rest on everything. */
  readonly inputs?: KpiInputs;
  /** What keeps records out of the channels, with counts. */
  readonly unattributed?: readonly {
    readonly reason: string;
    readonly lead: number;
    readonly won: number;
  }[];
}

export interface DaySpan {
  readonly from: string;
  readonly to: string;
}

/** A channel table for the terminal: rows, unattributed and blended, what the verdicts rest on, and a footer. */
export function kpiText(table: KpiTable, options: KpiTextOptions): string {
  const { lang, names, width } = options;
  const rows = bySpend(table.rows);
  const spec: TextTable = {
    columns: columnsOf(lang),
    rows: rows.map((row) => cellsOf(row, table.currency, options)),
    totals: [table.unattributed, table.blended].map((row) => cellsOf(row, table.currency, options)),
    ...(width === undefined ? {} : { width }),
  };
  const isReasonShown = shownColumns(spec).includes(spec.columns.length - 1);
  const lines = [
    ...(rows.length === 0 ? noRowsLines(options) : []),
    textTable(spec),
    ...(isReasonShown ? [] : ['', ...reasonLines(rows, lang, names)]),
    ...unattributedLines(options),
    '',
    ...footer(table, lang),
    ...(options.firstTouch === false ? [catalogue(lang).studio.noFirstTouch] : []),
    ...inputLines(options),
  ];
  return lines.join('\n').trimStart();
}

function noRowsLines({ known, lang }: KpiTextOptions): readonly string[] {
  const { messages } = catalogue(lang);
  return [messages.noRows, ...(known === undefined ? [] : [messages.dataFromTo(known.from, known.to)])];
}

/** Where the money goes comes first; rows without spend last. */
export function bySpend(rows: readonly KpiRow[]): readonly KpiRow[] {
  return rows.toSorted((a, b) => Number(b.spend ?? -1) - Number(a.spend ?? -1));
}

function columnsOf(lang: Lang): readonly TextColumn[] {
  const { columns } = catalogue(lang);
  return [
    { title: columns.channel, align: 'left' },
    { title: columns.spend, align: 'right', priority: 2 },
    { title: columns.leads, align: 'right', priority: 5 },
    { title: columns.sql, align: 'right', priority: 7 },
    { title: columns.opportunities, align: 'right', priority: 6 },
    { title: columns.won, align: 'right', priority: 1 },
    { title: columns.cac, align: 'right' },
    { title: columns.range, align: 'right', priority: 1 },
    { title: columns.ltvToCac, align: 'right', priority: 3 },
    { title: columns.target, align: 'right', priority: 4 },
    { title: columns.verdict, align: 'left' },
    { title: columns.reason, align: 'left', priority: 8 },
  ];
}

function cellsOf(row: KpiRow, currency: string, { lang, names }: KpiTextOptions): readonly string[] {
  const { verdicts, messages } = catalogue(lang);
  const money = (amount: string | null): string =>
    amount === null ? '-' : moneyShort(amount, currency, lang);
  const count = (value: number | null): string => (value === null ? '-' : countText(value, lang));
  return [
    channelName(row.key, names, lang),
    money(row.spend),
    count(row.leads),
    count(row.sql),
    count(row.opportunities),
    count(row.won),
    money(row.cac),
    intervalText(row, currency, lang),
    row.ltvToCac === null ? '-' : messages.times(decimalText(row.ltvToCac, lang)),
    money(row.targetCac),
    row.key === 'unattributed' ? '-' : verdicts[row.verdict],
    row.key === 'unattributed' ? '' : verdictReasonText(row, lang),
  ];
}

function intervalText({ cacLow, cacHigh }: KpiRow, currency: string, lang: Lang): string {
  if (cacLow === null) return '-';
  if (cacHigh === null) return catalogue(lang).messages.atLeast(moneyShort(cacLow, currency, lang));
  return moneyRange({ low: cacLow, high: cacHigh }, currency, lang);
}

function reasonLines(rows: readonly KpiRow[], lang: Lang, names: ChannelNames): readonly string[] {
  if (rows.length === 0) return [];
  const lines = rows.map((row) => `  ${channelName(row.key, names, lang)}: ${verdictReasonText(row, lang)}`);
  return [catalogue(lang).messages.reasonsTitle, ...lines];
}

function unattributedLines({ unattributed = [], lang }: KpiTextOptions): readonly string[] {
  if (unattributed.length === 0) return [];
  const { messages } = catalogue(lang);
  const lines = unattributed.map(
    ({ reason, lead, won }) =>
      `  ${unattributedText(reason, lang)}: ${messages.unattributedCount(countText(lead, lang), countText(won, lang))}`,
  );
  return ['', messages.unattributedTitle, ...lines];
}

/** What the figures do not rest on stands under them. */
function inputLines({ inputs, lang }: KpiTextOptions): readonly string[] {
  if (inputs === undefined) return [];
  const { titles, causes } = inputsText(inputs, lang);
  return [...titles, ...causes.map((cause) => `  ${cause}`)];
}

function footer(table: KpiTable, lang: Lang): readonly string[] {
  const { messages, models } = catalogue(lang);
  const isOpen = table.to > lastClosedDay(table.asOf);
  return [
    [
      messages.period(table.from, table.to),
      isOpen ? messages.preliminary : messages.final,
      messages.model(wordOf(models, table.model)),
      ...(table.halfLife === undefined ? [] : [messages.halfLife[table.halfLife.basis](table.halfLife.days)]),
      messages.currency(table.currency),
      messages.asOf(table.asOf),
    ].join(' · '),
    isPartedByChannel(table) ? messages.partedCacNote : messages.cacNote,
  ];
}

/** Rows of sources and campaigns have whole records under any model. */
function isPartedByChannel({ model, rows }: KpiTable): boolean {
  return (
    rows.some(({ channel }) => channel !== null) &&
    MODELS.some((known) => known === model && isParting(known))
  );
}
