import type { CrmRecord, FieldValue } from '../../domain/entities.ts';
import type { FieldDescription, ObjectDescription, RejectedRecord } from '../crm.ts';
import type { Row } from './payloads.ts';
import { toId18 } from './record-id.ts';

/** `2026-05-01T07:25:37.000+0000` by REST, an offset without a colon that ISO parsers refuse; `…000Z` by Bulk. */
const DATE_TIME = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?)(?:Z|([+-]\d\d):?(\d\d))$/;
/** The form of nearly all of them: in UTC with milliseconds. */
const PLAIN_DATE_TIME = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3})(?:Z|\+0000)$/;
/** Bulk writes some whole numbers with a decimal. */
const WHOLE_NUMBER = /^(-?\d+)\.0$/;

/** The stamps that order an object's changes, best first. `LastModifiedDate` misses what the system itself changes. */
const STAMPS: readonly string[] = ['SystemModstamp', 'LastModifiedDate', 'CreatedDate'];

/** The field that stamps changes of this object; undefined where the user sees none. */
export function stampOf(description: ObjectDescription): string | undefined {
  return STAMPS.find((stamp) => description.fields.some((field) => field.name === stamp));
}

type ReadRow = { readonly record: CrmRecord } | { readonly reject: RejectedRecord };

/**
 * One row of REST or of Bulk CSV, where every cell is text and blank is null, as the same record; or the reason why it
 * is none: no id, no stamp, or a value that its type does not know.
 */
export function toRecord(row: Row, description: ObjectDescription, stamp: string): ReadRow {
  const { object, fields: described } = description;
  const id = typeof row['Id'] === 'string' && row['Id'] !== '' ? toId18(row['Id']) : undefined;
  if (id === undefined) return rejectRow('', `${object} row without Id`);
  const version = toInstant(row[stamp]);
  if (version === undefined) return rejectRow(id, `${stamp} is not a date-time`);
  const fields: Record<string, FieldValue> = {};
  for (const field of described) {
    const cell = row[field.name];
    // Every field that was asked for comes, blank ones as null.
    if (cell === undefined) return rejectRow(id, `${field.name} is missing from the row`);
    const value = toFieldValue(cell, field);
    if (value === undefined) return rejectRow(id, `${field.name} is not ${KINDS[field.type]}`);
    fields[field.name] = value;
  }
  const createdAt = toInstant(row['CreatedDate']) ?? null;
  const deleted = row['IsDeleted'] === true || row['IsDeleted'] === 'true';
  return { record: { crm: 'salesforce', object, id, version, createdAt, deleted, fields, links: [] } };
}

const KINDS: Readonly<Record<FieldDescription['type'], string>> = {
  text: 'well-formed text',
  number: 'a number of this world',
  boolean: 'true or false',
  date: 'well-formed text',
  'date-time': 'a date-time',
  reference: 'well-formed text',
  other: 'well-formed text',
};

/** An ISO instant in milliseconds; undefined for anything else. */
export function toInstant(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const plain = PLAIN_DATE_TIME.exec(value)?.[1];
  if (plain !== undefined) return Number.isNaN(Date.parse(`${plain}Z`)) ? undefined : `${plain}Z`;
  const parts = DATE_TIME.exec(value);
  if (parts?.[1] === undefined) return undefined;
  const offset = parts[2] === undefined ? 'Z' : `${parts[2]}:${parts[3]}`;
  const ms = Date.parse(parts[1] + offset);
  return Number.isNaN(ms) ? undefined : new Date(ms).toISOString();
}

/** Undefined for what the type does not know. Objects (compounds) carry nothing that their parts do not. */
function toFieldValue(value: unknown, field: FieldDescription): FieldValue | undefined {
  if (value === null || value === '') return null;
  if (typeof value === 'object') return null;
  switch (field.type) {
    case 'date-time':
      return toInstant(value);
    case 'number':
      return toNumber(value);
    case 'boolean':
      return toBoolean(value);
    case 'other':
      return toText(value)?.replace(WHOLE_NUMBER, '$1');
    default:
      return toText(value);
  }
}

/** Text where the org is wrong about the type of one of its fields. */
function toNumber(value: unknown): FieldValue | undefined {
  const number = typeof value === 'string' ? Number(value) : value;
  if (typeof number !== 'number' || Number.isNaN(number)) return toText(value);
  return Number.isFinite(number) ? number : undefined;
}

function toBoolean(value: unknown): FieldValue | undefined {
  if (value === 'true') return true;
  if (value === 'false') return false;
  return typeof value === 'boolean' ? value : toText(value);
}

/** Half a surrogate pair is no text that a store or another CRM would take. */
function toText(value: unknown): string | undefined {
  const text = String(value);
  return text.isWellFormed() ? text : undefined;
}

function rejectRow(id: string, reason: string): ReadRow {
  return { reject: { id, code: 'record-invalid', reason } };
}
