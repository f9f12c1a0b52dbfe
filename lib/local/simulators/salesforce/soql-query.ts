import { parseQuery, type Query, type QueryBase, type Subquery } from '@jetstreamapp/soql-parser-js';
import { definitionTable } from './definition-objects.ts';
import type { ObjectDefinition } from './object-definition.ts';
import type { Org } from './org.ts';
import type { OpenQuery } from './query-cursors.ts';
import { badRequest, unsupportedObject } from './salesforce-errors.ts';
import { servedObject } from './served-object.ts';
import { compileAggregate, isAggregated, isBareCount } from './soql-aggregate.ts';
import { pickCandidates } from './soql-candidates.ts';
import { malformedQuery, offsetOf, soqlError } from './soql-errors.ts';
import { compileFilter } from './soql-filter.ts';
import type { LiteralValue } from './soql-literals.ts';
import { compileOrder, indexOrder } from './soql-order.ts';
import { resolvePath, type SoqlScope } from './soql-paths.ts';
import { compileSelect, type DrawChildren, drawRecord } from './soql-projection.ts';
import { toWhereTree } from './soql-where.ts';
import type { StoredRow } from './value-types.ts';

interface QueryOptions {
  /** `queryAll`: rows in the recycle bin too. */
  readonly withDeleted: boolean;
  readonly tooling: boolean;
}

/** Parses SOQL; throws MALFORMED_QUERY in the vendor's words. */
export function parseSoql(soql: string): Query {
  try {
    return parseQuery(soql);
  } catch (cause) {
    throw malformedQuery(soql, cause);
  }
}

/** Answers a query as of now: later changes do not move its rows between pages. */
export function runQuery(org: Org, soql: string, options: QueryOptions): OpenQuery {
  return answer(org, soql, parseSoql(soql), options);
}

function answer(org: Org, soql: string, query: Query, options: QueryOptions): OpenQuery {
  const scope = openScope(org, soql, query, options);
  if (isAggregated(query)) return answerAggregate(scope, query, options);
  const compileChildren = (subquery: Subquery): DrawChildren => childrenOf(scope, subquery, options);
  const projection = compileSelect(scope, query.fields ?? [], query.limit, compileChildren);
  const rows = selectRows(scope, query, options);
  const { object } = scope;
  return {
    object,
    totalSize: rows.length,
    width: projection.fields.size + projection.parents.size + projection.children.size,
    page: (version, from, count) =>
      rows.slice(from, from + count).map((row) => drawRecord(scope, version, object, row, projection)),
  };
}

/** Where the names of a query are looked up; throws INVALID_TYPE. */
export function openScope(org: Org, soql: string, query: Query, options: QueryOptions): SoqlScope {
  const object = findQueried(org, soql, query.sObject ?? '', options.tooling);
  return { org, object: object.name, soql, alias: query.sObjectAlias };
}

function findQueried(org: Org, soql: string, name: string, tooling: boolean): ObjectDefinition {
  const object = servedObject(org, name, tooling);
  if (object === undefined)
    throw soqlError('INVALID_TYPE', soql, offsetOf(soql, name), unsupportedObject(name));
  return object;
}

function answerAggregate(scope: SoqlScope, query: Query, options: QueryOptions): OpenQuery {
  const { object } = scope;
  if (isBareCount(query)) {
    return { object, totalSize: selectRows(scope, query, options).length, width: 0, page: () => [] };
  }
  const aggregate = compileAggregate(scope, query);
  const { where, limit } = query;
  const rows = selectRows(scope, where === undefined ? {} : { where }, options);
  const results = aggregate(rows).slice(0, limit);
  return {
    object,
    totalSize: results.length,
    width: query.fields?.length ?? 1,
    page: (_version, from, count) => results.slice(from, from + count),
  };
}

/** Rows that a query selects, in its order, after OFFSET and LIMIT. */
export function selectRows(scope: SoqlScope, query: QueryBase, options: QueryOptions): readonly StoredRow[] {
  const tree = query.where === undefined ? undefined : toWhereTree(query.where);
  const runInner = (inner: Query): readonly LiteralValue[] => innerValues(scope, inner, options);
  const matches = tree === undefined ? () => true : compileFilter(scope, tree, runInner);
  const order = compileOrder(scope, query);
  const table =
    definitionTable(scope.org, scope.object, options.tooling) ?? scope.org.store.table(scope.object);
  const { rows, isOrdered } = pickCandidates(table, tree, indexOrder(query));
  const { offset = 0, limit = Number.POSITIVE_INFINITY } = query;
  const mayStopEarly = isOrdered || order === undefined;
  const found: StoredRow[] = [];
  const { queryTimeoutRows } = scope.org.settings.now;
  let looked = 0;
  for (const row of rows) {
    looked += 1;
    if (queryTimeoutRows !== null && looked > queryTimeoutRows)
      throw badRequest('QUERY_TIMEOUT', 'Your query request was running for too long.');
    if (mayStopEarly && found.length >= offset + limit) break;
    if (!options.withDeleted && isPutAway(row)) continue;
    if (matches(row)) found.push(row);
  }
  const sorted = isOrdered || order === undefined ? found : order(found);
  return sorted.slice(offset, offset + limit);
}

/** What plain queries leave out: deleted records, and activities that are archived. */
const isPutAway = ({ values }: StoredRow): boolean =>
  values['IsDeleted'] === true || values['IsArchived'] === true;

function innerValues(scope: SoqlScope, query: Query, options: QueryOptions): readonly LiteralValue[] {
  const object = findQueried(scope.org, scope.soql, query.sObject ?? '', options.tooling);
  const inner: SoqlScope = { ...scope, object: object.name, alias: query.sObjectAlias };
  const [item] = query.fields ?? [];
  if (item?.type !== 'Field' && item?.type !== 'FieldRelationship')
    throw badRequest('MALFORMED_QUERY', 'an inner query selects one field');
  const name = item.type === 'Field' ? item.field : [...item.relationships, item.field].join('.');
  const path = resolvePath(inner, name);
  return selectRows(inner, query, options).map(path.read);
}

function childrenOf(scope: SoqlScope, subquery: Subquery, options: QueryOptions): DrawChildren {
  const wanted = subquery.relationshipName.toLowerCase();
  const list = scope.org.catalog
    .childrenOf(scope.object)
    .find(({ field }) => field.childRelationshipName?.toLowerCase() === wanted);
  if (list === undefined) {
    const reason = `Didn't understand relationship '${subquery.relationshipName}' in FROM part of query call. If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name. Please reference your WSDL or the describe call for the appropriate names.`;
    throw soqlError('INVALID_TYPE', scope.soql, offsetOf(scope.soql, subquery.relationshipName), reason);
  }
  const { object, field } = list;
  const inner: SoqlScope = { ...scope, object: object.name, alias: subquery.sObjectAlias };
  const projection = compileSelect(inner, subquery.fields ?? [], subquery.limit, () => () => null);
  const { limit, ...unlimited } = subquery;
  const byParent = Map.groupBy(selectRows(inner, unlimited, options), (row) => row.values[field.name]);
  return (version, row) => {
    const rows = byParent.get(row.id)?.slice(0, limit) ?? [];
    if (rows.length === 0) return null;
    const records = rows.map((child) => drawRecord(inner, version, object.name, child, projection));
    return { totalSize: records.length, done: true, records };
  };
}
