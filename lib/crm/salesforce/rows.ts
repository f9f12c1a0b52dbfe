import type { CrmRecord, FieldValue } from '../../domain/entities.ts';
import type { FieldDescription, ObjectDescription, RejectedRecord } from '../crm.ts';
import { exactNumber } from './exact-json.ts';
import { toInstant } from './instant.ts';
import type { Row } from './payloads.ts';
import { toId18 } from './record-id.ts';

/** Bulk writes some whole numbers with a decimal. */
const WHOLE_NUMBER = /^(-?\d+)\.0$/;

/** The stamps that order an object's changes, best first. `LastModifiedDate` misses what the system itself changes. */
const STAMPS: readonly string[] = ['SystemModstamp', 'LastModifiedDate', 'CreatedDate'];

/** The field that stamps changes of this object; undefined where the user sees none. */
export function stampOf(description: ObjectDescription): string | undefined {
  return STAMPS.find((stamp) => description.fields.some((field) => field.name === stamp));
}

/** A row as a record, or the reason why it is none. */
export type ReadRow = { readonly record: CrmRecord } | { readonly reject: RejectedRecord };

interface RowReader {
  /** What `read` takes, in this order. */
  readonly columns: readonly string[];
  readonly read: (cells: readonly unknown[]) => ReadRow;
}

/**
 * Reads rows of REST or of Bulk CSV, where every cell is text and blank is null, as the same records. Put aside are
 * rows without id or stamp, or with a value that its type does not know.
 */
export function rowReader({ object, fields }: ObjectDescription, stamp: string): RowReader {
  const columns = [...new Set([...KEYS, stamp, ...fields.map(({ name }) => name)])];
  const places = fields.map((field) => ({ field, at: columns.indexOf(field.name) }));
  const stampAt = columns.indexOf(stamp);
  const blank = blankOf(fields);
  const read = (cells: readonly unknown[]): ReadRow => {
    const [givenId, created, isDeleted] = cells;
    const id = typeof givenId === 'string' && givenId !== '' ? toId18(givenId) : undefined;
    if (id === undefined) return rejectRow('', `${object} row without Id`);
    const version = toInstant(cells[stampAt]);
    if (version === undefined) return rejectRow(id, `${stamp} is not a date-time`);
    const values = { ...blank };
    for (const { field, at } of places) {
      const cell = cells[at];
      if (cell === null || cell === '') continue;
      // Every field that was asked for comes, blank ones as null.
      if (cell === undefined) return rejectRow(id, `${field.name} is missing from the row, or comes twice`);
      const value = toFieldValue(cell, field);
      if (value === undefined) return rejectRow(id, `${field.name} is not ${KINDS[field.type]}`);
      values[field.name] = value;
    }
    const createdAt = toInstant(created) ?? null;
    const deleted = isDeleted === true || isDeleted === 'true';
    return {
      record: { crm: 'salesforce', object, id, version, createdAt, deleted, fields: values, links: [] },
    };
  };
  return { columns, read };
}

/** Rows of one query as records. */
export function toRecords(
  rows: readonly Row[],
  description: ObjectDescription,
  stamp: string,
): readonly ReadRow[] {
  const { columns, read } = rowReader(description, stamp);
  return rows.map((row) => read(columns.map((name) => row[name])));
}

/** What a record needs beside its fields. */
const KEYS = ['Id', 'CreatedDate', 'IsDeleted'] as const;

/**
 * All fields, null, in one layout that copies of it share: only what is not blank is then set. Built key by key, objects
 * of this many keys may each become a hash table (V8, 42 fields: 1,600 bytes in place of 360).
 */
function blankOf(fields: readonly FieldDescription[]): Record<string, FieldValue> {
  return JSON.parse(JSON.stringify(Object.fromEntries(fields.map(({ name }) => [name, null]))));
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

/** Undefined for what the type does not know. Objects (compounds) carry nothing that their parts do not. */
function toFieldValue(value: unknown, field: FieldDescription): FieldValue | undefined {
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

/** Text where a double would lose digits, or where the org is wrong about the type of one of its fields. */
function toNumber(value: unknown): FieldValue | undefined {
  const number = typeof value === 'string' ? exactNumber(value) : value;
  if (typeof number === 'string') return number;
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
