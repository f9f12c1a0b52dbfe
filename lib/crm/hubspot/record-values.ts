import { Big } from 'big.js';
import { AppError } from '../../domain/app-error.ts';
import type { CrmRecord, DayOrInstant, RecordRef } from '../../domain/entities.ts';
import { isPlainInstant } from '../../domain/plain-instant.ts';

/** HubSpot sends every value as text, and a cleared one as '' or null. */
export function textOf(record: CrmRecord, name: string): string | null {
  const value = record.fields[name];
  if (value === undefined || value === null) return null;
  const text = String(value).trim();
  return text === '' ? null : text;
}

/** The first of these fields that holds something. */
export function firstText(record: CrmRecord, ...names: readonly (string | undefined)[]): string | null {
  for (const name of names) {
    const text = name === undefined ? null : textOf(record, name);
    if (text !== null) return text;
  }
  return null;
}

export function flagOf(record: CrmRecord, name: string): boolean | null {
  const text = textOf(record, name);
  return text === null ? null : text.toLowerCase() === 'true';
}

/** Decimal text without an exponent. Throws AppError 'record-invalid' for anything else than a number. */
export function decimalOf(record: CrmRecord, name: string): string | null {
  const text = textOf(record, name);
  if (text === null) return null;
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?$/i.test(text)) throw invalid(record, name, 'is no number');
  return new Big(text.replace(/^\+/, '').replace(/\.(?!\d)/, '')).toFixed();
}

/** A count of something; of a range such as `25-50` or `1000+` its lower end; null where it is neither. */
export function lowerBoundOf(record: CrmRecord, ...names: readonly string[]): number | null {
  const text = firstText(record, ...names)?.replaceAll(',', '');
  const [, lower] = /^(\d+(?:\.\d+)?)(?:\s*(?:[-–~]\s*\d+|\+))?$/.exec(text ?? '') ?? [];
  return lower === undefined ? null : Number(lower);
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/;
/** Epoch milliseconds; epoch seconds are shorter and would be read as 1970. */
const EPOCH_MS = /^\d{12,13}$/;

/** A day or an instant. Throws AppError 'record-invalid' for anything else. */
export function dateOf(record: CrmRecord, name: string): DayOrInstant | null {
  const text = textOf(record, name);
  if (text === null || isPlainInstant(text)) return text;
  const isEpoch = EPOCH_MS.test(text);
  const isDate = isEpoch || ((DAY.test(text) || INSTANT.test(text)) && isCalendarDay(text.slice(0, 10)));
  const date = new Date(isEpoch ? Number(text) : text);
  if (!isDate || Number.isNaN(date.getTime())) throw invalid(record, name, 'is no date or date-time');
  return DAY.test(text) ? text : date.toISOString();
}

/** `Date` takes 31 February for 3 March. */
function isCalendarDay(day: string): boolean {
  const date = new Date(day);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
}

/** The first of these fields that holds a date. */
export function firstDate(record: CrmRecord, ...names: readonly (string | undefined)[]): DayOrInstant | null {
  for (const name of names) {
    const date = name === undefined ? null : dateOf(record, name);
    if (date !== null) return date;
  }
  return null;
}

/** The record's primary one among those it is linked to; else the one a field names; else the only one. */
export function linkedOne(record: CrmRecord, object: string, fallbackField: string): RecordRef | null {
  const links = record.links.filter(({ to }) => to.object === object);
  const primary = links.find(({ isPrimary }) => isPrimary);
  if (primary !== undefined) return primary.to;
  const named = textOf(record, fallbackField);
  if (named !== null) return { crm: record.crm, object, id: named };
  return links.length === 1 ? (links[0]?.to ?? null) : null;
}

export function refOf({ crm, object, id }: CrmRecord): RecordRef {
  return { crm, object, id };
}

/** Names the record, the field and the rule; the value may be personal and stays out. */
function invalid(record: CrmRecord, name: string, rule: string): AppError {
  return new AppError('record-invalid', `${record.crm} ${record.object} ${record.id}: ${name} ${rule}`);
}
