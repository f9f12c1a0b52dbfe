import type { FieldFunctionExpression, Query, FieldType as SelectItem } from '@jetstreamapp/soql-parser-js';
import { badRequest } from './salesforce-errors.ts';
import { compareKeys, sortKey } from './soql-compare.ts';
import { toList } from './soql-order.ts';
import { type FieldPath, resolvePath, type SoqlScope } from './soql-paths.ts';
import type { FieldValue, StoredRow } from './value-types.ts';

interface Column {
  readonly name: string;
  /** How ORDER BY may name it: its alias, its path or its function. */
  readonly words: readonly string[];
  readonly compute: (rows: readonly StoredRow[]) => FieldValue;
}

/** `COUNT()` answers with `totalSize` alone. */
export const isBareCount = (query: Query): boolean =>
  query.fields?.length === 1 &&
  query.fields.every((item) => isAggregate(item) && item.parameters.length === 0);

export const isAggregated = (query: Query): boolean =>
  query.groupBy !== undefined || (query.fields ?? []).some(isAggregate);

const isAggregate = (item: SelectItem): item is FieldFunctionExpression =>
  item.type === 'FieldFunctionExpression' && item.isAggregateFn === true;

/** Compiles `COUNT(Id)`, `SUM(Amount)`, … with or without GROUP BY into the rows of an AggregateResult. */
export function compileAggregate(
  scope: SoqlScope,
  query: Query,
): (rows: readonly StoredRow[]) => readonly object[] {
  const groups = toList(query.groupBy).map((clause) => {
    if (!('field' in clause)) throw badRequest('MALFORMED_QUERY', 'functions are not simulated in GROUP BY');
    return resolvePath(scope, clause.field);
  });
  const unnamed = (query.fields ?? []).filter((item) => isAggregate(item) && item.alias === undefined);
  const columns = (query.fields ?? []).map((item) => {
    if (isAggregate(item)) return aggregateColumn(scope, item, `expr${unnamed.indexOf(item)}`);
    return groupColumn(scope, item, groups);
  });
  if (query.having !== undefined) throw badRequest('MALFORMED_QUERY', 'HAVING is not simulated');
  const order = compileGroupOrder(query, columns);
  return (rows) =>
    [...splitByGroup(rows, groups)].sort(order).map((group) => ({
      attributes: { type: 'AggregateResult' },
      ...Object.fromEntries(columns.map((column) => [column.name, column.compute(group)])),
    }));
}

type Group = readonly StoredRow[];

function compileGroupOrder(query: Query, columns: readonly Column[]): (a: Group, b: Group) => number {
  const keys = toList(query.orderBy).map((clause) => {
    const word = ('field' in clause ? clause.field : (clause.fn.rawValue ?? '')).toLowerCase();
    const column = columns.find(({ words }) => words.some((known) => known.toLowerCase() === word));
    if (column === undefined)
      throw badRequest('MALFORMED_QUERY', `Ordered field must be grouped or aggregated: ${word}`);
    return { column, sign: clause.order === 'DESC' ? -1 : 1 };
  });
  return (a, b) => {
    for (const { column, sign } of keys) {
      const order = compareKeys(column.compute(a), column.compute(b)) * sign;
      if (order !== 0) return order;
    }
    return 0;
  };
}

function splitByGroup(
  rows: readonly StoredRow[],
  groups: readonly FieldPath[],
): readonly (readonly StoredRow[])[] {
  if (groups.length === 0) return [rows];
  const byKey = new Map<string, StoredRow[]>();
  for (const row of rows) {
    const key = JSON.stringify(groups.map(({ field, read }) => sortKey(field.type, read(row))));
    const group = byKey.get(key);
    if (group === undefined) byKey.set(key, [row]);
    else group.push(row);
  }
  return [...byKey.values()];
}

function groupColumn(scope: SoqlScope, item: SelectItem, groups: readonly FieldPath[]): Column {
  if (item.type !== 'Field' && item.type !== 'FieldRelationship')
    throw badRequest('MALFORMED_QUERY', 'this kind of SELECT item is not simulated beside aggregates');
  const path = item.type === 'Field' ? item.field : [...item.relationships, item.field].join('.');
  const { field, parents, read } = resolvePath(scope, path);
  const isGrouped = groups.some(
    (group) => group.field.name === field.name && group.parents.length === parents.length,
  );
  if (!isGrouped) throw badRequest('MALFORMED_QUERY', `Field must be grouped or aggregated: ${path}`);
  const alias = 'alias' in item ? item.alias : undefined;
  return {
    name: alias ?? field.name,
    words: [path, ...(alias === undefined ? [] : [alias])],
    compute: ([first]) => (first === undefined ? null : read(first)),
  };
}

function aggregateColumn(scope: SoqlScope, item: FieldFunctionExpression, fallback: string): Column {
  const name = item.alias ?? fallback;
  const fn = item.functionName.toUpperCase();
  const [argument] = item.parameters;
  const words = [name, item.rawValue ?? ''];
  if (typeof argument !== 'string') return { name, words, compute: (rows) => rows.length };
  const { field, read } = resolvePath(scope, argument);
  const valuesOf = (rows: readonly StoredRow[]): FieldValue[] =>
    rows.map(read).filter((value) => value !== null);
  const numbersOf = (rows: readonly StoredRow[]): number[] => valuesOf(rows).map(Number);
  const sum = (rows: readonly StoredRow[]): number =>
    numbersOf(rows).reduce((total, value) => total + value, 0);
  const sorted = (rows: readonly StoredRow[]): FieldValue[] =>
    valuesOf(rows).sort((a, b) => compareKeys(sortKey(field.type, a), sortKey(field.type, b)));
  const computations: Readonly<Record<string, Column['compute']>> = {
    COUNT: (rows) => valuesOf(rows).length,
    COUNT_DISTINCT: (rows) => new Set(valuesOf(rows).map((value) => sortKey(field.type, value))).size,
    SUM: (rows) => (numbersOf(rows).length === 0 ? null : sum(rows)),
    AVG: (rows) => (numbersOf(rows).length === 0 ? null : sum(rows) / numbersOf(rows).length),
    MIN: (rows) => sorted(rows)[0] ?? null,
    MAX: (rows) => sorted(rows).at(-1) ?? null,
  };
  const compute = computations[fn];
  if (compute === undefined) throw badRequest('MALFORMED_QUERY', `unexpected token: '${item.functionName}'`);
  return { name, words, compute };
}
