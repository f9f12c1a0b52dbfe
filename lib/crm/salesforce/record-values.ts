import { AppError } from '../../domain/app-error.ts';
import type { CrmRecord, DayOrInstant, RecordRef } from '../../domain/entities.ts';
import { toId18 } from './record-id.ts';

const NUMBER = /^-?\d+(\.\d+)?$/;
const DAY = /^\d{4}-\d\d-\d\d$/;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** Text of a field; null where it is blank, absent or hidden. Numbers and booleans are written out. */
export function textOf(record: CrmRecord, field: string): string | null {
  const value = record.fields[field];
  if (value === undefined || value === null || value === '') return null;
  return String(value);
}

/** Decimal text in major units, with the digits the CRM gave. Throws AppError 'record-invalid'. */
export function decimalOf(record: CrmRecord, field: string): string | null {
  const text = textOf(record, field);
  if (text === null || NUMBER.test(text)) return text;
  throw invalid(record, field, 'a number');
}

/** Throws AppError 'record-invalid'. */
export function numberOf(record: CrmRecord, field: string): number | null {
  const text = decimalOf(record, field);
  return text === null ? null : Number(text);
}

/** Blank or hidden counts as `false`. Throws AppError 'record-invalid'. */
export function booleanOf(record: CrmRecord, field: string): boolean {
  const value = record.fields[field];
  if (value === undefined || value === null) return false;
  if (typeof value === 'boolean') return value;
  throw invalid(record, field, 'true or false');
}

/** A day or an instant, never shifted. Throws AppError 'record-invalid'. */
export function momentOf(record: CrmRecord, field: string): DayOrInstant | null {
  const text = textOf(record, field);
  if (text === null) return null;
  const isMoment = (DAY.test(text) || INSTANT.test(text)) && isOnCalendar(text);
  if (isMoment) return text;
  throw invalid(record, field, 'a date');
}

/** The record a lookup points to. */
export function refOf(record: CrmRecord, field: string, object: string): RecordRef | null {
  const id = textOf(record, field);
  return id === null ? null : salesforceRef(object, id);
}

/** As `refOf`, for a lookup that every such record has. Throws AppError 'record-invalid'. */
export function requiredRefOf(record: CrmRecord, field: string, object: string): RecordRef {
  const ref = refOf(record, field, object);
  if (ref === null) throw invalid(record, field, 'a record id');
  return ref;
}

function salesforceRef(object: string, id: string): RecordRef {
  return { crm: 'salesforce', object, id: toId18(id) };
}

/** The record of the other CRM whose id is kept in the mapped field. */
export function hubspotRefs(
  record: CrmRecord,
  field: string | undefined,
  object: string,
): readonly RecordRef[] {
  const id = field === undefined ? null : textOf(record, field);
  return id === null ? [] : [{ crm: 'hubspot', object, id }];
}

/** Days past a month's end roll over in `Date`, so the day must come back as it was. */
function isOnCalendar(text: string): boolean {
  const ms = Date.parse(text);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text.slice(0, 'YYYY-MM-DD'.length));
}

function invalid(record: CrmRecord, field: string, expected: string): AppError {
  const value = JSON.stringify(record.fields[field] ?? null);
  return new AppError(
    'record-invalid',
    `${record.object} ${record.id}: ${field} is ${value}, not ${expected}`,
  );
}
