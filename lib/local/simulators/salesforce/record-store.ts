import { RecordTable, type Visibility } from './record-table.ts';
import type { FieldValue, StoredRow } from './value-types.ts';

/** The records of an org, in memory. */
export class RecordStore {
  readonly #tables = new Map<string, RecordTable>();
  readonly #visibility: Visibility = {
    nowMs: () => this.#clockMs(),
    delayMs: () => this.#openMs ?? this.#lagMs(),
  };
  #clockMs = (): number => 0;
  #lagMs = (): number => 0;
  #openMs: number | undefined;
  readonly #listeners: (() => void)[] = [];
  #undo: (() => void)[] | undefined;
  #stamp: string | undefined;

  table(object: string): RecordTable {
    const known = this.#tables.get(object);
    if (known !== undefined) return known;
    const table = new RecordTable(this.#visibility);
    this.#tables.set(object, table);
    return table;
  }

  /** From now on queries see a change `lagMs` after it was made. */
  delayVisibility(nowMs: () => number, lagMs: () => number): void {
    this.#clockMs = nowMs;
    this.#lagMs = lagMs;
  }

  /** A long transaction: what `work` changes is stamped now and seen by queries only when `openMs` have passed. */
  commitAfter<T>(openMs: number, work: () => T): T {
    this.#openMs = openMs;
    try {
      return work();
    } finally {
      this.#openMs = undefined;
    }
  }

  put(object: string, row: StoredRow): void {
    const table = this.table(object);
    const before = table.get(row.id);
    table.put(row.id, row);
    this.#undo?.push(() => table.put(row.id, before));
  }

  update(object: string, row: StoredRow, changes: Readonly<Record<string, FieldValue>>): StoredRow {
    const changed = { id: row.id, values: { ...row.values, ...changes } };
    this.put(object, changed);
    return changed;
  }

  remove(object: string, row: StoredRow): void {
    const table = this.table(object);
    table.put(row.id, undefined);
    this.#undo?.push(() => table.put(row.id, row));
  }

  /** What to do when the transaction that runs now is taken back. */
  whenUndone(step: () => void): void {
    this.#undo?.push(step);
  }

  /** Called after each outermost transaction that was kept. */
  whenCommitted(listener: () => void): void {
    this.#listeners.push(listener);
  }

  /** One stamp for all changes of a transaction, as Salesforce gives them. */
  stampOnce(stamp: () => string): string {
    if (this.#undo === undefined) return stamp();
    this.#stamp ??= stamp();
    return this.#stamp;
  }

  /** Runs `work`; every change it made is taken back when it says so or throws. Transactions may nest. */
  transact<T>(work: () => { readonly result: T; readonly keep: boolean }): T {
    const outer = this.#undo;
    const undo: (() => void)[] = [];
    this.#undo = undo;
    let keep = false;
    try {
      const outcome = work();
      keep = outcome.keep;
      return outcome.result;
    } finally {
      this.#undo = outer;
      if (outer === undefined) this.#stamp = undefined;
      if (!keep) for (const step of undo.reverse()) step();
      else if (outer === undefined) for (const listener of this.#listeners) listener();
      else for (const step of undo) outer.push(step);
    }
  }
}
