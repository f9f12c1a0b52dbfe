import { compareRecords } from './record-order.ts';
import type { StoredRecord } from './stored-record.ts';

/** Records changed since the last sort are looked at one by one, up to this share of all. */
const UNSORTED_SHARE = 0.05;
const MIN_UNSORTED = 2000;

/** The records of one object by their modified stamp, so that a window of a million costs its own size only. */
export class ModifiedIndex {
  #sorted: StoredRecord[] | undefined;
  /** The stamps `#sorted` was sorted by: a record that changed since has another one. */
  #stamps = new Float64Array(0);
  readonly #changed = new Set<StoredRecord>();
  readonly #all: () => readonly StoredRecord[];
  readonly #has: (record: StoredRecord) => boolean;

  constructor(all: () => readonly StoredRecord[], has: (record: StoredRecord) => boolean) {
    this.#all = all;
    this.#has = has;
  }

  markChanged(record: StoredRecord): void {
    if (this.#sorted !== undefined) this.#changed.add(record);
  }

  /** Everything modified within the closed window, by stamp, then id. */
  window(fromMs: number, toMs: number): readonly StoredRecord[] {
    const sorted = this.#sort();
    const first = this.#firstAtOrAfter(fromMs);
    const end = this.#firstAtOrAfter(toMs + 1);
    const settled = sorted.slice(first, end);
    if (this.#changed.size === 0) return settled;
    const fresh = [...this.#changed].filter(
      (record) => this.#has(record) && record.updatedAtMs >= fromMs && record.updatedAtMs <= toMs,
    );
    return [...settled.filter((record) => !this.#changed.has(record)), ...fresh].sort(byStamp);
  }

  #sort(): readonly StoredRecord[] {
    const limit = Math.max(MIN_UNSORTED, this.#all().length * UNSORTED_SHARE);
    if (this.#sorted !== undefined && this.#changed.size <= limit) return this.#sorted;
    this.#sorted = [...this.#all()].sort(byStamp);
    this.#stamps = Float64Array.from(this.#sorted, ({ updatedAtMs }) => updatedAtMs);
    this.#changed.clear();
    return this.#sorted;
  }

  #firstAtOrAfter(stampMs: number): number {
    let low = 0;
    let high = this.#stamps.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#stamps[middle] ?? Number.POSITIVE_INFINITY) < stampMs) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function byStamp(a: StoredRecord, b: StoredRecord): number {
  return a.updatedAtMs - b.updatedAtMs || compareRecords(a, b);
}
