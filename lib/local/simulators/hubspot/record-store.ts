import type { StoredRecord } from './stored-record.ts';

/** Ids of new records start here, so that they look like today's twelve-digit ones. */
const FIRST_NEW_ID = 100_000_000_001;

/** The records of one object, in the order of their ids. */
export class RecordStore {
  readonly #byId = new Map<string, StoredRecord>();
  /** Ids merged away, with the id that took their place. */
  readonly #mergedInto = new Map<string, string>();
  /** Lower-case value to id, for each property that was ever looked up by. */
  readonly #indexes = new Map<string, Map<string, string>>();
  readonly #ordered: StoredRecord[];
  #nextId: number;

  constructor(records: readonly StoredRecord[]) {
    for (const record of records) this.#byId.set(record.id, record);
    this.#ordered = [...this.#byId.values()].sort(compareRecords);
    this.#nextId = Math.max(FIRST_NEW_ID, (this.#ordered.at(-1)?.idNumber || 0) + 1);
  }

  /** All records, archived ones too, by id ascending. */
  get ordered(): readonly StoredRecord[] {
    return this.#ordered;
  }

  newId(): string {
    const id = String(this.#nextId);
    this.#nextId += 1;
    return id;
  }

  add(record: StoredRecord): void {
    this.#byId.set(record.id, record);
    this.#ordered.push(record);
    for (const [property, index] of this.#indexes) {
      const value = record.values.get(property);
      if (value !== undefined) index.set(value.toLowerCase(), record.id);
    }
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
    return this.#byId.has(id) || this.#mergedInto.has(id);
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

  archive(record: StoredRecord, nowMs: number): void {
    record.archivedAtMs = nowMs;
    for (const [property, index] of this.#indexes) {
      const value = record.values.get(property)?.toLowerCase();
      if (value !== undefined && index.get(value) === record.id) index.delete(value);
    }
  }

  /** Takes the merged records away; their ids lead to `survivor` from now on. */
  replace(losers: readonly StoredRecord[], survivor: StoredRecord): void {
    for (const loser of losers) {
      this.archive(loser, survivor.updatedAtMs);
      this.#byId.delete(loser.id);
      this.#mergedInto.set(loser.id, survivor.id);
      this.#ordered.splice(this.#ordered.indexOf(loser), 1);
    }
    this.add(survivor);
  }

  purge(record: StoredRecord): void {
    this.archive(record, record.updatedAtMs);
    this.#byId.delete(record.id);
    this.#ordered.splice(this.#ordered.indexOf(record), 1);
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
}

/** By number where ids are numbers, as the vendor's are; else by text, after all numbers. */
export function compareRecords(
  a: { readonly id: string; readonly idNumber: number },
  b: { readonly id: string; readonly idNumber: number },
): number {
  if (Number.isNaN(a.idNumber) || Number.isNaN(b.idNumber)) {
    if (Number.isNaN(a.idNumber) !== Number.isNaN(b.idNumber)) return Number.isNaN(a.idNumber) ? 1 : -1;
    return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
  }
  return a.idNumber - b.idNumber;
}
