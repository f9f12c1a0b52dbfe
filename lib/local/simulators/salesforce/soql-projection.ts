import type { FieldType as SelectItem, Subquery } from '@jetstreamapp/soql-parser-js';
import { readValue } from './calculated-values.ts';
import type { FieldDefinition } from './field-definition.ts';
import { visibleFields } from './org.ts';
import { badRequest } from './salesforce-errors.ts';
import { type FieldPath, findParent, POINTED_OBJECT, resolvePath, type SoqlScope } from './soql-paths.ts';
import type { FieldValue, StoredRow } from './value-types.ts';

/** Draws the list of child records under one row. */
export type DrawChildren = (version: string, row: StoredRow) => unknown;

/** What a query sends of each record: own fields, parents as objects, children as lists. */
interface Projection {
  readonly fields: Map<string, FieldDefinition>;
  readonly parents: Map<string, { readonly reference: FieldDefinition; readonly inner: Projection }>;
  readonly children: Map<string, DrawChildren>;
}

const FIELDS_LIMIT = 200;
const emptyProjection = (): Projection => ({ fields: new Map(), parents: new Map(), children: new Map() });

/** Compiles a SELECT list without aggregates. Throws INVALID_FIELD for a name the user cannot see. */
export function compileSelect(
  scope: SoqlScope,
  items: readonly SelectItem[],
  limit: number | undefined,
  compileChildren: (subquery: Subquery) => DrawChildren,
): Projection {
  const projection = emptyProjection();
  for (const item of items) {
    if (item.type === 'FieldSubquery') {
      projection.children.set(item.subquery.relationshipName, compileChildren(item.subquery));
    } else
      for (const name of selectedNames(scope, item, limit)) addPath(projection, resolvePath(scope, name));
  }
  return projection;
}

/** Paths that one item of a SELECT list stands for, in order; throws for an item that is not simulated. */
export function selectedNames(
  scope: SoqlScope,
  item: SelectItem,
  limit: number | undefined,
): readonly string[] {
  if (item.type === 'Field') return [item.field];
  if (item.type === 'FieldRelationship') return [[...item.relationships, item.field].join('.')];
  if (item.type === 'FieldFunctionExpression') {
    const [argument] = item.parameters;
    const name = item.functionName.toLowerCase();
    if (name === 'tolabel' && typeof argument === 'string') return [argument];
    if (name === 'fields') return allFields(scope, String(argument).toUpperCase(), limit);
  }
  throw badRequest('MALFORMED_QUERY', 'this kind of SELECT item is not simulated');
}

function allFields(scope: SoqlScope, which: string, limit: number | undefined): readonly string[] {
  if (which !== 'STANDARD' && (limit === undefined || limit > FIELDS_LIMIT)) {
    throw badRequest('MALFORMED_QUERY', 'The SOQL FIELDS function must have a LIMIT of at most 200');
  }
  const fields = visibleFields(scope.org, scope.object);
  const isWanted = (field: FieldDefinition): boolean =>
    which === 'ALL' || field.custom === (which === 'CUSTOM');
  return fields.filter(isWanted).map((field) => field.name);
}

function addPath(projection: Projection, path: FieldPath): void {
  let level = projection;
  for (const reference of path.parents) {
    const name = reference.relationshipName ?? reference.name;
    const known = level.parents.get(name) ?? { reference, inner: emptyProjection() };
    level.parents.set(name, known);
    level = known.inner;
  }
  if (level.fields.has(path.field.name)) {
    throw badRequest('INVALID_FIELD', `duplicate field selected: ${path.field.name}`);
  }
  level.fields.set(path.field.name, path.field);
}

/** One record as a query or a read sends it. */
export function drawRecord(
  scope: SoqlScope,
  version: string,
  object: string,
  row: StoredRow,
  projection: Projection,
): Record<string, unknown> {
  const url = `/services/data/v${version}/sobjects/${object}/${row.id}`;
  const record: Record<string, unknown> = { attributes: { type: object, url } };
  for (const [name, field] of projection.fields) record[name] = drawValue(scope, row, field, object);
  for (const [name, { reference, inner }] of projection.parents) {
    const parent = findParent(scope.org, reference, row);
    record[name] = parent === undefined ? null : drawRecord(scope, version, parent.object, parent.row, inner);
  }
  for (const [name, draw] of projection.children) record[name] = draw(version, row);
  return record;
}

function drawValue(scope: SoqlScope, row: StoredRow, field: FieldDefinition, object: string): unknown {
  if (field.compoundPrefix !== undefined) return drawAddress(row, field.compoundPrefix);
  if (field === POINTED_OBJECT) return object;
  if (field.calculated) return readValue(scope.org, object, field, row);
  const value = row.values[field.name];
  return value ?? (field.type === 'boolean' ? false : null);
}

const ADDRESS_PARTS = ['City', 'Country', 'Latitude', 'Longitude', 'PostalCode', 'State', 'Street'];

function drawAddress(row: StoredRow, prefix: string): Record<string, FieldValue> | null {
  const parts = ADDRESS_PARTS.map((part) => [part, row.values[prefix + part] ?? null] as const);
  if (parts.every(([, value]) => value === null)) return null;
  const named = parts.map(([part, value]) => [part[0]?.toLowerCase() + part.slice(1), value]);
  return { ...Object.fromEntries(named), geocodeAccuracy: null };
}
