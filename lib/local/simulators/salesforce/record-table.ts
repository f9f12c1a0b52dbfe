import { isLongId, longId, shortId } from './record-ids.ts';
import { SortedRows } from './sorted-rows.ts';
import { ValueIndex } from './value-index.ts';
import type { FieldValue, StoredRow } from './value-types.ts';

/** When a change is seen by queries: a row may be committed a while after the stamp it carries. */
export interface Visibility {
  readonly nowMs: () => number;
  /** Milliseconds from a change to the first query that sees it. */
  readonly delayMs: () => number;
}

interface LateChange {
  readonly id: string;
  readonly row: StoredRow | undefined;
  readonly visibleAtMs: number;
}

export const stampOf = (row: StoredRow): string => String(row.values['SystemModstamp'] ?? '');
const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const byId = (a: StoredRow, b: StoredRow): number => compareText(a.id, b.id);
const byStamp = (a: StoredRow, b: StoredRow): number => compareText(stampOf(a), stampOf(b)) || byId(a, b);

/**
 * Records of one object. Rows are never changed in place: a change puts a new row under the same id. Reads and writes
 * by id see every change at once; queries see it when its delay is over.
 */
export class RecordTable {
  readonly #rows = new Map<string, StoredRow>();
  /** Ids that their first 15 characters do not tell, by these. */
  readonly #oddIds = new Map<string, string>();
  readonly #stamped = new SortedRows(byStamp);
  readonly #identified = new SortedRows(byId);
  readonly #visibility: Visibility;
  #late: LateChange[] = [];
  /** What queries see of records with late changes. */
  readonly #shown = new Map<string, StoredRow | undefined>();
  readonly #indexes = new Map<string, ValueIndex>();
  #version = 0;
  #issued = 0;

  constructor(visibility: Visibility) {
    this.#visibility = visibility;
  }

  /** Grows with every change: lets readers keep what they derived from the table. */
  get version(): number {
    return this.#version;
  }

  /**
   * Finds by the id as it stands, by its first 15 characters, or by those and their checksum. Made-up ids of an
   * export folder may differ in the last three characters only, so other 18-character ids must match in full.
   */
  find(id: string): StoredRow | undefined {
    const exact = this.#rows.get(id);
    const short = shortId(id);
    if (exact !== undefined || (isLongId(id) && id !== longId(short))) return exact;
    return this.#rows.get(longId(short)) ?? this.#rows.get(this.#oddIds.get(short) ?? '');
  }

  get(id: string): StoredRow | undefined {
    return this.#rows.get(id);
  }

  put(id: string, row: StoredRow | undefined): void {
    const before = this.#rows.get(id);
    for (const index of this.#indexes.values()) index.change(before, row);
    if (row === undefined) {
      this.#issued = Math.max(this.#issued, this.#rows.size);
      this.#rows.delete(id);
    } else this.#rows.set(id, row);
    if (row !== undefined) this.#noteOddId(id);
    this.#version += 1;
    const delayMs = this.#visibility.delayMs();
    if (delayMs === 0 && !this.#shown.has(id)) {
      this.#show(before, row);
      return;
    }
    if (!this.#shown.has(id)) this.#shown.set(id, before);
    const visibleAtMs = Math.max(this.#visibility.nowMs() + delayMs, this.#lockedUntilMs(id));
    this.#late.push({ id, row, visibleAtMs });
  }

  /** Puts in many new rows at once, seen by queries at once. */
  load(rows: readonly StoredRow[]): void {
    for (const row of rows) {
      for (const index of this.#indexes.values()) index.change(this.#rows.get(row.id), row);
      this.#rows.set(row.id, row);
      this.#noteOddId(row.id);
    }
    this.#stamped.load(rows);
    this.#identified.load(rows);
    this.#version += 1;
  }

  list(): readonly StoredRow[] {
    return [...this.#rows.values()];
  }

  /** Rows that hold `value` in `field`, deleted ones too. The first call for a field builds its index. */
  holding(field: string, value: FieldValue): readonly StoredRow[] {
    const index = this.#indexes.get(field) ?? new ValueIndex(field, this.#rows.values());
    this.#indexes.set(field, index);
    return index.find(value).flatMap((id) => this.#rows.get(id) ?? []);
  }

  /** Number of the next record; one that was purged does not come again. */
  nextSequence(): number {
    this.#issued = Math.max(this.#issued, this.#rows.size) + 1;
    return this.#issued;
  }

  /** What queries see of one record. */
  findShown(id: string): StoredRow | undefined {
    this.#settle();
    const own = this.find(id)?.id ?? id;
    return this.#shown.has(own) ? this.#shown.get(own) : this.#rows.get(own);
  }

  /** What queries see from `lower`, a stamp and perhaps an id after it, to the stamp `upper`; ascending by both. */
  shownByStamp(lower = '', upper = '~'): Iterable<StoredRow> {
    this.#settle();
    return this.#stamped.between(
      (row) => stampOf(row) + row.id >= lower,
      (row) => stampOf(row) > upper,
    );
  }

  /** What queries see with an Id in the closed range, ascending by it: upper before lower case. */
  shownById(lower = '', upper = '~'): Iterable<StoredRow> {
    this.#settle();
    return this.#identified.between(
      (row) => row.id >= lower,
      (row) => row.id > upper,
    );
  }

  /** The oldest stamp of a change that queries do not see yet; undefined when they see all. */
  oldestUnseenStamp(): string | undefined {
    this.#settle();
    return this.#late.flatMap(({ row }) => (row === undefined ? [] : stampOf(row))).sort()[0];
  }

  get size(): number {
    return this.#rows.size;
  }

  /** A transaction holds its rows until it is committed: a later change of one is not seen before it. */
  #lockedUntilMs(id: string): number {
    return Math.max(0, ...this.#late.flatMap((change) => (change.id === id ? change.visibleAtMs : [])));
  }

  #noteOddId(id: string): void {
    const short = shortId(id);
    if (longId(short) !== id && !this.#oddIds.has(short)) this.#oddIds.set(short, id);
  }

  #settle(): void {
    if (this.#late.length === 0) return;
    const nowMs = this.#visibility.nowMs();
    const due = this.#late.filter((change) => change.visibleAtMs <= nowMs);
    this.#late = this.#late.filter((change) => change.visibleAtMs > nowMs);
    for (const { id, row } of due) {
      this.#show(this.#shown.get(id), row);
      this.#shown.set(id, row);
    }
    const waiting = new Set(this.#late.map(({ id }) => id));
    for (const { id } of due) if (!waiting.has(id)) this.#shown.delete(id);
  }

  #show(before: StoredRow | undefined, row: StoredRow | undefined): void {
    for (const rows of [this.#stamped, this.#identified]) {
      if (before !== undefined) rows.remove(before);
      if (row !== undefined) rows.insert(row);
    }
  }
}
