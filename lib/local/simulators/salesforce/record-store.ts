import { isLongId, longId, shortId } from './record-ids.ts';
import { SortedRows } from './sorted-rows.ts';
import type { FieldValue, StoredRow } from './value-types.ts';

const stampOf = (row: StoredRow): string => String(row.values['SystemModstamp'] ?? '');
const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const byId = (a: StoredRow, b: StoredRow): number => compareText(a.id, b.id);
const byStamp = (a: StoredRow, b: StoredRow): number => compareText(stampOf(a), stampOf(b)) || byId(a, b);

/** Records of one object. Rows are never changed in place: a change puts a new row under the same id. */
export class RecordTable {
  readonly #rows = new Map<string, StoredRow>();
  readonly #longIds = new Map<string, string>();
  readonly #stamped = new SortedRows(byStamp);
  readonly #identified = new SortedRows(byId);
  #version = 0;

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
    if (exact !== undefined || (isLongId(id) && id !== longId(shortId(id)))) return exact;
    return this.#rows.get(this.#longIds.get(shortId(id)) ?? '');
  }

  get(id: string): StoredRow | undefined {
    return this.#rows.get(id);
  }

  put(id: string, row: StoredRow | undefined): void {
    if (row === undefined) this.#rows.delete(id);
    else this.#rows.set(id, row);
    if (row !== undefined && !this.#longIds.has(shortId(id))) this.#longIds.set(shortId(id), id);
    this.#stamped.change(id, row);
    this.#identified.change(id, row);
    this.#version += 1;
  }

  list(): readonly StoredRow[] {
    return [...this.#rows.values()];
  }

  /** Ascending by SystemModstamp, then Id. */
  listByStamp(): readonly StoredRow[] {
    return this.#stamped.list();
  }

  /** Ascending by Id, the order of upper before lower case. */
  listById(): readonly StoredRow[] {
    return this.#identified.list();
  }

  get size(): number {
    return this.#rows.size;
  }
}

/** The records of an org, in memory. */
export class RecordStore {
  readonly #tables = new Map<string, RecordTable>();
  #undo: (() => void)[] | undefined;

  table(object: string): RecordTable {
    const known = this.#tables.get(object);
    if (known !== undefined) return known;
    const table = new RecordTable();
    this.#tables.set(object, table);
    return table;
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
      if (keep) outer?.push(...undo);
      else for (const step of undo.reverse()) step();
    }
  }
}
