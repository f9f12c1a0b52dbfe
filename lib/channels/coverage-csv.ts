import type { Channel } from '../domain/config-channels.ts';
import { foldWord } from '../domain/fold-word.ts';
import type { SpendCoverage } from '../domain/ledger.ts';
import type { CoverageImport, FileReject } from './channel-source.ts';
import { channelFinder } from './channel-words.ts';
import { readTable, type TableRow } from './csv-table.ts';
import { monthOfCell } from './day-cell.ts';

export interface CoverageFile {
  /** Relative name, for messages. */
  readonly file: string;
  readonly bytes: Uint8Array;
  readonly channels: readonly Channel[];
}

/** The contract names the words of the third column, not its header. */
const COLUMNS = ['month', 'channel', 'status', 'coverage'] as const;
type Column = (typeof COLUMNS)[number];

const STATUSES = ['complete', 'partial', 'none'] as const;

/**
 * Reads `coverage.csv`: what people say about a channel's month, over what its spend rows suggest. A month declared
 * twice in two ways keeps the first; the second row is rejected.
 */
export function readCoverageCsv({ file, bytes, channels }: CoverageFile): CoverageImport {
  const table = readTable({
    file,
    bytes,
    encoding: 'auto',
    columns: COLUMNS,
    headers: {},
    required: [['month'], ['channel'], ['status', 'coverage']],
  });
  const find = channelFinder(channels);
  const declared = new Map<string, SpendCoverage>();
  const rejects: FileReject[] = [...table.rejects];
  for (const row of table.rows) {
    const read = toCoverage(row, find);
    const problem = 'reason' in read ? read : contradiction(read, declared);
    if (problem !== null)
      rejects.push({
        file,
        line: row.line,
        column: problem.column,
        code: 'spend-row-invalid',
        reason: problem.reason,
      });
    else if (!('reason' in read)) declared.set(keyOf(read), read);
  }
  return { coverage: [...declared.values()], rejects: rejects.sort((a, b) => a.line - b.line) };
}

interface CellProblem {
  readonly column: Column;
  readonly reason: string;
}

function toCoverage(
  row: TableRow<Column>,
  find: (word: string) => string | null,
): SpendCoverage | CellProblem {
  const month = monthOfCell(row.cell('month'));
  if (month === null)
    return { column: 'month', reason: `"${row.cell('month')}" is no month such as 2026-04` };
  const channel = find(row.cell('channel'));
  if (channel === null)
    return { column: 'channel', reason: `"${row.cell('channel')}" is no channel of the config` };
  const column = row.cell('status') === '' ? 'coverage' : 'status';
  const status = STATUSES.find((word) => word === foldWord(row.cell(column)));
  if (status === undefined)
    return { column, reason: `"${row.cell(column)}" is none of ${STATUSES.join(', ')}` };
  return { channel, month, status };
}

function contradiction(
  entry: SpendCoverage,
  declared: ReadonlyMap<string, SpendCoverage>,
): CellProblem | null {
  const before = declared.get(keyOf(entry));
  if (before === undefined || before.status === entry.status) return null;
  return {
    column: 'month',
    reason: `${entry.month} of ${entry.channel} is ${before.status} in a row before, ${entry.status} here`,
  };
}

function keyOf({ channel, month }: SpendCoverage): string {
  return `${month} ${channel}`;
}
