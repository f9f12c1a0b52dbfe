import { CrmFailure } from '../crm-failure.ts';

type CsvRow = readonly string[];

/**
 * Rows of a CSV body as they come, header first, in batches as large as the chunks of the body; no page is held as a
 * whole. Cells may be quoted and hold line breaks; lines end in LF or CRLF. Throws 'corrupt' when the body ends within
 * a row: Bulk results end every row, the last one too.
 */
export async function* csvRows(body: AsyncIterable<Uint8Array>): AsyncGenerator<readonly CsvRow[]> {
  const decoder = new TextDecoder('utf-8');
  let rest = '';
  for await (const chunk of body) {
    const text = rest + decoder.decode(chunk, { stream: true });
    const { rows, read } = parseRows(text);
    rest = text.slice(read);
    if (rows.length > 0) yield rows;
  }
  if (rest + decoder.decode() !== '')
    throw new CrmFailure('corrupt', 'the CSV ends within a row: it was cut off', { wasSent: true });
}

/** The complete rows at the start of `text`, and how much of it they take up. */
function parseRows(text: string): { readonly rows: readonly CsvRow[]; readonly read: number } {
  const rows: CsvRow[] = [];
  let row: string[] = [];
  let read = 0;
  for (let at = 0; at < text.length; ) {
    const cell = text.charCodeAt(at) === QUOTE ? quotedCell(text, at) : plainCell(text, at);
    if (cell === undefined) break;
    row.push(cell.value);
    at = cell.end + 1;
    if (text.charCodeAt(cell.end) === COMMA) continue;
    rows.push(row);
    row = [];
    read = at;
  }
  return { rows, read };
}

const QUOTE = 34;
const COMMA = 44;
const LF = 10;
const CR = 13;

/** A cell and the place of the comma or line feed behind it; undefined where the text ends before. */
interface Cell {
  readonly value: string;
  readonly end: number;
}

function quotedCell(text: string, start: number): Cell | undefined {
  let close = text.indexOf('"', start + 1);
  let hasQuotes = false;
  while (close !== -1 && text.charCodeAt(close + 1) === QUOTE) {
    hasQuotes = true;
    close = text.indexOf('"', close + 2);
  }
  if (close === -1) return undefined;
  const end = text.charCodeAt(close + 1) === CR ? close + 2 : close + 1;
  // The next chunk may begin with the second half of a doubled quote.
  if (end >= text.length) return undefined;
  const after = text.charCodeAt(end);
  if (after !== COMMA && after !== LF)
    throw new CrmFailure('corrupt', 'the CSV has text behind a closing quote');
  const value = text.slice(start + 1, close);
  return { value: hasQuotes ? value.replaceAll('""', '"') : value, end };
}

function plainCell(text: string, start: number): Cell | undefined {
  let end = start;
  while (end < text.length && text.charCodeAt(end) !== COMMA && text.charCodeAt(end) !== LF) end += 1;
  if (end >= text.length) return undefined;
  const isCrLf = text.charCodeAt(end) === LF && end > start && text.charCodeAt(end - 1) === CR;
  return { value: text.slice(start, isCrLf ? end - 1 : end), end };
}
