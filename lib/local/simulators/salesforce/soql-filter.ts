import type { ConditionWithValueQuery, Query } from '@jetstreamapp/soql-parser-js';
import { badRequest } from './salesforce-errors.ts';
import {
  compareTest,
  includesTest,
  likeTest,
  memberTest,
  not,
  rangeTest,
  type ValueTest,
} from './soql-compare.ts';
import { rangeOf } from './soql-date-literals.ts';
import { type LiteralValue, readLiteral, type SoqlLiteral } from './soql-literals.ts';
import { type FieldPath, resolvePath, type SoqlScope } from './soql-paths.ts';
import type { WhereTree } from './soql-where.ts';
import type { StoredRow } from './value-types.ts';

type RowTest = (row: StoredRow) => boolean;

/** Answers a query inside a condition: the values of its one field. */
type RunInner = (query: Query) => readonly LiteralValue[];

/** Compiles a WHERE tree, so that every name and literal is checked before the first row is read. */
export function compileFilter(scope: SoqlScope, tree: WhereTree, runInner: RunInner): RowTest {
  if (tree.kind === 'leaf') return compileLeaf(scope, tree.condition, runInner);
  if (tree.kind === 'not') {
    const inner = compileFilter(scope, tree.part, runInner);
    return (row) => !inner(row);
  }
  const tests = tree.parts.map((part) => compileFilter(scope, part, runInner));
  return tree.kind === 'and'
    ? (row) => tests.every((test) => test(row))
    : (row) => tests.some((test) => test(row));
}

function compileLeaf(scope: SoqlScope, condition: ConditionWithValueQuery, runInner: RunInner): RowTest {
  if (!('field' in condition)) throw badRequest('MALFORMED_QUERY', 'functions are not simulated in WHERE');
  const path = resolvePath(scope, condition.field);
  if (path.field.type === 'address' || path.field.type === 'textarea' || path.field.name === 'FullName') {
    const reason = `field '${path.field.name}' can not be filtered in a query call`;
    throw badRequest('INVALID_FIELD', reason);
  }
  const test =
    'valueQuery' in condition
      ? innerTest(path, condition.operator, runInner(condition.valueQuery))
      : literalTest(scope, path, condition);
  return (row) => test(path.read(row));
}

function innerTest(path: FieldPath, operator: string, values: readonly LiteralValue[]): ValueTest {
  const test = memberTest(
    path.field,
    values.filter((value) => value !== null),
  );
  return operator === 'NOT IN' ? not(test) : test;
}

type LiteralCondition = Extract<ConditionWithValueQuery, { field: string; value: unknown }>;

function literalTest(scope: SoqlScope, path: FieldPath, condition: LiteralCondition): ValueTest {
  const { operator } = condition;
  const [first] = literalsOf(condition);
  if (first?.type === 'DATE_LITERAL' || first?.type === 'DATE_N_LITERAL') {
    return rangeTest(operator, rangeOf(first.text, scope.org.clock.nowMs()));
  }
  if (operator === 'LIKE') return likeTest(path.field, first?.text ?? "''");
  const values = literalsOf(condition).map((literal) => readLiteral(path.field, literal));
  if (operator === 'IN') return memberTest(path.field, values);
  if (operator === 'NOT IN') return not(memberTest(path.field, values));
  if (operator === 'INCLUDES') return includesTest(values);
  if (operator === 'EXCLUDES') return not(includesTest(values));
  return compareTest(path.field, operator, values[0] ?? null);
}

/** Literals of a condition; the parser names one type for a list whose members agree. */
export function literalsOf(condition: LiteralCondition): readonly SoqlLiteral[] {
  const texts = Array.isArray(condition.value) ? condition.value : [condition.value];
  const types = condition.literalType;
  return texts.map((text, i) => ({ text, type: (Array.isArray(types) ? types[i] : types) ?? 'STRING' }));
}
