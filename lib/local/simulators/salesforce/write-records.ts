import { binRecord } from './delete-records.ts';
import type { FieldDefinition } from './field-definition.ts';
import { readForeignKey } from './foreign-keys.ts';
import type { ObjectDefinition } from './object-definition.ts';
import { nextId, type Org, stampNow, visibleField } from './org.ts';
import { changeRow, commitChange, userStamp } from './record-changes.ts';
import { isWellFormedId, shortId } from './record-ids.ts';
import { takeParentLock } from './row-locks.ts';
import { type Refusal, readOnlyFields } from './salesforce-errors.ts';
import type { FieldValue, StoredRow } from './value-types.ts';
import { deriveWritten, keepOnePrimary, startingCurrency } from './write-derivations.ts';
import { refuseByRules } from './write-rules.ts';
import { type ParsedValue, parseWritten } from './write-values.ts';

/** What became of one record of a write. */
export type WriteOutcome =
  | { readonly ok: true; readonly id: string; readonly created: boolean }
  | { readonly ok: false; readonly refusals: readonly Refusal[] };

export type RecordBody = Readonly<Record<string, unknown>>;

const refused = (...refusals: readonly Refusal[]): WriteOutcome => ({ ok: false, refusals });
const CONVERTED: Refusal = {
  code: 'CANNOT_UPDATE_CONVERTED_LEAD',
  message: 'cannot reference converted lead',
  fields: [],
};
const INVALID_REFERENCE: Refusal = {
  code: 'INVALID_CROSS_REFERENCE_KEY',
  message: 'invalid cross reference id',
  fields: [],
};
const DELETED: Refusal = { code: 'ENTITY_IS_DELETED', message: 'entity is deleted', fields: [] };

/** Writes in a transaction of its own, or as a part of the one that runs. */
const written = (org: Org, write: () => WriteOutcome): WriteOutcome =>
  org.store.transact(() => {
    const result = write();
    return { result, keep: result.ok };
  });

export const createRecord = (org: Org, object: ObjectDefinition, body: RecordBody): WriteOutcome =>
  written(org, () => create(org, object, body));

export const updateRecord = (
  org: Org,
  object: ObjectDefinition,
  id: string,
  body: RecordBody,
): WriteOutcome => written(org, () => update(org, object, id, body));

/** Moves the record and what hangs on it to the recycle bin: `queryAll` still finds them. */
export const deleteRecord = (org: Org, object: ObjectDefinition, id: string): WriteOutcome =>
  written(org, () => remove(org, object, id));

function create(org: Org, object: ObjectDefinition, body: RecordBody): WriteOutcome {
  if (object.readOnly) return refused(cannotWrite(object));
  const { values, refusals } = readValues(org, object, body, 'createable');
  const missing = org.catalog
    .fieldsOf(object.name)
    .filter((field) => isRequired(field) && (values[field.name] ?? null) === null);
  if (refusals.length > 0) return refused(...refusals);
  if (missing.length > 0) return refused(missingFields(missing));
  const id = nextId(org, object.name);
  const stamp = stampNow(org);
  const start = { ...defaultValues(org, object), Id: id, CreatedDate: stamp, CreatedById: org.userId };
  const derived = deriveWritten(org, object.name, start, values);
  const after = { id, values: { ...start, ...derived, ...userStamp(org) } };
  const refusal =
    takeParentLock(org, object.name, undefined, after.values) ??
    refuseByRules(org, object.name, undefined, values, after);
  if (refusal !== undefined) return refused(refusal);
  commitChange(org, { object: object.name, kind: 'CREATE', before: undefined, after });
  keepOnePrimary(org, object.name, after);
  return { ok: true, id, created: true };
}

function update(org: Org, object: ObjectDefinition, id: string, body: RecordBody): WriteOutcome {
  const found = findWritable(org, object, id);
  if ('refusal' in found) return refused(found.refusal);
  const { row } = found;
  if (object.name === 'Lead' && row.values['IsConverted'] === true) return refused(CONVERTED);
  const { values, refusals } = readValues(org, object, body, 'updateable');
  if (refusals.length > 0) return refused(...refusals);
  const emptied = org.catalog
    .fieldsOf(object.name)
    .filter((field) => isRequired(field) && values[field.name] === null);
  if (emptied.length > 0) return refused(missingFields(emptied));
  const derived = { ...deriveWritten(org, object.name, row.values, values), ...userStamp(org) };
  const after = { id: row.id, values: { ...row.values, ...derived } };
  const refusal =
    takeParentLock(org, object.name, row.id, after.values) ??
    refuseByRules(org, object.name, row, values, after);
  if (refusal !== undefined) return refused(refusal);
  changeRow(org, object.name, row, derived);
  keepOnePrimary(org, object.name, after);
  return { ok: true, id: row.id, created: false };
}

function remove(org: Org, object: ObjectDefinition, id: string): WriteOutcome {
  const found = findWritable(org, object, id);
  if ('refusal' in found) return refused(found.refusal);
  const lock = takeParentLock(org, object.name, found.row.id, found.row.values);
  if (lock !== undefined) return refused(lock);
  binRecord(org, object.name, found.row);
  return { ok: true, id: found.row.id, created: false };
}

/** A record of `object` that is not deleted, or why there is none. */
function findWritable(
  org: Org,
  object: ObjectDefinition,
  id: string,
): { readonly row: StoredRow } | { readonly refusal: Refusal } {
  if (!isWellFormedId(id))
    return { refusal: { code: 'MALFORMED_ID', message: `malformed id ${id}`, fields: ['Id'] } };
  if (object.readOnly) return { refusal: cannotWrite(object) };
  const row = org.store.table(object.name).find(id);
  if (row === undefined) return { refusal: INVALID_REFERENCE };
  return row.values['IsDeleted'] === true ? { refusal: DELETED } : { row };
}

const cannotWrite = (object: ObjectDefinition): Refusal => ({
  code: 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY',
  message: `entity type cannot be written through the API: ${object.name}`,
  fields: [],
});

const isRequired = (field: FieldDefinition): boolean =>
  !field.nillable && !field.defaultedOnCreate && field.createable;

const missingFields = (fields: readonly FieldDefinition[]): Refusal => {
  const names = fields.map((field) => field.name);
  return {
    code: 'REQUIRED_FIELD_MISSING',
    message: `Required fields are missing: [${names.join(', ')}]`,
    fields: names,
  };
};

function defaultValues(org: Org, object: ObjectDefinition): Record<string, FieldValue> {
  const values: Record<string, FieldValue> = {};
  for (const field of org.catalog.fieldsOf(object.name)) {
    if (field.type === 'boolean') values[field.name] = false;
    if (field.name === 'OwnerId') values[field.name] = org.userId;
  }
  Object.assign(values, startingCurrency(org, object.name));
  if (object.name === 'Lead') values['Status'] = defaultStatus(org, 'LeadStatus');
  if (object.name === 'Task') {
    values['Status'] = defaultStatus(org, 'TaskStatus');
    values['Priority'] = 'Normal';
  }
  if (object.name === 'PermissionSet') values['IsCustom'] = true;
  return values;
}

function defaultStatus(org: Org, object: string): FieldValue {
  const statuses = org.store.table(object).list();
  return (statuses.find((row) => row.values['IsDefault'] === true) ?? statuses[0])?.values['ApiName'] ?? null;
}

function readValues(
  org: Org,
  object: ObjectDefinition,
  body: RecordBody,
  right: 'createable' | 'updateable',
): { readonly values: Record<string, FieldValue>; readonly refusals: readonly Refusal[] } {
  const values: Record<string, FieldValue> = {};
  const refusals: Refusal[] = [];
  const readOnly: string[] = [];
  for (const [name, value] of Object.entries(body)) {
    if (name === 'attributes') continue;
    const key = readForeignKey(org, object.name, name, value);
    const field = key?.field ?? visibleField(org, object.name, name);
    if (field === undefined) refusals.push(noSuchColumn(name, object.name));
    else if (!field[right]) readOnly.push(field.name);
    else {
      const parsed = key?.parsed ?? parseWritten(field, value);
      const settled = 'refusal' in parsed ? parsed : settleReference(org, field, parsed.value);
      if ('refusal' in settled) refusals.push(settled.refusal);
      else values[field.name] = settled.value;
    }
  }
  const first = refusals[0];
  if (first?.code === 'INVALID_FIELD') return { values, refusals: [first] };
  return { values, refusals: readOnly.length > 0 ? [readOnlyFields(readOnly)] : refusals };
}

const noSuchColumn = (name: string, object: string): Refusal => ({
  code: 'INVALID_FIELD',
  message: `No such column '${name}' on sobject of type ${object}`,
  fields: [],
});

/** Brings an id into its 18-character form; refuses one that names no record. */
function settleReference(org: Org, field: FieldDefinition, value: FieldValue): ParsedValue {
  if (field.type !== 'reference' || value === null) return { value };
  const id = String(value);
  if (shortId(id) === shortId(org.userId)) return { value: org.userId };
  const target = field.referenceTo.flatMap((object) => org.store.table(object).find(id) ?? [])[0];
  if (target !== undefined) return { value: target.id };
  return { refusal: { ...INVALID_REFERENCE, fields: [field.name] } };
}
