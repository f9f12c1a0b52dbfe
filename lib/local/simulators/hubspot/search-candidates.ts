import type { ObjectTable } from './object-table.ts';
import { toInstant } from './property-values.ts';
import type { SearchFilter, SearchRequest } from './search-request.ts';
import type { StoredRecord } from './stored-record.ts';

interface Range {
  readonly from: number;
  readonly to: number;
}

export interface Candidates {
  readonly records: readonly StoredRecord[];
  /** The order they come in, so that a search which wants just that need not sort. */
  readonly order: 'modified' | 'id';
}

const EVERYTHING: Range = { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY };

/**
 * The records a search must look at: those in the window of modified stamps that every group names, else those
 * past the id that every group names, else all.
 */
export function findCandidates(table: ObjectTable, request: SearchRequest): Candidates {
  const groups = (request.filterGroups ?? []).map(({ filters }) => filters);
  const { records } = table;
  const window = spanOf(groups, table.name.modifiedProperty, (text) => toInstant(text) ?? Number.NaN);
  if (isBounded(window))
    return { records: records.modifiedWithin(window.from, window.to), order: 'modified' };
  const ids = spanOf(groups, 'hs_object_id', Number);
  if (!isBounded(ids)) return { records: records.ordered, order: 'id' };
  const first = ids.from === EVERYTHING.from ? 0 : records.positionAfter(String(ids.from - 1));
  const end = ids.to === EVERYTHING.to ? records.ordered.length : records.positionAfter(String(ids.to));
  return { records: records.ordered.slice(first, end), order: 'id' };
}

/** The span that holds whatever any group accepts; everything where one group has no bound. */
function spanOf(
  groups: readonly (readonly SearchFilter[])[],
  property: string,
  parse: (text: string) => number,
): Range {
  if (groups.length === 0) return EVERYTHING;
  const ranges = groups.map((filters) =>
    filters
      .filter(({ propertyName }) => propertyName === property)
      .map((filter) => rangeOf(filter, parse))
      .reduce((a, b) => ({ from: Math.max(a.from, b.from), to: Math.min(a.to, b.to) }), EVERYTHING),
  );
  return {
    from: Math.min(...ranges.map(({ from }) => from)),
    to: Math.max(...ranges.map(({ to }) => to)),
  };
}

/** Closed; a strict bound is widened, for the filter itself decides. */
function rangeOf({ operator, value, highValue }: SearchFilter, parse: (text: string) => number): Range {
  const low = parse(value ?? '');
  if (Number.isNaN(low) || value === null || value === undefined) return EVERYTHING;
  switch (operator) {
    case 'EQ':
      return { from: low, to: low };
    case 'GT':
    case 'GTE':
      return { ...EVERYTHING, from: low };
    case 'LT':
    case 'LTE':
      return { ...EVERYTHING, to: low };
    case 'BETWEEN':
      return { from: low, to: parse(highValue ?? '') };
    default:
      return EVERYTHING;
  }
}

function isBounded({ from, to }: Range): boolean {
  return !Number.isNaN(to) && (from !== EVERYTHING.from || to !== EVERYTHING.to);
}
