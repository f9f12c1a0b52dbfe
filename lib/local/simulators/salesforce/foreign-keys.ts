import type { FieldDefinition } from './field-definition.ts';
import { type Org, visibleField, visibleFields } from './org.ts';
import { findByValue } from './unique-values.ts';
import type { ParsedValue } from './write-values.ts';

interface ForeignKey {
  readonly field: FieldDefinition;
  readonly parsed: ParsedValue;
}

/** Reads `"Account": {"Ext__c": "x"}`: a lookup named by a key of its parent. Undefined for anything else. */
export function readForeignKey(
  org: Org,
  object: string,
  name: string,
  value: unknown,
): ForeignKey | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const wanted = name.toLowerCase();
  const field = visibleFields(org, object).find((own) => own.relationshipName?.toLowerCase() === wanted);
  if (field === undefined) return undefined;
  return { field, parsed: resolve(org, field, value) };
}

function resolve(org: Org, field: FieldDefinition, value: object): ParsedValue {
  const entries: readonly (readonly [string, unknown])[] = Object.entries(value);
  const isPolymorphic = field.referenceTo.length > 1;
  if (isPolymorphic && entries[0]?.[0] !== 'attributes') {
    const message =
      'Nested object for polymorphic foreign key must have an attributes field before any other fields.';
    return { refusal: { code: 'JSON_PARSER_ERROR', message, fields: [] } };
  }
  const target = isPolymorphic ? typeIn(entries[0]?.[1]) : field.referenceTo[0];
  const [key, sought] = entries.find(([name]) => name !== 'attributes') ?? [];
  const keyField = target === undefined || key === undefined ? undefined : visibleField(org, target, key);
  if (target === undefined || keyField === undefined || !(keyField.externalId || keyField.type === 'id')) {
    const message = `Field name provided, ${key ?? ''} is not an External ID or indexed field for ${target ?? field.name}`;
    return { refusal: { code: 'INVALID_FIELD', message, fields: [] } };
  }
  const [row] = findByValue(org, target, keyField.name, String(sought));
  if (row !== undefined) return { value: row.id };
  const message = `Foreign key external ID: ${String(sought).toLowerCase()} not found for field ${keyField.name} in entity ${target}`;
  return { refusal: { code: 'INVALID_FIELD', message, fields: [] } };
}

function typeIn(attributes: unknown): string | undefined {
  if (typeof attributes !== 'object' || attributes === null || !('type' in attributes)) return undefined;
  return typeof attributes.type === 'string' ? attributes.type : undefined;
}
