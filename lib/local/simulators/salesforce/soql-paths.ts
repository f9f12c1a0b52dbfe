import { readValue } from './calculated-values.ts';
import type { FieldDefinition } from './field-definition.ts';
import { defineField } from './field-definition.ts';
import { type Org, visibleField, visibleFields } from './org.ts';
import { unknownColumn } from './salesforce-errors.ts';
import { offsetOf, soqlError } from './soql-errors.ts';
import type { FieldValue, StoredRow } from './value-types.ts';

/** `Owner.Type`: no stored field, but the name of the object that a polymorphic reference points at. */
export const POINTED_OBJECT: FieldDefinition = defineField('Type', 'string');

/** Where names of a query are looked up, and the text that errors point into. */
export interface SoqlScope {
  readonly org: Org;
  readonly object: string;
  readonly soql: string;
  readonly alias?: string | undefined;
}

/** A field of the queried object or of one of its parents, ready to be read from a row. */
export interface FieldPath {
  readonly field: FieldDefinition;
  /** Reference fields on the way; none for a field of the queried object itself. */
  readonly parents: readonly FieldDefinition[];
  readonly read: (row: StoredRow) => FieldValue;
}

/** Resolves `Amount`, `Account.Name`, `l.Id` or `Owner.Type`; throws INVALID_FIELD. */
export function resolvePath(scope: SoqlScope, name: string): FieldPath {
  const parts = name.split('.');
  const own = [scope.alias, scope.object].map((prefix) => prefix?.toLowerCase());
  const isPrefixed = parts.length > 1 && own.includes(parts[0]?.toLowerCase());
  return resolveParts(scope, scope.object, isPrefixed ? parts.slice(1) : parts, name);
}

function resolveParts(scope: SoqlScope, object: string, parts: readonly string[], full: string): FieldPath {
  const [head = '', ...rest] = parts;
  if (rest.length > 0) return resolveParent(scope, object, head, rest, full);
  const field = visibleField(scope.org, object, head);
  if (field === undefined)
    throw soqlError('INVALID_FIELD', scope.soql, offsetOf(scope.soql, full), unknownColumn(head, object));
  return { field, parents: [], read: readerOf(scope.org, object, field) };
}

function readerOf(org: Org, object: string, field: FieldDefinition): (row: StoredRow) => FieldValue {
  const { name } = field;
  if (field.calculated) return (row) => readValue(org, object, field, row);
  if (field.type === 'boolean') return (row) => row.values[name] ?? false;
  return (row) => row.values[name] ?? null;
}

function resolveParent(
  scope: SoqlScope,
  object: string,
  head: string,
  rest: readonly string[],
  full: string,
): FieldPath {
  const { org, soql } = scope;
  const reference = findReference(org, object, head);
  if (reference === undefined) {
    const reason = `Didn't understand relationship '${head}' in field path. If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name. Please reference your WSDL or the describe call for the appropriate names.`;
    throw soqlError('INVALID_FIELD', soql, offsetOf(soql, full), reason);
  }
  if (isTypeOfPolymorphic(reference, rest)) return typePath(org, reference);
  const reads = new Map<string, FieldPath>();
  const [first = ''] = rest;
  for (const target of reference.referenceTo) {
    const isServed = visibleField(org, target, first) !== undefined || rest.length > 1;
    if (isServed || reference.referenceTo.length === 1)
      reads.set(target, resolveParts(scope, target, rest, full));
  }
  const [path] = reads.values();
  if (path === undefined)
    throw soqlError('INVALID_FIELD', soql, offsetOf(soql, full), unknownColumn(first, 'Name'));
  const read = (row: StoredRow): FieldValue => {
    const parent = findParent(org, reference, row);
    return parent === undefined ? null : (reads.get(parent.object)?.read(parent.row) ?? null);
  };
  return { field: path.field, parents: [reference, ...path.parents], read };
}

function findReference(org: Org, object: string, relationship: string): FieldDefinition | undefined {
  const wanted = relationship.toLowerCase();
  return visibleFields(org, object).find((field) => field.relationshipName?.toLowerCase() === wanted);
}

export function findParent(
  org: Org,
  reference: FieldDefinition,
  row: StoredRow,
): { readonly object: string; readonly row: StoredRow } | undefined {
  const id = row.values[reference.name];
  if (typeof id !== 'string') return undefined;
  for (const object of reference.referenceTo) {
    const parent = org.store.table(object).find(id);
    if (parent !== undefined) return { object, row: parent };
  }
  return undefined;
}

const isTypeOfPolymorphic = (reference: FieldDefinition, rest: readonly string[]): boolean =>
  reference.referenceTo.length > 1 && rest.length === 1 && rest[0]?.toLowerCase() === 'type';

function typePath(org: Org, reference: FieldDefinition): FieldPath {
  return {
    field: POINTED_OBJECT,
    parents: [reference],
    read: (row) => findParent(org, reference, row)?.object ?? null,
  };
}
