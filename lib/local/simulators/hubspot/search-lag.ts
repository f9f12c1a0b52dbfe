import type { StoredRecord } from './stored-record.ts';

/** A state of a record that the search index still shows; undefined where the record did not exist yet. */
interface OldState {
  readonly state: StoredRecord | undefined;
  readonly takenAtMs: number;
  readonly untilMs: number;
}

/**
 * What the search index does not know yet. Search finds by the old state and answers with the record as it is now,
 * as live: a row can be newer than the window it was found in.
 */
export class SearchLag {
  readonly #pending = new Map<StoredRecord, OldState[]>();
  readonly #nowMs: () => number;
  readonly #lagOf: (record: StoredRecord) => number;

  constructor(nowMs: () => number, lagOf: (record: StoredRecord) => number) {
    this.#nowMs = nowMs;
    this.#lagOf = lagOf;
  }

  /** Called before each change; `isNew` where the record is about to be added. */
  beforeChange(record: StoredRecord, isNew = false): void {
    const lagMs = this.#lagOf(record);
    if (lagMs <= 0) return;
    const nowMs = this.#nowMs();
    const states = this.#pending.get(record) ?? [];
    // Changes of one instant become visible together.
    if (states.at(-1)?.takenAtMs === nowMs) return;
    const state = isNew ? undefined : { ...record, values: new Map(record.values) };
    states.push({ state, takenAtMs: nowMs, untilMs: nowMs + lagMs });
    this.#pending.set(record, states);
  }

  /** Records the index may see otherwise than they are. */
  pending(): readonly StoredRecord[] {
    const nowMs = this.#nowMs();
    for (const [record, states] of this.#pending)
      if (states.every(({ untilMs }) => untilMs <= nowMs)) this.#pending.delete(record);
    return [...this.#pending.keys()];
  }

  /** The record as the index knows it; undefined while it does not. */
  view(record: StoredRecord): StoredRecord | undefined {
    const nowMs = this.#nowMs();
    const old = this.#pending.get(record)?.find(({ untilMs }) => untilMs > nowMs);
    return old === undefined ? record : old.state;
  }
}
