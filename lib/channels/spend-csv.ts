import { monthOf, monthsOf } from '../domain/calendar.ts';
import { SPEND_COLUMNS, type SpendSource } from '../domain/config.ts';
import type { Channel } from '../domain/config-channels.ts';
import type { DataIssue, SpendCoverage, SpendDay } from '../domain/ledger.ts';
import { toMajor } from '../domain/money.ts';
import type { FileReject, SpendImport } from './channel-source.ts';
import { channelFinder } from './channel-words.ts';
import { headerOf, readTable } from './csv-table.ts';
import { isCancelled, type SpendRow, toSpendRow } from './spend-row.ts';
import { spreadByDay } from './spread-by-day.ts';

export interface SpendFile {
  /** Relative name, for messages and for `SpendDay.source`. */
  readonly file: string;
  readonly bytes: Uint8Array;
  readonly source: SpendSource;
  readonly channels: readonly Channel[];
  /** The reporting currency: rows in another one are rejected, since there is no rate. */
  readonly currency: string;
}

/** A row with the channel of the config that its word means. */
interface PlacedRow extends SpendRow {
  readonly channel: string | null;
}

/**
 * Reads a file of spend. Amounts lose their consumption tax and are spread evenly over the days `from` to `to`; a row
 * with one `date` is spent on that day, also where it is the first of a month. Unknown channels are kept under the
 * file's own word and listed.
 * Empty    a file without rows is an import without days
 */
export function readSpendCsv({ file, bytes, source, channels, currency }: SpendFile): SpendImport {
  const headers = source.columns;
  const table = readTable({
    file,
    bytes,
    encoding: source.encoding,
    columns: SPEND_COLUMNS,
    headers,
    required: [['date', 'from'], ['date', 'to'], ['channel'], ['amount']],
  });
  const find = channelFinder(channels);
  const rows: PlacedRow[] = [];
  const rejects: FileReject[] = [...table.rejects];
  const counted = table.rows.filter((row) => !isCancelled(row));
  for (const row of counted) {
    const read = toSpendRow(row, source, currency);
    if (!('reason' in read)) rows.push({ ...read, channel: find(read.channelWord) });
    else {
      const column = headerOf(read.column, { headers });
      rejects.push({ file, line: row.line, column, code: 'spend-row-invalid', reason: read.reason });
    }
  }
  return {
    days: rows.flatMap((row) => daysOfRow(row, file, currency)),
    coverage: coverageOf(rows),
    totalMinor: rows.reduce((sum, { amountMinor }) => sum + amountMinor, 0),
    rows: rows.length,
    excluded: table.rows.length - counted.length,
    rejects: rejects.sort((a, b) => a.line - b.line),
    issues: unknownChannels(rows, file, currency),
  };
}

function daysOfRow(row: PlacedRow, file: string, currency: string): readonly SpendDay[] {
  const { line, from, to, channel, channelWord, subChannel, campaign, amountMinor, costScope } = row;
  const shared = {
    channel: channel ?? channelWord,
    isKnownChannel: channel !== null,
    subChannel,
    campaign,
    currency,
    costScope,
    source: `${file}:${line}`,
  };
  return spreadByDay(amountMinor, from, to).map((share) => ({ ...shared, ...share }));
}

/** A month with any row is declared; an amount of 0 declares it too. */
function coverageOf(rows: readonly PlacedRow[]): readonly SpendCoverage[] {
  const keys = rows.flatMap(({ channel, from, to }) =>
    channel === null ? [] : monthsOf(monthOf(from), monthOf(to)).map((month) => `${month} ${channel}`),
  );
  return [...new Set(keys)].sort().map((key) => {
    const [month = '', channel = ''] = key.split(' ');
    return { channel, month, status: 'complete' };
  });
}

/** One issue per word, at its first row. */
function unknownChannels(rows: readonly PlacedRow[], file: string, currency: string): readonly DataIssue[] {
  const unknown = rows.filter(({ channel }) => channel === null);
  return [...Map.groupBy(unknown, ({ channelWord }) => channelWord)].map(([word, group]) => {
    const total = group.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
    const amount = `${toMajor(total, currency)} ${currency}`;
    return {
      code: 'spend-unknown-channel',
      ref: `${file}:${group[0]?.line ?? 1}`,
      detail: `"${word}" is no channel of the config; ${amount} in ${group.length} row(s) stay unallocated`,
    };
  });
}
