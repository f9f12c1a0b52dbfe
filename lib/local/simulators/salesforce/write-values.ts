import type { FieldDefinition } from './field-definition.ts';
import { isWellFormedId } from './record-ids.ts';
import type { Refusal } from './salesforce-errors.ts';
import {
  type FieldValue,
  isIdType,
  isNumberType,
  parseDate,
  parseDateTime,
  parseNumber,
} from './value-types.ts';

export type ParsedValue = { readonly value: FieldValue } | { readonly refusal: Refusal };

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const SHOWN_CHARACTERS = 255;

/** Checks one value of a write against its field, and brings it into stored form. `""` clears like null. */
export function parseWritten(field: FieldDefinition, value: unknown): ParsedValue {
  if (value === null || value === undefined || value === '') {
    return { value: field.type === 'boolean' ? false : null };
  }
  if (typeof value === 'object') return cannotDeserialize(field, 'START_OBJECT', '');
  if (field.type === 'boolean') return parseFlag(field, value);
  if (isNumberType(field.type)) return parseQuantity(field, value);
  return parseWord(field, String(value));
}

function parseFlag(field: FieldDefinition, value: unknown): ParsedValue {
  if (typeof value === 'boolean') return { value };
  if (value === 'true' || value === 'false') return { value: value === 'true' };
  return cannotDeserialize(field, 'VALUE_STRING', String(value));
}

function parseQuantity(field: FieldDefinition, value: unknown): ParsedValue {
  const number = typeof value === 'boolean' ? undefined : parseNumber(String(value));
  if (number === undefined) return cannotDeserialize(field, 'VALUE_STRING', String(value));
  const limit = field.precision === 0 ? Number.POSITIVE_INFINITY : 10 ** (field.precision - field.scale);
  if (Math.abs(number) >= limit) {
    return refuse(
      field,
      'NUMBER_OUTSIDE_VALID_RANGE',
      `${field.label}: value outside of valid range on numeric field: ${value}`,
    );
  }
  return { value: roundHalfUp(number, field.scale) };
}

/** Salesforce keeps no more decimals than the field declares. */
export function roundHalfUp(value: number, decimals: number): number {
  const shifted = Number(`${Math.abs(value)}e${decimals}`);
  if (!Number.isFinite(shifted)) return value;
  return Math.sign(value) * Number(`${Math.round(shifted)}e-${decimals}`);
}

function parseWord(field: FieldDefinition, text: string): ParsedValue {
  if (field.type === 'date') return orDeserializeError(field, text, parseDate(text));
  if (field.type === 'datetime') return orDeserializeError(field, text, parseDateTime(text));
  if (isIdType(field.type) && !isWellFormedId(text)) {
    return refuse(field, 'MALFORMED_ID', `${field.label}: id value of incorrect type: ${text}`);
  }
  if (field.type === 'email' && !EMAIL.test(text)) {
    return refuse(field, 'INVALID_EMAIL_ADDRESS', `${field.label}: invalid email address: ${text}`);
  }
  if (isUnknownChoice(field, text)) {
    return refuse(
      field,
      'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
      `${field.label}: bad value for restricted picklist field: ${text}`,
    );
  }
  if (text.length > field.length) {
    const shown = text.slice(0, SHOWN_CHARACTERS);
    return refuse(
      field,
      'STRING_TOO_LONG',
      `${field.label}: data value too large: ${shown} (max length=${field.length})`,
    );
  }
  return { value: text };
}

function isUnknownChoice(field: FieldDefinition, text: string): boolean {
  if (!field.restrictedPicklist) return false;
  const chosen = field.type === 'multipicklist' ? text.split(';') : [text];
  return chosen.some((choice) => !(field.picklistValues ?? []).includes(choice));
}

function orDeserializeError(field: FieldDefinition, text: string, value: string | undefined): ParsedValue {
  return value === undefined ? cannotDeserialize(field, 'VALUE_STRING', text) : { value };
}

const refuse = (field: FieldDefinition, code: string, message: string): ParsedValue => ({
  refusal: { code, message, fields: [field.name] },
});

function cannotDeserialize(field: FieldDefinition, token: string, text: string): ParsedValue {
  const type = isNumberType(field.type) && field.type !== 'int' ? 'double' : field.type;
  return {
    refusal: {
      code: 'JSON_PARSER_ERROR',
      message: `Cannot deserialize instance of ${type} from ${token} value ${text} or request may be missing a required field at [line:1, column:1]`,
      fields: [],
    },
  };
}
