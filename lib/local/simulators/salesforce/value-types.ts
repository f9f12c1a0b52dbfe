/** A stored value in the form Salesforce REST sends it: date-times as `2026-05-01T07:25:37.000+0000`. */
export type FieldValue = string | number | boolean | null;

/** One stored record; `values` holds every field but null ones may be absent. */
export interface StoredRow {
  readonly id: string;
  readonly values: Readonly<Record<string, FieldValue>>;
}

export type FieldType =
  | 'id'
  | 'reference'
  | 'string'
  | 'textarea'
  | 'picklist'
  | 'multipicklist'
  | 'email'
  | 'phone'
  | 'url'
  | 'boolean'
  | 'int'
  | 'double'
  | 'currency'
  | 'percent'
  | 'date'
  | 'datetime'
  | 'address';

const NUMBER_TYPES: readonly FieldType[] = ['int', 'double', 'currency', 'percent'];
const ID_TYPES: readonly FieldType[] = ['id', 'reference'];

export const isNumberType = (type: FieldType): boolean => NUMBER_TYPES.includes(type);
export const isIdType = (type: FieldType): boolean => ID_TYPES.includes(type);

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const DATE_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})$/;
const CANONICAL_DATE_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;
const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/;

/** Wire form of an instant; Salesforce writes the offset without a colon, which is not RFC 3339. */
export function toWireDateTime(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 23)}+0000`;
}

/** Wire form of a date-time text with an offset; undefined when it is none. */
export function parseDateTime(text: string): string | undefined {
  if (CANONICAL_DATE_TIME.test(text)) return `${text.slice(0, 23)}+0000`;
  if (!DATE_TIME.test(text)) return undefined;
  const ms = Date.parse(text.replace(/([+-]\d{2})(\d{2})$/, '$1:$2'));
  return Number.isNaN(ms) ? undefined : toWireDateTime(ms);
}

/** A calendar day, also out of a date-time; undefined when it is none. */
export function parseDate(text: string): string | undefined {
  const day = DATE.test(text) ? text : parseDateTime(text)?.slice(0, 10);
  if (day === undefined || Number.isNaN(Date.parse(`${day}T00:00:00Z`))) return undefined;
  return new Date(`${day}T00:00:00Z`).toISOString().startsWith(day) ? day : undefined;
}

export function parseNumber(text: string): number | undefined {
  return NUMBER.test(text.trim()) ? Number(text) : undefined;
}

/** Value of a text for a field of `type`; undefined when the text does not fit the type. */
export function parseText(type: FieldType, text: string): FieldValue | undefined {
  if (isNumberType(type)) return parseNumber(text);
  if (type === 'date') return parseDate(text);
  if (type === 'datetime') return parseDateTime(text) ?? dayStart(text);
  if (type === 'boolean') return parseBoolean(text);
  return text;
}

function dayStart(text: string): string | undefined {
  const day = DATE.test(text) ? parseDate(text) : undefined;
  return day === undefined ? undefined : `${day}T00:00:00.000+0000`;
}

function parseBoolean(text: string): boolean | undefined {
  const word = text.toLowerCase();
  if (word === 'true' || word === '1') return true;
  return word === 'false' || word === '0' ? false : undefined;
}

const SOAP_TYPES: Partial<Record<FieldType, string>> = {
  id: 'tns:ID',
  reference: 'tns:ID',
  boolean: 'xsd:boolean',
  int: 'xsd:int',
  double: 'xsd:double',
  currency: 'xsd:double',
  percent: 'xsd:double',
  date: 'xsd:date',
  datetime: 'xsd:dateTime',
  address: 'urn:address',
};

export const soapTypeOf = (type: FieldType): string => SOAP_TYPES[type] ?? 'xsd:string';
