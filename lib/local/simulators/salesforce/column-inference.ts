import { defineField, type FieldDefinition } from './field-definition.ts';
import { type FieldType, isNumberType, parseDate, parseDateTime, parseNumber } from './value-types.ts';

/** Longest text of a one-line field. */
const MAX_STRING = 255;
/** Digits a JSON number keeps; longer digit strings are codes, not quantities. */
const MAX_DIGITS = 15;
const CODE = /^[+-]?0\d/;
const MIN_SCALE = 2;
const MAX_SCALE = 8;

/** Defines a field for a column that no table knows, from the values it holds. An empty column is text. */
export function inferField(name: string, cells: readonly string[]): FieldDefinition {
  const type = inferType(cells);
  if (!isNumberType(type)) return defineField(name, type, type === 'boolean' ? {} : { nillable: true });
  const decimals = Math.max(MIN_SCALE, ...decimalsOf(cells));
  return defineField(name, type, { scale: Math.min(decimals, MAX_SCALE) });
}

function inferType(cells: readonly string[]): FieldType {
  const every = (fits: (cell: string) => boolean): boolean => cells.length > 0 && cells.every(fits);
  if (every((cell) => /^(true|false)$/i.test(cell))) return 'boolean';
  if (every(isQuantity)) return 'double';
  if (every((cell) => cell.length === 10 && parseDate(cell) !== undefined)) return 'date';
  if (every((cell) => parseDateTime(cell) !== undefined)) return 'datetime';
  return cells.some((cell) => cell.length > MAX_STRING) ? 'textarea' : 'string';
}

function isQuantity(cell: string): boolean {
  return !CODE.test(cell) && cell.length <= MAX_DIGITS + 2 && parseNumber(cell) !== undefined;
}

/** Different counts of decimals only: a spread of every cell of a long column would overflow the stack. */
function decimalsOf(cells: readonly string[]): readonly number[] {
  return [...new Set(cells.map((cell) => cell.split('.')[1]?.length ?? 0))];
}
