import type { FieldValue } from './value-types.ts';

/** What a function of a formula works on: its arguments, evaluated. */
type FormulaFunction = (args: readonly FieldValue[], today: string) => FieldValue;

const DAY_MS = 86_400_000;
const DATE = /^\d{4}-\d{2}-\d{2}/;

const text = (value: FieldValue | undefined): string =>
  value === undefined || value === null ? '' : String(value);
const number = (value: FieldValue | undefined): number => Number(value ?? 0);
const isBlank = (value: FieldValue | undefined): boolean =>
  value === undefined || value === null || value === '';
const isDate = (value: FieldValue | undefined): value is string =>
  typeof value === 'string' && DATE.test(value);
const dayOf = (date: string): number => Date.parse(`${date.slice(0, 10)}T00:00:00Z`) / DAY_MS;
const dateOf = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10);

/** Null where a part is missing, as for a field that takes blanks as blanks. */
const arithmetic =
  (work: (a: number, b: number) => number): FormulaFunction =>
  ([a, b]) => {
    if (isBlank(a) || isBlank(b)) return null;
    const result = work(number(a), number(b));
    return Number.isFinite(result) ? result : null;
  };

const compared =
  (holds: (order: number) => boolean): FormulaFunction =>
  ([a, b]) => {
    if (isBlank(a) || isBlank(b)) return false;
    if (typeof a === 'number' || typeof b === 'number') return holds(number(a) - number(b));
    return holds(text(a) < text(b) ? -1 : text(a) > text(b) ? 1 : 0);
  };

const isEqual = (a: FieldValue | undefined, b: FieldValue | undefined): boolean =>
  isBlank(a) || isBlank(b) ? isBlank(a) && isBlank(b) : text(a) === text(b);

const add: FormulaFunction = ([a, b]) => {
  if (isDate(a) && !isBlank(b)) return dateOf(dayOf(a) + number(b));
  if (typeof a === 'string' || typeof b === 'string') return text(a) + text(b);
  return isBlank(a) || isBlank(b) ? null : number(a) + number(b);
};

const subtract: FormulaFunction = (args, today) => {
  const [a, b] = args;
  if (isDate(a) && isDate(b)) return dayOf(a) - dayOf(b);
  if (isDate(a) && !isBlank(b)) return dateOf(dayOf(a) - number(b));
  return arithmetic((left, right) => left - right)(args, today);
};

function round(value: number, decimals: number): number {
  const shifted = Math.round(Number(`${Math.abs(value)}e${decimals}`));
  return Math.sign(value) * Number(`${shifted}e${-decimals}`);
}

/** Functions and operators that look at their arguments' values only. https://help.salesforce.com/s/articleView?id=sf.customize_functions.htm */
export const FORMULA_FUNCTIONS: Readonly<Record<string, FormulaFunction>> = {
  '+': add,
  '-': subtract,
  '*': arithmetic((a, b) => a * b),
  '/': arithmetic((a, b) => a / b),
  '^': arithmetic((a, b) => a ** b),
  '&': ([a, b]) => text(a) + text(b),
  '=': ([a, b]) => isEqual(a, b),
  '==': ([a, b]) => isEqual(a, b),
  '<>': ([a, b]) => !isEqual(a, b),
  '!=': ([a, b]) => !isEqual(a, b),
  '<': compared((order) => order < 0),
  '<=': compared((order) => order <= 0),
  '>': compared((order) => order > 0),
  '>=': compared((order) => order >= 0),
  '&&': (args) => args.every((value) => value === true),
  '||': (args) => args.includes(true),
  AND: (args) => args.every((value) => value === true),
  OR: (args) => args.includes(true),
  NOT: ([value]) => value !== true,
  NEGATE: ([value]) => (isBlank(value) ? null : -number(value)),
  IF: ([condition, then, otherwise]) => (condition === true ? then : otherwise) ?? null,
  CASE: (args) => caseOf(args),
  ISBLANK: ([value]) => isBlank(value),
  ISNULL: ([value]) => isBlank(value),
  BLANKVALUE: ([value, other]) => (isBlank(value) ? other : value) ?? null,
  NULLVALUE: ([value, other]) => (isBlank(value) ? other : value) ?? null,
  ISPICKVAL: ([value, choice]) => text(value) === text(choice),
  TEXT: ([value]) => text(value),
  VALUE: ([value]) => (isBlank(value) ? null : number(value)),
  LEN: ([value]) => text(value).length,
  UPPER: ([value]) => text(value).toUpperCase(),
  LOWER: ([value]) => text(value).toLowerCase(),
  LEFT: ([value, count]) => text(value).slice(0, number(count)),
  CONTAINS: ([value, part]) => text(value).includes(text(part)),
  BEGINS: ([value, start]) => text(value).startsWith(text(start)),
  ROUND: ([value, decimals]) => (isBlank(value) ? null : round(number(value), number(decimals))),
  ABS: ([value]) => (isBlank(value) ? null : Math.abs(number(value))),
  MIN: (args) => Math.min(...args.map(number)),
  MAX: (args) => Math.max(...args.map(number)),
  TODAY: (_, today) => today,
  DATEVALUE: ([value]) => (isDate(value) ? value.slice(0, 10) : null),
  YEAR: ([value]) => (isDate(value) ? Number(value.slice(0, 4)) : null),
  MONTH: ([value]) => (isDate(value) ? Number(value.slice(5, 7)) : null),
};

/** `CASE(value, a, x, b, y, otherwise)`. */
function caseOf(args: readonly FieldValue[]): FieldValue {
  const [value, ...rest] = args;
  for (let i = 0; i + 1 < rest.length; i += 2) {
    if (isEqual(value, rest[i])) return rest[i + 1] ?? null;
  }
  return rest.length % 2 === 1 ? (rest.at(-1) ?? null) : null;
}
