import type { Portal } from './portal.ts';
import { tableOf } from './portal.ts';
import type { RecordValues, StoredRecord } from './stored-record.ts';

export interface Seed {
  readonly object: string;
  readonly count: number;
  /** Id of the first; the others follow. Greater than any id the object has. */
  readonly firstId: number;
  /** Values of the record with this place; called whenever they are read, so it must be a pure function. */
  readonly valuesOf: (index: number) => Readonly<Record<string, string>>;
  readonly createdAtMs: (index: number) => number;
  readonly updatedAtMs: (index: number) => number;
}

/** Fills an object with generated records, whose values take no memory until they are written to. */
export function seedRecords(portal: Portal, seed: Seed): void {
  const { records } = tableOf(portal, seed.object);
  const last = records.ordered.at(-1);
  if (last !== undefined && !(last.idNumber < seed.firstId)) {
    throw new Error(`seeded ids must be greater than ${last.id}`);
  }
  records.append(generate(seed));
}

function* generate(seed: Seed): Generator<StoredRecord> {
  for (let index = 0; index < seed.count; index += 1) {
    const idNumber = seed.firstId + index;
    yield {
      id: String(idNumber),
      idNumber,
      values: new GeneratedValues(seed.valuesOf, index),
      history: undefined,
      createdAtMs: seed.createdAtMs(index),
      updatedAtMs: seed.updatedAtMs(index),
      archivedAtMs: undefined,
    };
  }
}

/** Values computed on each read; from the first write on, a map of their own. */
class GeneratedValues implements RecordValues {
  readonly #valuesOf: Seed['valuesOf'];
  readonly #index: number;
  #own: Map<string, string> | undefined;

  constructor(valuesOf: Seed['valuesOf'], index: number) {
    this.#valuesOf = valuesOf;
    this.#index = index;
  }

  get(name: string): string | undefined {
    return this.#own === undefined ? this.#valuesOf(this.#index)[name] : this.#own.get(name);
  }

  set(name: string, value: string): void {
    this.#written().set(name, value);
  }

  delete(name: string): boolean {
    return this.#written().delete(name);
  }

  keys(): Iterable<string> {
    return this.#own?.keys() ?? Object.keys(this.#valuesOf(this.#index));
  }

  [Symbol.iterator](): Iterator<[string, string]> {
    const entries = this.#own ?? new Map(Object.entries(this.#valuesOf(this.#index)));
    return entries[Symbol.iterator]();
  }

  #written(): Map<string, string> {
    this.#own ??= new Map(Object.entries(this.#valuesOf(this.#index)));
    return this.#own;
  }
}
