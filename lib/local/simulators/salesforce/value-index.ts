import type { FieldValue, StoredRow } from './value-types.ts';

/** Where the records stand that hold a value in one field; texts match without regard to case, null is not kept. */
export class ValueIndex {
  readonly #field: string;
  readonly #ids = new Map<string, Set<string>>();

  constructor(field: string, rows: Iterable<StoredRow>) {
    this.#field = field;
    for (const row of rows) this.change(undefined, row);
  }

  change(before: StoredRow | undefined, after: StoredRow | undefined): void {
    const [was, is] = [before, after].map((row) => keyOf(row?.values[this.#field]));
    if (was === is) return;
    if (was !== undefined && before !== undefined) this.#drop(was, before.id);
    if (is === undefined || after === undefined) return;
    const ids = this.#ids.get(is) ?? new Set();
    ids.add(after.id);
    this.#ids.set(is, ids);
  }

  /** Ids in the order the records came by the value. */
  find(value: FieldValue): readonly string[] {
    return [...(this.#ids.get(keyOf(value) ?? '') ?? [])];
  }

  #drop(key: string, id: string): void {
    const ids = this.#ids.get(key);
    ids?.delete(id);
    if (ids?.size === 0) this.#ids.delete(key);
  }
}

function keyOf(value: FieldValue | undefined): string | undefined {
  return value === undefined || value === null || value === '' ? undefined : String(value).toLowerCase();
}
