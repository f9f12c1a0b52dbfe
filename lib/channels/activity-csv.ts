import { Big } from 'big.js';
import type { ActivitySource } from '../domain/config.ts';
import type { Channel } from '../domain/config-channels.ts';
import type { ActivityImport, ActivityRow, FileReject } from './channel-source.ts';
import { channelFinder } from './channel-words.ts';
import { headerOf, readTable, type TableRow } from './csv-table.ts';
import { dayOfCell } from './day-cell.ts';

export interface ActivityFile {
  /** Relative name, for messages and for `ActivityRow.source`. */
  readonly file: string;
  readonly bytes: Uint8Array;
  readonly source: ActivitySource;
  readonly channels: readonly Channel[];
}

const COLUMNS = ['date', 'channel', 'metric', 'value'] as const;
type Column = (typeof COLUMNS)[number];

const NUMBER = /^(-?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?) ?(%?)$/;
const PERCENT = 100;

/** Reads a file of activity: one measurement a row, kept as it is. Thousands lose their commas, 12.5% becomes 0.125. */
export function readActivityCsv({ file, bytes, source, channels }: ActivityFile): ActivityImport {
  const headers = source.columns;
  const required = COLUMNS.map((column) => [column]);
  const table = readTable({ file, bytes, encoding: source.encoding, columns: COLUMNS, headers, required });
  const find = channelFinder(channels);
  const rows: ActivityRow[] = [];
  const rejects: FileReject[] = [...table.rejects];
  for (const row of table.rows) {
    const read = toActivity(row);
    if ('reason' in read) {
      const column = headerOf(read.column, { headers });
      rejects.push({ file, line: row.line, column, code: 'spend-row-invalid', reason: read.reason });
    } else rows.push({ ...read, channel: find(read.channel) ?? read.channel, source: `${file}:${row.line}` });
  }
  return { rows, rejects: rejects.sort((a, b) => a.line - b.line) };
}

function toActivity(
  row: TableRow<Column>,
): Omit<ActivityRow, 'source'> | { readonly column: Column; readonly reason: string } {
  const blank = COLUMNS.find((column) => row.cell(column) === '');
  if (blank !== undefined) return { column: blank, reason: 'is blank' };
  const day = dayOfCell(row.cell('date'));
  if (day === null) return { column: 'date', reason: `"${row.cell('date')}" is no day such as 2026-04-01` };
  const value = decimalOf(row.cell('value'));
  if (value === null) return { column: 'value', reason: `"${row.cell('value')}" is no number` };
  return { day, channel: row.cell('channel'), metric: row.cell('metric'), value };
}

function decimalOf(text: string): string | null {
  const [, number, percent] = NUMBER.exec(text.normalize('NFKC').trim()) ?? [];
  if (number === undefined) return null;
  const value = new Big(number.replaceAll(',', ''));
  return (percent === '%' ? value.div(PERCENT) : value).toFixed();
}
