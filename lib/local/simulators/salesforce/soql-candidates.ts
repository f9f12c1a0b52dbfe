import { isLongId } from './record-ids.ts';
import type { RecordTable } from './record-table.ts';
import { literalsOf } from './soql-filter.ts';
import { unquote } from './soql-literals.ts';
import type { WhereTree } from './soql-where.ts';
import { parseDateTime, type StoredRow } from './value-types.ts';

/** Rows that may match a query: always all that do, in the wanted order when `isOrdered`. */
interface Candidates {
  readonly rows: Iterable<StoredRow>;
  readonly isOrdered: boolean;
}

interface Bounds {
  readonly lower?: string | undefined;
  readonly upper?: string | undefined;
}

type Leaf = Extract<WhereTree, { kind: 'leaf' }>;

const STAMP = 'systemmodstamp';
const STAMP_LENGTH = '2026-05-01T07:25:37.000+0000'.length;

/** Picks the index that serves WHERE and ORDER BY; `order` names the ascending sort fields, lower case. */
export function pickCandidates(
  table: RecordTable,
  where: WhereTree | undefined,
  order: readonly string[] | undefined,
): Candidates {
  const ids = where === undefined ? undefined : idsIn(where);
  if (ids !== undefined)
    return {
      rows: [...new Set(ids.flatMap((id) => table.findShown(id) ?? []))],
      isOrdered: order?.length === 0,
    };
  const key = order?.join(',');
  const isStampOrder = key === STAMP || key === `${STAMP},id`;
  const stamps = where === undefined ? {} : boundsOf(where, STAMP);
  if (isStampOrder || stamps.lower !== undefined || stamps.upper !== undefined) {
    return { rows: table.shownByStamp(stamps.lower, stamps.upper), isOrdered: isStampOrder };
  }
  const isIdOrder = key === '' || key === 'id';
  const bounds = where === undefined ? {} : boundsOf(where, 'id');
  return { rows: table.shownById(bounds.lower, bounds.upper), isOrdered: isIdOrder };
}

/** Loosest closed bounds that the tree puts on `field`; undefined where it puts none. */
function boundsOf(tree: WhereTree, field: string): Bounds {
  if (tree.kind === 'not') return {};
  if (tree.kind === 'leaf') return leafBounds(tree, field);
  const parts = tree.parts.map((part) => boundsOf(part, field));
  const lowers = parts.flatMap((part) => part.lower ?? []).sort();
  const uppers = parts.flatMap((part) => part.upper ?? []).sort();
  if (tree.kind === 'and') return { lower: withId(tree, field, lowers.at(-1)), upper: uppers[0] };
  return {
    lower: lowers.length === parts.length ? lowers[0] : undefined,
    upper: uppers.length === parts.length ? uppers.at(-1) : undefined,
  };
}

/** Within one stamp, a keyset goes on after an id: the bound of the stamp takes the bound of the id on. */
function withId(tree: WhereTree, field: string, lower: string | undefined): string | undefined {
  if (field !== STAMP || lower?.length !== STAMP_LENGTH) return lower;
  return lower + (boundsOf(tree, 'id').lower ?? '');
}

function leafBounds({ condition }: Leaf, field: string): Bounds {
  if (!('field' in condition) || !('value' in condition)) return {};
  if (condition.field.toLowerCase() !== field) return {};
  const [literal] = literalsOf(condition);
  const value = literal === undefined ? undefined : boundValue(literal.type, literal.text);
  if (value === undefined) return {};
  if (condition.operator === '=') return { lower: value, upper: `${value}~` };
  if (condition.operator === '>=') return { lower: value };
  if (condition.operator === '>') return { lower: field === STAMP ? `${value}~` : value };
  return condition.operator === '<' || condition.operator === '<=' ? { upper: `${value}~` } : {};
}

function boundValue(type: string, text: string): string | undefined {
  if (type === 'DATETIME') return parseDateTime(text.replace(' ', '+'));
  return type === 'STRING' ? unquote(text) : undefined;
}

/** Full ids that every match must be one of; undefined when the tree names none. */
function idsIn(tree: WhereTree): readonly string[] | undefined {
  if (tree.kind === 'and') return tree.parts.map(idsIn).find((ids) => ids !== undefined);
  if (tree.kind !== 'leaf') return undefined;
  const { condition } = tree;
  if (!('field' in condition) || !('value' in condition)) return undefined;
  const isLookup = condition.operator === 'IN' || condition.operator === '=';
  if (condition.field.toLowerCase() !== 'id' || !isLookup) return undefined;
  const ids = literalsOf(condition).map((literal) =>
    literal.type === 'STRING' ? unquote(literal.text) : '',
  );
  return ids.every(isLongId) ? ids : undefined;
}
