import type { OrderByClause, QueryBase } from '@jetstreamapp/soql-parser-js';
import { badRequest } from './salesforce-errors.ts';
import { compareKeys, sortKey } from './soql-compare.ts';
import type { LiteralValue } from './soql-literals.ts';
import { resolvePath, type SoqlScope } from './soql-paths.ts';
import type { StoredRow } from './value-types.ts';

interface SortField {
  readonly keyOf: (row: StoredRow) => LiteralValue;
  readonly descending: boolean;
  readonly nullsLast: boolean;
}

export const toList = <T>(value: T | readonly T[] | undefined): readonly T[] => {
  if (value === undefined) return [];
  return isList(value) ? value : [value];
};

const isList = <T>(value: T | readonly T[]): value is readonly T[] => Array.isArray(value);

/** Sort fields in lower case when an ascending index may serve them; undefined otherwise. */
export function indexOrder(query: QueryBase): readonly string[] | undefined {
  const fields: string[] = [];
  for (const clause of toList(query.orderBy)) {
    if (!('field' in clause) || clause.order === 'DESC' || clause.nulls !== undefined) return undefined;
    fields.push(clause.field.toLowerCase());
  }
  return fields;
}

/** Compiles ORDER BY into a sort; undefined without one. Nulls come first unless NULLS LAST is said. */
export function compileOrder(
  scope: SoqlScope,
  query: QueryBase,
): ((rows: readonly StoredRow[]) => readonly StoredRow[]) | undefined {
  const fields = toList(query.orderBy).map((clause) => toSortField(scope, clause));
  if (fields.length === 0) return undefined;
  return (rows) =>
    rows
      .map((row) => ({ row, keys: fields.map((field) => field.keyOf(row)) }))
      .sort((a, b) => compareBy(fields, a.keys, b.keys))
      .map(({ row }) => row);
}

function toSortField(scope: SoqlScope, clause: OrderByClause): SortField {
  if (!('field' in clause)) throw badRequest('MALFORMED_QUERY', 'functions are not simulated in ORDER BY');
  const { field, read } = resolvePath(scope, clause.field);
  if (field.type === 'address' || field.type === 'textarea') {
    throw badRequest('INVALID_FIELD', `field '${field.name}' can not be sorted in a query call`);
  }
  return {
    keyOf: (row) => sortKey(field.type, read(row)),
    descending: clause.order === 'DESC',
    nullsLast: clause.nulls === 'LAST',
  };
}

function compareBy(
  fields: readonly SortField[],
  a: readonly LiteralValue[],
  b: readonly LiteralValue[],
): number {
  for (const [i, field] of fields.entries()) {
    const [left = null, right = null] = [a[i], b[i]];
    if (left === right) continue;
    if (left === null || right === null) return (left === null) === field.nullsLast ? 1 : -1;
    return compareKeys(left, right) * (field.descending ? -1 : 1);
  }
  return 0;
}
