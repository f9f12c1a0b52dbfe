/** One row of a CSV file, with the physical lines (from 1) it starts and ends on. */
export interface CsvRow {
  readonly line: number;
  readonly lastLine: number;
  readonly cells: readonly string[];
}

export interface BrokenRow {
  readonly line: number;
  readonly reason: string;
}

export interface SplitCsv {
  readonly rows: readonly CsvRow[];
  readonly broken: readonly BrokenRow[];
}

interface Cell {
  readonly text: string;
  /** Position after the cell: at a comma, a line break or the end. */
  readonly end: number;
}

const QUOTE = '"';
const LINE_BREAK = /\r\n|\n|\r/g;

/**
 * Splits CSV text (RFC 4180) into rows; rows without any text are left out. Written here because csv-parse, after a
 * bad quote, drops the row that follows and numbers rows by their last line: a bad row must cost itself only, and
 * people look it up by its first line. After a broken row, reading goes on at the next physical line.
 */
export function splitCsv(text: string): SplitCsv {
  const rows: CsvRow[] = [];
  const broken: BrokenRow[] = [];
  let line = 1;
  for (let at = 0; at < text.length; ) {
    const row = readRow(text, at);
    const end = 'reason' in row ? at : row.end;
    const lastLine = line + countLineBreaks(text.slice(at, end));
    if ('reason' in row) broken.push({ line, reason: row.reason });
    else if (row.cells.some((cell) => cell.trim() !== '')) rows.push({ line, lastLine, cells: row.cells });
    line = lastLine + 1;
    at = afterLineBreak(text, end);
  }
  return { rows, broken };
}

function readRow(
  text: string,
  start: number,
): { readonly cells: readonly string[]; readonly end: number } | { readonly reason: string } {
  const cells: string[] = [];
  for (let at = start; ; ) {
    const cell = text[at] === QUOTE ? readQuoted(text, at + 1) : readPlain(text, at);
    if ('reason' in cell) return cell;
    cells.push(cell.text);
    if (text[cell.end] !== ',') return { cells, end: cell.end };
    at = cell.end + 1;
  }
}

function readPlain(text: string, start: number): Cell {
  let end = start;
  while (!endsCell(text, end)) end++;
  return { text: text.slice(start, end), end };
}

/** A doubled quote is one quote of the text; a single one ends it. */
function readQuoted(text: string, start: number): Cell | { readonly reason: string } {
  let at = text.indexOf(QUOTE, start);
  while (at >= 0 && text[at + 1] === QUOTE) at = text.indexOf(QUOTE, at + 2);
  if (at < 0) return { reason: 'has a quote that is never closed' };
  if (!endsCell(text, at + 1)) return { reason: 'has text after a closing quote' };
  return { text: text.slice(start, at).replaceAll('""', QUOTE), end: at + 1 };
}

function endsCell(text: string, at: number): boolean {
  const character = text[at];
  return character === undefined || character === ',' || character === '\n' || character === '\r';
}

function countLineBreaks(text: string): number {
  return text.match(LINE_BREAK)?.length ?? 0;
}

/** Position after the first line break at or after `at`; the end of the text where there is none. */
function afterLineBreak(text: string, at: number): number {
  LINE_BREAK.lastIndex = at;
  return LINE_BREAK.exec(text) === null ? text.length : LINE_BREAK.lastIndex;
}
