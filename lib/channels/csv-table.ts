import { foldWord } from '../domain/fold-word.ts';
import type { FileReject } from './channel-source.ts';
import { decodeText, type Encoding } from './decode-text.ts';
import { type BrokenRow, type CsvRow, splitCsv } from './split-csv.ts';

/** A file of rows under a header, and how its header names our columns. */
export interface TableInput<Column extends string> {
  /** Relative name, for messages. */
  readonly file: string;
  readonly bytes: Uint8Array;
  readonly encoding: Encoding;
  /** Our columns that the file may have; others are ignored. */
  readonly columns: readonly Column[];
  /** Our column → the file's header, where that is not our own name. */
  readonly headers: { readonly [C in Column]?: string | undefined };
  /** Of each group of columns, one must be there. */
  readonly required: readonly (readonly Column[])[];
}

export interface TableRow<Column extends string> {
  readonly line: number;
  /** Trimmed text of a cell; '' where it is blank or the file has no such column. */
  readonly cell: (column: Column) => string;
}

export interface CsvTable<Column extends string> {
  /** None where the whole file is unreadable, which is then the only reject. */
  readonly rows: readonly TableRow<Column>[];
  readonly rejects: readonly FileReject[];
}

/** Reads a CSV file under its header. An empty file has no rows; what is wrong is named and left out. */
export function readTable<Column extends string>(input: TableInput<Column>): CsvTable<Column> {
  const { file, columns } = input;
  const decoded = decodeText(input.bytes, input.encoding);
  if ('reason' in decoded) return unreadable(file, decoded.reason);
  const { rows, broken } = splitCsv(decoded.text);
  const [header, ...body] = rows;
  const [first] = broken;
  if (first !== undefined && (header === undefined || first.line < header.line))
    return unreadable(file, `has a header that cannot be read: it ${first.reason}`);
  if (header === undefined) return { rows: [], rejects: [] };
  const names = header.cells.map(foldWord);
  const problem = headerProblem(names, input);
  if (problem !== null) return unreadable(file, problem);
  const positions = new Map(
    columns.map((column) => [column, names.indexOf(foldWord(headerOf(column, input)))]),
  );
  const uneven = body.flatMap((row) => unevenness(row, names.length));
  return {
    rows: body
      .filter((row) => unevenness(row, names.length).length === 0)
      .map(({ line, cells }) => ({
        line,
        cell: (column) => cells[positions.get(column) ?? -1]?.trim() ?? '',
      })),
    rejects: [...broken, ...uneven]
      .sort((a, b) => a.line - b.line)
      .map(({ line, reason }) => ({ file, line, code: 'spend-row-invalid', reason })),
  };
}

/** What the file calls one of our columns. */
export function headerOf<Column extends string>(
  column: Column,
  { headers }: Pick<TableInput<Column>, 'headers'>,
): string {
  return headers[column] ?? column;
}

function unreadable(file: string, reason: string): { readonly rows: []; readonly rejects: FileReject[] } {
  return { rows: [], rejects: [{ file, line: 1, code: 'spend-row-invalid', reason }] };
}

/** Another number of cells, blank ones too, means that a comma parted a cell: 1,000 without quotes is not 1. */
function unevenness({ line, lastLine, cells }: CsvRow, width: number): readonly BrokenRow[] {
  if (cells.length === width) return [];
  const reach = lastLine === line ? '' : `; its quotes reach to line ${lastLine}`;
  return [{ line, reason: `has ${cells.length} cells where the header has ${width}${reach}` }];
}

function headerProblem<Column extends string>(
  names: readonly string[],
  input: TableInput<Column>,
): string | null {
  const { columns, headers, required } = input;
  const count = (column: Column): number =>
    names.filter((name) => name === foldWord(headerOf(column, input))).length;
  const unmapped = columns.find((column) => headers[column] !== undefined && count(column) === 0);
  if (unmapped !== undefined)
    return `has no column "${headerOf(unmapped, input)}", which the config names for ${unmapped}`;
  const twice = columns.find((column) => count(column) > 1);
  if (twice !== undefined) return `has the column "${headerOf(twice, input)}" twice`;
  const missing = required.find((group) => group.every((column) => count(column) === 0));
  if (missing === undefined) return null;
  const wanted = missing.map((column) => `"${headerOf(column, input)}"`).join(' or ');
  return `has no column ${wanted}; its header is ${names.join(', ')}`;
}
