import type { FieldDefinition } from './field-definition.ts';
import type { ObjectDefinition } from './object-definition.ts';
import { type Org, visibleField } from './org.ts';
import { notFound } from './salesforce-errors.ts';
import { findByValue } from './unique-values.ts';
import { createRecord, type RecordBody, updateRecord, type WriteOutcome } from './write-records.ts';
import { parseWritten } from './write-values.ts';

/** More than one record holds the value: the caller must say which it means. */
interface SeveralMatches {
  readonly matches: readonly string[];
}

/** Updates the one record whose `field` holds `value`, or creates it. Throws NOT_FOUND for a field that is no key. */
export function upsertRecord(
  org: Org,
  object: ObjectDefinition,
  key: {
    readonly field: string;
    readonly value: unknown;
    readonly body: RecordBody;
    readonly updateOnly: boolean;
  },
): WriteOutcome | SeveralMatches {
  const field = requireKey(org, object, key.field);
  if (field.type === 'id') {
    return key.value === undefined
      ? createRecord(org, object, key.body)
      : updateRecord(org, object, String(key.value), key.body);
  }
  const parsed = parseWritten(field, key.value);
  if ('refusal' in parsed) return { ok: false, refusals: [parsed.refusal] };
  if (parsed.value === null) {
    const message = `${field.name} not specified`;
    return { ok: false, refusals: [{ code: 'MISSING_ARGUMENT', message, fields: [] }] };
  }
  const [row, ...others] = findByValue(org, object.name, field.name, parsed.value);
  if (row !== undefined && others.length > 0) return { matches: [row, ...others].map((match) => match.id) };
  if (row !== undefined) return updateRecord(org, object, row.id, key.body);
  if (key.updateOnly) throw notFound();
  return createRecord(org, object, { ...key.body, [field.name]: parsed.value });
}

/** A field that finds records: Id, an email or an external id. Throws NOT_FOUND for another. */
export function requireKey(org: Org, object: ObjectDefinition, name: string): FieldDefinition {
  const field = visibleField(org, object.name, name);
  const isKey = field !== undefined && (field.type === 'id' || field.type === 'email' || field.externalId);
  if (!isKey) throw notFound(`Provided external ID field does not exist or is not accessible: ${name}`);
  return field;
}
