import { daysBetween } from '../domain/calendar.ts';
import type { SPEND_COLUMNS, SpendSource } from '../domain/config.ts';
import { COST_SCOPES, isCostScope } from '../domain/cost-scope.ts';
import { foldWord } from '../domain/fold-word.ts';
import type { TableRow } from './csv-table.ts';
import { dayOfCell } from './day-cell.ts';
import { amountWithoutTax } from './spend-amount.ts';
import { MAX_DAYS } from './spread-by-day.ts';

export type SpendColumn = (typeof SPEND_COLUMNS)[number];

/** One readable row of a spend file. The amount excludes tax and belongs to all days `from` to `to`. */
export interface SpendRow {
  readonly line: number;
  readonly from: string;
  readonly to: string;
  /** The file's own word. */
  readonly channelWord: string;
  readonly subChannel: string | null;
  readonly campaign: string | null;
  readonly amountMinor: number;
  readonly costScope: string;
}

export interface RowProblem {
  readonly column: SpendColumn;
  readonly reason: string;
}

const CANCELLED = new Set(['cancelled', 'canceled', 'void', '取消', '取り消し', 'キャンセル']);
const DAY_FORMS = '2026-04-01, 2026/4/1 or 2026年4月1日';

/** Whether the row's own status says that nothing was spent. */
export function isCancelled(row: TableRow<SpendColumn>): boolean {
  return CANCELLED.has(foldWord(row.cell('status')));
}

/** Reads one row of a spend file; the first cell that cannot be read makes it a problem. */
export function toSpendRow(
  row: TableRow<SpendColumn>,
  source: Pick<SpendSource, 'costScope'>,
  currency: string,
): SpendRow | RowProblem {
  const period = periodOf(row);
  if ('reason' in period) return period;
  const channelWord = row.cell('channel');
  if (channelWord === '') return { column: 'channel', reason: 'is blank' };
  const rowCurrency = row.cell('currency').normalize('NFKC').toUpperCase();
  if (rowCurrency !== '' && rowCurrency !== currency)
    return {
      column: 'currency',
      reason: `is ${rowCurrency}; the reporting currency (currency in revloop.yaml) is ${currency}`,
    };
  const cells = { amount: row.cell('amount'), tax: row.cell('tax'), taxRate: row.cell('tax_rate') };
  const net = amountWithoutTax(cells, currency);
  if ('reason' in net) return net;
  const costScope = scopeOf(row.cell('cost_scope'), source.costScope);
  if (costScope === null)
    return {
      column: 'cost_scope',
      reason: `"${row.cell('cost_scope')}" is none of ${COST_SCOPES.join(', ')}`,
    };
  return {
    line: row.line,
    ...period,
    channelWord,
    subChannel: textOrNull(row.cell('sub_channel')),
    campaign: textOrNull(row.cell('campaign')),
    amountMinor: net.amountMinor,
    costScope,
  };
}

function periodOf(row: TableRow<SpendColumn>): { readonly from: string; readonly to: string } | RowProblem {
  const texts = { date: row.cell('date'), from: row.cell('from'), to: row.cell('to') };
  const hasSpan = texts.from !== '' || texts.to !== '';
  if (texts.date !== '' && hasSpan)
    return { column: 'date', reason: `"${texts.date}" stands beside from and to; only one may be filled` };
  if (!hasSpan) {
    const day = dayOf('date', texts.date);
    return typeof day === 'string' ? { from: day, to: day } : day;
  }
  const [from, to] = [dayOf('from', texts.from), dayOf('to', texts.to)];
  if (typeof from !== 'string') return from;
  if (typeof to !== 'string') return to;
  const days = daysBetween(from, to) + 1;
  if (days < 1) return { column: 'to', reason: `${to} is before ${from}` };
  if (days > MAX_DAYS)
    return { column: 'to', reason: `${from} to ${to} is ${days} days; a row may cover ${MAX_DAYS}` };
  return { from, to };
}

function dayOf(column: 'date' | 'from' | 'to', text: string): string | RowProblem {
  const day = dayOfCell(text);
  if (day !== null) return day;
  return { column, reason: text === '' ? 'is blank' : `"${text}" is no day such as ${DAY_FORMS}` };
}

function scopeOf(text: string, usual: string): string | null {
  if (text === '') return usual;
  const scope = foldWord(text).replace(/[_ ]/g, '-');
  return isCostScope(scope) ? scope : null;
}

function textOrNull(text: string): string | null {
  return text === '' ? null : text;
}
