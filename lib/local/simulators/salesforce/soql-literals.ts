import type { FieldDefinition } from './field-definition.ts';
import { isWellFormedId } from './record-ids.ts';
import { badRequest, type SalesforceError } from './salesforce-errors.ts';
import { type FieldType, isIdType, isNumberType, parseDateTime } from './value-types.ts';

/** One literal of a WHERE clause as the parser hands it over. */
export interface SoqlLiteral {
  readonly type: string;
  readonly text: string;
}

export type LiteralValue = string | number | boolean | null;

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

/** Text between the quotes, escapes resolved. `keepWildcards` leaves `\_` and `\%` for LIKE to read. */
export function unquote(text: string, keepWildcards = false): string {
  return text.slice(1, -1).replace(/\\(.)/gs, (whole, letter: string) => {
    if (keepWildcards && (letter === '_' || letter === '%')) return whole;
    return ESCAPES[letter] ?? letter;
  });
}

/** Value of a literal for a field; throws as Salesforce does when quotes or kind do not fit the field's type. */
export function readLiteral(field: FieldDefinition, literal: SoqlLiteral): LiteralValue {
  const { type, text } = literal;
  if (type === 'NULL') return null;
  if (type === 'STRING') return readQuoted(field, unquote(text));
  if (type === 'BOOLEAN' && field.type === 'boolean') return text.toLowerCase() === 'true';
  if ((type === 'INTEGER' || type === 'DECIMAL') && isNumberType(field.type)) return Number(text);
  if (type === 'DATE' && field.type === 'date') return text;
  if (type === 'DATETIME' && field.type === 'datetime') return readDateTime(text);
  throw wrongLiteral(field);
}

function readQuoted(field: FieldDefinition, text: string): string {
  if (!isQuoted(field.type)) throw wrongLiteral(field);
  if (isIdType(field.type) && text !== '' && !isWellFormedId(text)) {
    throw badRequest('INVALID_QUERY_FILTER_OPERATOR', `invalid ID field: ${text}`);
  }
  return text;
}

function readDateTime(text: string): string {
  // An unescaped `+` of an offset reaches the server as a space.
  const value = parseDateTime(text.replace(' ', '+'));
  if (value === undefined) throw badRequest('MALFORMED_QUERY', `Invalid datetime: ${text}`);
  return value;
}

const isQuoted = (type: FieldType): boolean =>
  !isNumberType(type) && type !== 'boolean' && type !== 'date' && type !== 'datetime';

const TYPE_WORDS: Partial<Record<FieldType, string>> = { datetime: 'dateTime', id: 'ID', reference: 'ID' };

function wrongLiteral(field: FieldDefinition): SalesforceError {
  const kind = isQuoted(field.type)
    ? `${TYPE_WORDS[field.type] ?? 'string'} and should be enclosed in quotes`
    : `${TYPE_WORDS[field.type] ?? field.type} and should not be enclosed in quotes`;
  return badRequest(
    'INVALID_FIELD',
    `value of filter criterion for field '${field.name}' must be of type ${kind}`,
  );
}
