import type { ConditionWithValueQuery, WhereClause } from '@jetstreamapp/soql-parser-js';
import { badRequest } from './salesforce-errors.ts';

/** A WHERE clause as a tree; the parser gives a flat chain with counts of parentheses. */
export type WhereTree =
  | { readonly kind: 'and' | 'or'; readonly parts: readonly WhereTree[] }
  | { readonly kind: 'not'; readonly part: WhereTree }
  | { readonly kind: 'leaf'; readonly condition: ConditionWithValueQuery };

type Token = '(' | ')' | 'AND' | 'OR' | 'NOT' | ConditionWithValueQuery;

/** Throws MALFORMED_QUERY where AND and OR stand side by side without parentheses, as Salesforce does. */
export function toWhereTree(where: WhereClause): WhereTree {
  return readChain(toTokens(where));
}

function toTokens(where: WhereClause): Token[] {
  const tokens: Token[] = [];
  let clause: WhereClause | undefined = where;
  while (clause !== undefined) {
    const { left } = clause;
    tokens.push(...repeat('(', left?.openParen));
    if (left !== null && ('field' in left || 'fn' in left)) {
      tokens.push(left, ...repeat(')', left.closeParen));
    }
    if (!('operator' in clause)) return tokens;
    tokens.push(clause.operator);
    clause = clause.right;
  }
  return tokens;
}

const repeat = (token: '(' | ')', count = 0): Token[] => Array.from({ length: count }, () => token);

function readChain(tokens: Token[]): WhereTree {
  const parts = [readTerm(tokens)];
  let joint: 'AND' | 'OR' | undefined;
  for (let next = tokens[0]; next === 'AND' || next === 'OR'; next = tokens[0]) {
    if (joint !== undefined && joint !== next)
      throw badRequest('MALFORMED_QUERY', `unexpected token: '${next}'`);
    joint = next;
    tokens.shift();
    parts.push(readTerm(tokens));
  }
  const [only] = parts;
  if (joint === undefined && only !== undefined) return only;
  return { kind: joint === 'OR' ? 'or' : 'and', parts };
}

function readTerm(tokens: Token[]): WhereTree {
  const token = tokens.shift();
  if (token === 'NOT') return { kind: 'not', part: readTerm(tokens) };
  if (token === '(') {
    const inner = readChain(tokens);
    if (tokens.shift() !== ')')
      throw badRequest('MALFORMED_QUERY', "expecting a right parentheses, found ''");
    return inner;
  }
  if (token === undefined || typeof token === 'string')
    throw badRequest('MALFORMED_QUERY', `unexpected token: '${token ?? ''}'`);
  return { kind: 'leaf', condition: token };
}
