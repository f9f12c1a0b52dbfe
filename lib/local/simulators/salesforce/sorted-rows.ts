import type { StoredRow } from './value-types.ts';

type Compare = (a: StoredRow, b: StoredRow) => number;

/**
 * Rows of a table in one order, so that a keyset page costs its own length and not the table's.
 * Changes are collected and merged at the next read.
 */
export class SortedRows {
  readonly #compare: Compare;
  #rows: readonly StoredRow[] = [];
  #changed = new Map<string, StoredRow | undefined>();

  constructor(compare: Compare) {
    this.#compare = compare;
  }

  /** Notes the row that now stands under `id`; undefined when it is gone. */
  change(id: string, row: StoredRow | undefined): void {
    this.#changed.set(id, row);
  }

  list(): readonly StoredRow[] {
    if (this.#changed.size > 0) {
      const changed = this.#changed;
      const kept = this.#rows.filter((row) => !changed.has(row.id));
      const added = [...changed.values()].filter((row) => row !== undefined).sort(this.#compare);
      this.#rows = merge(kept, added, this.#compare);
      this.#changed = new Map();
    }
    return this.#rows;
  }
}

/** Few rows into many: the place of each is searched for, what stands between is copied as it is. */
function merge(left: readonly StoredRow[], right: readonly StoredRow[], compare: Compare): StoredRow[] {
  const merged: StoredRow[] = [];
  let next = 0;
  const copyUpTo = (end: number): void => {
    for (; next < end; next += 1) {
      const row = left[next];
      if (row !== undefined) merged.push(row);
    }
  };
  for (const added of right) {
    copyUpTo(firstReached(left, (row) => compare(row, added) > 0));
    merged.push(added);
  }
  copyUpTo(left.length);
  return merged;
}

/** Index of the first row for which `isReached` holds, given that it holds for every later row too. */
export function firstReached(rows: readonly StoredRow[], isReached: (row: StoredRow) => boolean): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const row = rows[middle];
    if (row !== undefined && isReached(row)) high = middle;
    else low = middle + 1;
  }
  return low;
}
