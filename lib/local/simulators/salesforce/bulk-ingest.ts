import { CsvError, parse } from 'csv-parse/sync';
import * as z from 'zod';
import { type CsvStyle, delimiterOf } from './bulk-csv.ts';
import { purgeRecord } from './delete-records.ts';
import type { ObjectDefinition } from './object-definition.ts';
import { type Org, visibleField, visibleFields } from './org.ts';
import { takeRowLock } from './row-locks.ts';
import type { Refusal } from './salesforce-errors.ts';
import { findByValue } from './unique-values.ts';
import { upsertRecord } from './upsert-record.ts';
import { parseText, soapTypeOf } from './value-types.ts';
import { createRecord, deleteRecord, updateRecord, type WriteOutcome } from './write-records.ts';

/** A cell that clears its field; an empty one leaves it as it is. */
const CLEARED = '#N/A';
const TableSchema = z.array(z.array(z.string()));

export interface IngestTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export interface IngestWork {
  readonly object: ObjectDefinition;
  readonly operation: string;
  readonly externalIdFieldName: string | undefined;
  readonly columns: readonly string[];
}

/** One row of a job when it was tried. */
export interface IngestedRow {
  readonly cells: readonly string[];
  readonly id: string;
  readonly created: boolean;
  /** `CODE:message:fields --`; undefined for a row that went in. */
  readonly error?: string;
}

/** Splits an upload into cells; a text tells what is wrong with it. */
export function readUpload(text: string, style: CsvStyle): IngestTable | string {
  try {
    const options = { delimiter: delimiterOf(style), bom: true, skip_empty_lines: true };
    const [columns = [], ...rows] = TableSchema.parse(parse(text, options));
    return { columns, rows };
  } catch (error) {
    if (error instanceof CsvError) return `InvalidBatch : Failed to parse CSV: ${error.message}`;
    throw error;
  }
}

/** The first column that names no field the user may see. */
export function unknownColumn(org: Org, object: string, columns: readonly string[]): string | undefined {
  return columns.find((column) => {
    const [relationship = '', key] = column.split('.');
    if (key === undefined) return visibleField(org, object, column) === undefined;
    return referenceOf(org, object, relationship) === undefined;
  });
}

/** Tries one row as the job says. */
export function ingestRow(org: Org, work: IngestWork, cells: readonly string[]): IngestedRow {
  const body = toBody(org, work, cells);
  if ('error' in body) return { cells, id: '', created: false, error: body.error };
  const locked = takeRowLock(org, work.object.name, body.id ?? work.object.keyPrefix);
  if (locked !== undefined) return { cells, id: body.id ?? '', created: false, error: wording(locked) };
  const outcome = write(org, work, body.id, body.values);
  if ('matches' in outcome)
    return {
      cells,
      id: '',
      created: false,
      error: `DUPLICATE_VALUE:${outcome.matches.length} records match:--`,
    };
  if (outcome.ok) return { cells, id: outcome.id, created: outcome.created };
  return { cells, id: body.id ?? '', created: false, error: outcome.refusals.map(wording).join(';') };
}

const wording = ({ code, message, fields = [] }: Refusal): string =>
  `${code}:${message}:${fields.map((field) => `${field} `).join('')}--`;

interface RowBody {
  readonly id: string | undefined;
  readonly values: Record<string, unknown>;
}

function toBody(org: Org, work: IngestWork, cells: readonly string[]): RowBody | { readonly error: string } {
  const values: Record<string, unknown> = {};
  let id: string | undefined;
  for (const [index, column] of work.columns.entries()) {
    const cell = cells[index] ?? '';
    if (cell === '') continue;
    if (column.toLowerCase() === 'id') id = cell;
    else {
      const read = readCell(org, work.object.name, column, cell, index);
      if ('error' in read) return read;
      values[read.field] = read.value;
    }
  }
  return { id, values };
}

type ReadCell = { readonly field: string; readonly value: unknown } | { readonly error: string };

function readCell(org: Org, object: string, column: string, cell: string, index: number): ReadCell {
  if (column.includes('.')) return readReference(org, object, column, cell);
  const field = visibleField(org, object, column);
  const name = field?.name ?? column;
  if (cell === CLEARED || field === undefined) return { field: name, value: null };
  const value = parseText(field.type, cell);
  if (value !== undefined) return { field: name, value };
  const reason = `'${cell}' is not a valid value for the type ${soapTypeOf(field.type)}`;
  return {
    error: `INVALID_FIELD:Failed to deserialize field at col ${index}. Due to, ${reason}:${name} --`,
  };
}

/** `Account.Ext__c`: the parent is found by its external id. */
function readReference(org: Org, object: string, column: string, cell: string): ReadCell {
  const [relationship = '', key = ''] = column.split('.');
  const reference = referenceOf(org, object, relationship);
  const target = reference?.referenceTo.find((name) => visibleField(org, name, key) !== undefined);
  if (reference === undefined || target === undefined) return { error: `INVALID_FIELD:${column}:--` };
  if (cell === CLEARED) return { field: reference.name, value: null };
  const [parent] = findByValue(org, target, visibleField(org, target, key)?.name ?? key, cell);
  if (parent !== undefined) return { field: reference.name, value: parent.id };
  const message = `Foreign key external ID: ${cell} not found for field ${key} in entity ${target}`;
  return { error: `INVALID_FIELD:${message}:--` };
}

const referenceOf = (org: Org, object: string, relationship: string) =>
  visibleFields(org, object).find(
    (field) => field.relationshipName?.toLowerCase() === relationship.toLowerCase(),
  );

function write(
  org: Org,
  { object, operation, externalIdFieldName }: IngestWork,
  id: string | undefined,
  values: Readonly<Record<string, unknown>>,
): WriteOutcome | { readonly matches: readonly string[] } {
  if (operation === 'insert') return createRecord(org, object, values);
  if (operation === 'upsert') {
    const key = externalIdFieldName ?? 'Id';
    const field = visibleField(org, object.name, key)?.name ?? key;
    const { [field]: value = id, ...body } = values;
    return upsertRecord(org, object, { field, value, body, updateOnly: false });
  }
  if (id === undefined) return withoutId(operation);
  if (operation === 'update') return updateRecord(org, object, id, values);
  const outcome = deleteRecord(org, object, id);
  if (outcome.ok && operation === 'hardDelete') purgeRecord(org, object, id);
  return outcome;
}

const withoutId = (operation: string): WriteOutcome => ({
  ok: false,
  refusals: [
    { code: 'MISSING_ARGUMENT', message: `Id not specified in an ${operation} call`, fields: ['Id'] },
  ],
});
