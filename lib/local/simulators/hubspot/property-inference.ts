import type { ExportRow } from '../export-folder.ts';

interface InferredType {
  readonly type: string;
  readonly fieldType: string;
}

interface Candidate extends InferredType {
  readonly fits: (value: string) => boolean;
}

/** Narrowest first. Numbers with leading zeros or a plus sign are text: postal codes and telephone numbers. */
const CANDIDATES: readonly Candidate[] = [
  { type: 'bool', fieldType: 'booleancheckbox', fits: (value) => /^(true|false)$/i.test(value) },
  { type: 'date', fieldType: 'date', fits: (value) => /^\d{4}-\d{2}-\d{2}$/.test(value) },
  {
    type: 'datetime',
    fieldType: 'date',
    fits: (value) => /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}|$)/.test(value) && !Number.isNaN(Date.parse(value)),
  },
  { type: 'number', fieldType: 'number', fits: (value) => /^-?(0|[1-9]\d*)(\.\d+)?$/.test(value) },
];
const TEXT: InferredType = { type: 'string', fieldType: 'text' };
/** Columns whose values may look like numbers and are text in every portal. */
const TEXT_COLUMNS = /phone|fax|zip|postal/i;

/** The type that every value of the column fits; text for an empty column. */
export function inferType(column: string, rows: readonly ExportRow[]): InferredType {
  if (TEXT_COLUMNS.test(column)) return TEXT;
  let candidates = CANDIDATES;
  let hasValue = false;
  for (const row of rows) {
    const value = row[column];
    if (value === null || value === undefined) continue;
    hasValue = true;
    if (!candidates.every(({ fits }) => fits(value)))
      candidates = candidates.filter(({ fits }) => fits(value));
    if (candidates.length === 0) return TEXT;
  }
  const found = hasValue ? candidates[0] : undefined;
  return found === undefined ? TEXT : { type: found.type, fieldType: found.fieldType };
}
