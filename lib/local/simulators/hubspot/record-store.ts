import { ModifiedIndex } from './modified-index.ts';
import { compareRecords } from './record-order.ts';
import type { SearchLag } from './search-lag.ts';
import type { StoredRecord } from './stored-record.ts';

/** Ids of new records start here, so that they look like today's twelve-digit ones. */
const FIRST_NEW_ID = 100_000_000_001;

/** The records of one object, in the order of their ids. */
export class RecordStore {
  readonly lag: SearchLag;
  readonly #byId = new Map<string, StoredRecord>();
  /** Ids merged away, with the id that took their place. */
  readonly #mergedInto = new Map<string, string>();
  /** Ids that lead nowhere any more, and still are places in a list. */
  readonly #purged = new Set<string>();
  /** Lower-case value to id, for each property that was ever looked up by. */
  readonly #indexes = new Map<string, Map<string, string>>();
  readonly #ordered: StoredRecord[];
  readonly #modified: ModifiedIndex;
  #nextId: number;
  #revision = 0;

  constructor(records: readonly StoredRecord[], lag: SearchLag) {
    this.lag = lag;
    for (const record of records) this.#byId.set(record.id, record);
    this.#ordered = [...this.#byId.values()].sort(compareRecords);
    this.#nextId = FIRST_NEW_ID;
    this.#skipIdsTo(this.#ordered.at(-1));
    this.#modified = new ModifiedIndex(
      () => this.#ordered,
      (record) => this.#byId.get(record.id) === record,
    );
  }

  /** All records, archived ones too, by id ascending. */
  get ordered(): readonly StoredRecord[] {
    return this.#ordered;
  }

  /** Another number after every change. */
  get revision(): number {
    return this.#revision;
  }

  newId(): string {
    const id = String(this.#nextId);
    this.#nextId += 1;
    return id;
  }

  add(record: StoredRecord): void {
    this.#changing(record, true);
    this.#byId.set(record.id, record);
    const last = this.#ordered.at(-1);
    if (last === undefined || compareRecords(last, record) < 0) this.#ordered.push(record);
    else this.#ordered.splice(this.positionAfter(record.id), 0, record);
    this.#index(record);
  }

  /** Many at once, with ids greater than all others and ascending: the fast way to a million. */
  append(records: Iterable<StoredRecord>): void {
    for (const record of records) {
      this.#byId.set(record.id, record);
      this.#ordered.push(record);
      this.#modified.markChanged(record);
    }
    this.#indexes.clear();
    this.#skipIdsTo(this.#ordered.at(-1));
    this.#revision += 1;
  }

  /** Follows merges; archived records are found too. */
  get(id: string): StoredRecord | undefined {
    let current = id;
    for (let next = this.#mergedInto.get(id); next !== undefined; next = this.#mergedInto.get(next))
      current = next;
    return this.#byId.get(current);
  }

  /** Whether this id was ever given out by this object: what a list cursor must be. */
  knows(id: string): boolean {
    return this.#byId.has(id) || this.#mergedInto.has(id) || this.#purged.has(id);
  }

  findBy(property: string, value: string): StoredRecord | undefined {
    if (property === 'hs_object_id') return this.get(value);
    let index = this.#indexes.get(property);
    if (!index) {
      index = new Map();
      for (const record of this.#ordered) {
        const known = record.values.get(property);
        if (known !== undefined && record.archivedAtMs === undefined)
          index.set(known.toLowerCase(), record.id);
      }
      this.#indexes.set(property, index);
    }
    const id = index.get(value.toLowerCase());
    return id === undefined ? undefined : this.#byId.get(id);
  }

  /** Null clears the value. */
  setValue(record: StoredRecord, property: string, value: string | null): void {
    this.#changing(record);
    const index = this.#indexes.get(property);
    const old = record.values.get(property);
    if (index && old !== undefined && index.get(old.toLowerCase()) === record.id)
      index.delete(old.toLowerCase());
    if (value === null) record.values.delete(property);
    else {
      record.values.set(property, value);
      index?.set(value.toLowerCase(), record.id);
    }
  }

  stamp(record: StoredRecord, updatedAtMs: number): void {
    this.#changing(record);
    record.updatedAtMs = updatedAtMs;
  }

  archive(record: StoredRecord, nowMs: number): void {
    this.#changing(record);
    record.archivedAtMs = nowMs;
    this.#unindex(record);
  }

  restore(record: StoredRecord): void {
    this.#changing(record);
    record.archivedAtMs = undefined;
    this.#index(record);
  }

  /** Takes the merged records away; their ids lead to `survivor` from now on. */
  replace(losers: readonly StoredRecord[], survivor: StoredRecord): void {
    for (const loser of losers) {
      this.#remove(loser);
      this.#mergedInto.set(loser.id, survivor.id);
    }
    if (!this.#byId.has(survivor.id)) this.add(survivor);
  }

  purge(record: StoredRecord): void {
    this.#remove(record);
    this.#purged.add(record.id);
  }

  /** Everything modified within the closed window, by stamp, then id; archived records too. */
  modifiedWithin(fromMs: number, toMs: number): readonly StoredRecord[] {
    return this.#modified.window(fromMs, toMs);
  }

  /** Index in `ordered` of the first record with an id greater than `id`. */
  positionAfter(id: string): number {
    const target = { id, idNumber: Number(id) };
    let low = 0;
    let high = this.#ordered.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const record = this.#ordered[middle];
      if (record !== undefined && compareRecords(record, target) <= 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #changing(record: StoredRecord, isNew = false): void {
    this.lag.beforeChange(record, isNew);
    this.#modified.markChanged(record);
    this.#revision += 1;
  }

  #remove(record: StoredRecord): void {
    this.#changing(record);
    this.#unindex(record);
    this.#byId.delete(record.id);
    this.#ordered.splice(this.positionAfter(record.id) - 1, 1);
  }

  #index(record: StoredRecord): void {
    for (const [property, index] of this.#indexes) {
      const value = record.values.get(property);
      if (value !== undefined) index.set(value.toLowerCase(), record.id);
    }
  }

  #unindex(record: StoredRecord): void {
    for (const [property, index] of this.#indexes) {
      const value = record.values.get(property)?.toLowerCase();
      if (value !== undefined && index.get(value) === record.id) index.delete(value);
    }
  }

  #skipIdsTo(last: StoredRecord | undefined): void {
    this.#nextId = Math.max(this.#nextId, (last?.idNumber || 0) + 1);
  }
}
