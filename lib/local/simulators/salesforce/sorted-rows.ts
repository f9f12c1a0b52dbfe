import type { StoredRow } from './value-types.ts';

type Compare = (a: StoredRow, b: StoredRow) => number;
type Reached = (row: StoredRow) => boolean;

/** Rows per block: small enough that putting one in is cheap, large enough that finding its block is too. */
const BLOCK_ROWS = 512;

/** Rows of a table in one order: a page, a change and a look-up cost their own length, not the table's. */
export class SortedRows {
  readonly #compare: Compare;
  /** None is empty. */
  readonly #blocks: StoredRow[][] = [];

  constructor(compare: Compare) {
    this.#compare = compare;
  }

  insert(row: StoredRow): void {
    const isAfter: Reached = (other) => this.#compare(other, row) > 0;
    const at = Math.max(0, this.#blockWith(isAfter));
    const block = this.#blocks[Math.min(at, this.#blocks.length - 1)];
    if (block === undefined) {
      this.#blocks.push([row]);
      return;
    }
    block.splice(firstReached(block, isAfter), 0, row);
    if (block.length > 2 * BLOCK_ROWS) {
      this.#blocks.splice(this.#blocks.indexOf(block) + 1, 0, block.splice(BLOCK_ROWS));
    }
  }

  /** Takes out the row that compares equal, if there is one. */
  remove(row: StoredRow): void {
    const isReached: Reached = (other) => this.#compare(other, row) >= 0;
    const at = this.#blockWith(isReached);
    const block = this.#blocks[at];
    if (block === undefined) return;
    const index = firstReached(block, isReached);
    const found = block[index];
    if (found === undefined || this.#compare(found, row) !== 0) return;
    block.splice(index, 1);
    if (block.length === 0) this.#blocks.splice(at, 1);
  }

  /** Puts in many rows at once; they may come in any order. */
  load(rows: readonly StoredRow[]): void {
    const all = [...this.#blocks.flat(), ...rows].sort(this.#compare);
    this.#blocks.length = 0;
    for (let from = 0; from < all.length; from += BLOCK_ROWS) {
      this.#blocks.push(all.slice(from, from + BLOCK_ROWS));
    }
  }

  /** Rows from the first that is reached up to the first that is past, which every later row is too. */
  *between(isReached: Reached, isPast: Reached): Generator<StoredRow> {
    const start = this.#blockWith(isReached);
    for (let at = start; at < this.#blocks.length; at += 1) {
      const block = this.#blocks[at] ?? [];
      const from = at === start ? firstReached(block, isReached) : 0;
      for (let i = from; i < block.length; i += 1) {
        const row = block[i];
        if (row === undefined || isPast(row)) return;
        yield row;
      }
    }
  }

  /** Index of the first block whose last row is reached; the count of blocks when there is none. */
  #blockWith(isReached: Reached): number {
    return firstIndex(this.#blocks.length, (at) => {
      const last = this.#blocks[at]?.at(-1);
      return last !== undefined && isReached(last);
    });
  }
}

/** Index of the first row for which `isReached` holds, given that it holds for every later row too. */
const firstReached = (rows: readonly StoredRow[], isReached: Reached): number =>
  firstIndex(rows.length, (index) => {
    const row = rows[index];
    return row !== undefined && isReached(row);
  });

function firstIndex(count: number, isReached: (index: number) => boolean): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isReached(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
