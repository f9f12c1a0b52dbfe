import type { FieldDefinition } from './field-definition.ts';
import { shortId } from './record-ids.ts';
import { badRequest } from './salesforce-errors.ts';
import type { DayRange } from './soql-date-literals.ts';
import { type LiteralValue, unquote } from './soql-literals.ts';
import { type FieldType, type FieldValue, isIdType } from './value-types.ts';

export type ValueTest = (value: FieldValue) => boolean;

const CASE_BLIND: readonly FieldType[] = [
  'string',
  'textarea',
  'picklist',
  'multipicklist',
  'email',
  'phone',
  'url',
];
const SHORT_ID = 15;

/** What two values are compared by: texts without regard to case, empty text as null, ids as they are. */
export function sortKey(type: FieldType, value: LiteralValue): LiteralValue {
  if (typeof value !== 'string') return value;
  if (value === '') return null;
  return CASE_BLIND.includes(type) ? value.toLowerCase() : value;
}

/** Ascending order of two keys; null is less than everything. */
export function compareKeys(a: LiteralValue, b: LiteralValue): number {
  if (a === b) return 0;
  if (a === null) return -1;
  if (b === null) return 1;
  return a < b ? -1 : 1;
}

/** Test for `= != < <= > >=` against one value. A comparison with null holds for `=` and `!=` only. */
export function compareTest(field: FieldDefinition, operator: string, literal: LiteralValue): ValueTest {
  if (operator === '=') return memberTest(field, [literal]);
  if (operator === '!=') return not(memberTest(field, [literal]));
  const key = sortKey(field.type, literal);
  return (value) => {
    const own = sortKey(field.type, value);
    if (own === null || key === null) return false;
    const order = compareKeys(own, key);
    if (operator === '<') return order < 0;
    if (operator === '<=') return order <= 0;
    return operator === '>' ? order > 0 : order >= 0;
  };
}

export function memberTest(field: FieldDefinition, literals: readonly LiteralValue[]): ValueTest {
  const { type } = field;
  const keys = new Set(literals.map((literal) => sortKey(type, literal)));
  if (!isIdType(type)) return (value) => keys.has(sortKey(type, value));
  const short = new Set(literals.filter((literal) => String(literal).length === SHORT_ID));
  return (value) => keys.has(value) || (typeof value === 'string' && short.has(shortId(value)));
}

export const not =
  (test: ValueTest): ValueTest =>
  (value) =>
    !test(value);

/** `%` stands for any text, `_` for one character; a backslash makes either literal. */
export function likeTest(field: FieldDefinition, quoted: string): ValueTest {
  if (!CASE_BLIND.includes(field.type)) {
    throw badRequest('INVALID_FIELD', `invalid operator on ${field.type} field`);
  }
  const source = unquote(quoted, true).replace(/\\[%_]|[.*+?^${}()|[\]\\]|%|_/gs, (token) => {
    if (token === '%') return '.*';
    if (token === '_') return '.';
    return token === '\\%' || token === '\\_' ? token.slice(1) : `\\${token}`;
  });
  const pattern = new RegExp(`^${source}$`, 'is');
  return (value) => typeof value === 'string' && pattern.test(value);
}

/** Multi-select picklists: holds when all choices of one of the lists are set. */
export function includesTest(literals: readonly LiteralValue[]): ValueTest {
  const lists = literals.map((literal) => String(literal).split(';'));
  return (value) => {
    const chosen = String(value ?? '').split(';');
    return lists.some((list) => list.every((choice) => chosen.includes(choice)));
  };
}

/** Compares the day of a date or date-time with a range of days such as LAST_MONTH. */
export function rangeTest(operator: string, { from, before }: DayRange): ValueTest {
  return (value) => {
    if (typeof value !== 'string') return operator === '!=';
    const day = value.slice(0, 10);
    if (operator === '=') return day >= from && day < before;
    if (operator === '!=') return day < from || day >= before;
    if (operator === '<') return day < from;
    if (operator === '<=') return day < before;
    return operator === '>' ? day >= before : day >= from;
  };
}
