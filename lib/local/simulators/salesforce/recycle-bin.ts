/** A record in the recycle bin, with what was deleted because of it. */
export interface BinEntry {
  readonly object: string;
  readonly id: string;
  readonly deletedMs: number;
  readonly followers: readonly { readonly object: string; readonly id: string }[];
}

/** Days a deleted record can be seen by `queryAll` and restored. https://help.salesforce.com/s/articleView?id=sf.basics_recycle_bin.htm */
const KEPT_DAYS = 15;
const DAY_MS = 86_400_000;

/** Deleted records in the order of their deletion, until they are restored or purged. */
export class RecycleBin {
  readonly #entries = new Map<string, BinEntry>();

  add(entry: BinEntry): void {
    this.#entries.delete(entry.id);
    this.#entries.set(entry.id, entry);
  }

  find(id: string): BinEntry | undefined {
    return this.#entries.get(id);
  }

  remove(id: string): void {
    this.#entries.delete(id);
  }

  /** Entries whose time is over at `nowMs`, oldest first. */
  expired(nowMs: number): readonly BinEntry[] {
    const over: BinEntry[] = [];
    for (const entry of this.#entries.values()) {
      if (nowMs - entry.deletedMs < KEPT_DAYS * DAY_MS) break;
      over.push(entry);
    }
    return over;
  }
}
