import type { CrmRecord, FieldValue } from '../../domain/entities.ts';
import type { FieldDescription, ObjectDescription, RejectedRecord } from '../crm.ts';
import type { Row } from './payloads.ts';
import { toId18 } from './record-id.ts';

/** `2026-05-01T07:25:37.000+0000`: an offset without a colon, which ISO parsers refuse. */
const DATE_TIME = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?)(?:Z|([+-]\d\d):?(\d\d))$/;

/** The stamps that order an object's changes, best first. `LastModifiedDate` misses what the system itself changes. */
const STAMPS: readonly string[] = ['SystemModstamp', 'LastModifiedDate', 'CreatedDate'];

/** The field that stamps changes of this object; undefined where the user sees none. */
export function stampOf(description: ObjectDescription): string | undefined {
  return STAMPS.find((stamp) => description.fields.some((field) => field.name === stamp));
}

type ReadRow = { readonly record: CrmRecord } | { readonly reject: RejectedRecord };

/** One row as a record, or as the reason why it is none: no id, no stamp, or a date-time that is none. */
export function toRecord(row: Row, description: ObjectDescription, stamp: string): ReadRow {
  const { object, fields: described } = description;
  const id = typeof row['Id'] === 'string' && row['Id'] !== '' ? toId18(row['Id']) : undefined;
  if (id === undefined) return rejectRow('', `${object} row without Id`);
  const version = toInstant(row[stamp]);
  if (version === undefined) return rejectRow(id, `${stamp} is not a date-time`);
  const fields: Record<string, FieldValue> = {};
  for (const field of described) {
    const value = toFieldValue(row[field.name], field);
    if (value === undefined) return rejectRow(id, `${field.name} is not a date-time`);
    fields[field.name] = value;
  }
  const createdAt = toInstant(row['CreatedDate']) ?? null;
  const deleted = row['IsDeleted'] === true;
  return { record: { crm: 'salesforce', object, id, version, createdAt, deleted, fields, links: [] } };
}

/** An ISO instant in milliseconds; undefined for anything else. */
export function toInstant(value: unknown): string | undefined {
  const parts = typeof value === 'string' ? DATE_TIME.exec(value) : null;
  if (parts?.[1] === undefined) return undefined;
  const offset = parts[2] === undefined ? 'Z' : `${parts[2]}:${parts[3]}`;
  const ms = Date.parse(parts[1] + offset);
  return Number.isNaN(ms) ? undefined : new Date(ms).toISOString();
}

/** Objects (a compound the description did not tell of) carry nothing that their parts do not. */
function toFieldValue(value: unknown, field: FieldDescription): FieldValue | undefined {
  if (field.type === 'date-time' && value !== null && value !== undefined) return toInstant(value);
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
}

function rejectRow(id: string, reason: string): ReadRow {
  return { reject: { id, code: 'record-invalid', reason } };
}
