import * as z from 'zod';
import type { FieldDefinition } from './field-definition.ts';
import type { FieldValue, StoredRow } from './value-types.ts';

/** How the cells and rows of a job are separated, by the names of the API. */
export const CsvStyleSchema = z.object({
  columnDelimiter: z.enum(['BACKQUOTE', 'CARET', 'COMMA', 'PIPE', 'SEMICOLON', 'TAB']).default('COMMA'),
  lineEnding: z.enum(['LF', 'CRLF']).default('LF'),
});
export type CsvStyle = z.infer<typeof CsvStyleSchema>;

const DELIMITERS: Readonly<Record<CsvStyle['columnDelimiter'], string>> = {
  BACKQUOTE: '`',
  CARET: '^',
  COMMA: ',',
  PIPE: '|',
  SEMICOLON: ';',
  TAB: '\t',
};
const LINE_ENDINGS: Readonly<Record<CsvStyle['lineEnding'], string>> = { LF: '\n', CRLF: '\r\n' };

export const delimiterOf = (style: CsvStyle): string => DELIMITERS[style.columnDelimiter];
export const endingOf = (style: CsvStyle): string => LINE_ENDINGS[style.lineEnding];

export interface CsvColumn {
  readonly name: string;
  readonly field: FieldDefinition;
  readonly read: (row: StoredRow) => FieldValue;
}

export const quoteCell = (text: string): string =>
  text.includes('"') ? `"${text.replaceAll('"', '""')}"` : `"${text}"`;

/** Header and rows, each with its line ending, one at a time: a result may hold millions. */
export function* csvLines(
  columns: readonly CsvColumn[],
  rows: Iterable<StoredRow>,
  style: CsvStyle,
): Generator<string> {
  const delimiter = delimiterOf(style);
  const ending = endingOf(style);
  const cells = columns.map(({ field, read }) => {
    const write = writerOf(field);
    return (row: StoredRow) => write(read(row));
  });
  yield columns.map(({ name }) => quoteCell(name)).join(delimiter) + ending;
  for (const row of rows) {
    let line = '';
    for (let i = 0; i < cells.length; i += 1) line += (i === 0 ? '' : delimiter) + cells[i]?.(row);
    yield line + ending;
  }
}

type CellWriter = (value: FieldValue) => string;
const EMPTY = '""';

/**
 * Bulk writes what REST sends in other forms: date-times with `Z`, whole numbers of decimal fields and zeros with a
 * decimal. https://github.com/airbytehq/airbyte/issues/2520 and wire notes of tap-salesforce 1.4.27
 */
function writerOf({ type }: FieldDefinition): CellWriter {
  if (type === 'datetime') return (value) => (value === null ? EMPTY : `"${String(value).slice(0, 23)}Z"`);
  if (type === 'int') return (value) => (value === null ? EMPTY : value === 0 ? '"0.0"' : `"${value}"`);
  if (type === 'double' || type === 'currency' || type === 'percent') return (value) => decimal(value);
  return (value) => (value === null ? EMPTY : quoteCell(String(value)));
}

function decimal(value: FieldValue): string {
  if (value === null) return EMPTY;
  return typeof value === 'number' && Number.isSafeInteger(value) ? `"${value}.0"` : `"${value}"`;
}
