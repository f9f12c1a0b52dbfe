import type { PropertyDefinition } from './property-definition.ts';

export interface ValueProblem {
  readonly name: string;
  readonly code: string;
  readonly message: string;
}

type CheckedValue = { readonly value: string | null } | { readonly problem: ValueProblem };

const DAY_MS = 86_400_000;
const EPOCH_MS = /^-?\d+$/;

/**
 * The value as HubSpot would keep it, or its refusal. An empty string clears, and so does null here: what null
 * does live is undocumented. `allowed` are the options, where another resource owns them (stages, owners).
 */
export function checkValue(
  property: PropertyDefinition,
  raw: string | number | boolean | null,
  allowed: readonly string[] | undefined,
): CheckedValue {
  const text = raw === null ? '' : String(raw);
  if (property.modificationMetadata.readOnlyValue) {
    return refuse(
      property,
      'READ_ONLY_VALUE',
      `"${property.name}" is a read only property; its value cannot be set.`,
    );
  }
  if (text === '') return { value: null };
  if (property.name === 'email' && !/^[^@\s]+@[^@\s]+$/.test(text)) {
    return refuse(property, 'INVALID_EMAIL', `Email address ${text} is invalid`);
  }
  switch (property.type) {
    case 'number':
      return Number.isFinite(Number(text))
        ? { value: text }
        : refuse(property, 'INVALID_LONG', `${text} was not a valid long.`);
    case 'datetime':
      return checkDatetime(property, text);
    case 'date':
      return checkDate(property, text);
    case 'bool':
      return checkOptions(property, text.toLowerCase(), ['true', 'false']);
    case 'enumeration':
      return checkOptions(property, text, allowed ?? property.options.map(({ value }) => value));
    default:
      return { value: text };
  }
}

function checkDatetime(property: PropertyDefinition, text: string): CheckedValue {
  const instant = toInstant(text);
  return instant === undefined
    ? refuse(property, 'INVALID_DATE', `${text} was not a valid date.`)
    : { value: new Date(instant).toISOString() };
}

function checkDate(property: PropertyDefinition, text: string): CheckedValue {
  const instant = toInstant(text);
  if (instant === undefined) return refuse(property, 'INVALID_DATE', `${text} was not a valid date.`);
  const iso = new Date(instant).toISOString();
  if (instant % DAY_MS === 0) return { value: iso.slice(0, 10) };
  const time = iso.slice(11, -1).replace(/^0/, '');
  return refuse(property, 'INVALID_DATE', `${text} is at ${time} UTC, not midnight!`);
}

function checkOptions(property: PropertyDefinition, text: string, allowed: readonly string[]): CheckedValue {
  const chosen = property.fieldType === 'checkbox' ? text.split(';').filter((part) => part !== '') : [text];
  const unknown = chosen.find((option) => !allowed.includes(option));
  if (unknown === undefined) return { value: text };
  const list = allowed.join(', ');
  return refuse(property, 'INVALID_OPTION', `${unknown} was not one of the allowed options: [${list}]`);
}

/** ISO 8601 or epoch milliseconds; undefined where it is neither, or no date JavaScript can hold. */
export function toInstant(text: string): number | undefined {
  const instant = EPOCH_MS.test(text) ? Number(text) : Date.parse(text);
  return Number.isNaN(new Date(instant).getTime()) ? undefined : instant;
}

function refuse(property: PropertyDefinition, code: string, message: string): CheckedValue {
  return { problem: { name: property.name, code, message } };
}
