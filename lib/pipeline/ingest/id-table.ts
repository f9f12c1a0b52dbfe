/** Slots at least. */
const LEAST_SLOTS = 1024;
/** Share of slots in use from which looking up gets slow. */
const FULL_RATIO = 0.75;

/**
 * Ids with the instant of their version, in 17 bytes a slot: as text, those of a large object do not fit into memory.
 * An id is known by 64 bits; that two of a million ids share theirs has a chance of 3 in 100 million.
 */
export interface IdTable {
  readonly size: number;
  /** Ids that were not found yet. */
  readonly unseen: number;
  readonly add: (id: string, versionMs: number) => void;
  /** Marks an id as found; gives its version, or undefined where the table lacks it. */
  readonly find: (id: string) => number | undefined;
  readonly isSeen: (id: string) => boolean;
}

/** An empty table with room for `expected` ids; it grows where more are put in. */
export function newIdTable(expected: number): IdTable {
  let slots = newSlots(Math.max(LEAST_SLOTS, Math.ceil(expected / FULL_RATIO) + 1));
  let size = 0;
  let found = 0;
  return {
    get size() {
      return size;
    },
    get unseen() {
      return size - found;
    },
    add: (id, versionMs) => {
      if (size >= slots.states.length * FULL_RATIO) slots = grown(slots);
      const { high, low } = digest(id);
      const slot = slotOf(slots, high, low);
      if (slots.states[slot] === FREE) size += 1;
      fill(slots, slot, { high, low, versionMs, state: UNSEEN });
    },
    find: (id) => {
      const { high, low } = digest(id);
      const slot = slotOf(slots, high, low);
      if (slots.states[slot] === FREE) return undefined;
      if (slots.states[slot] === UNSEEN) found += 1;
      slots.states[slot] = SEEN;
      return slots.versions[slot];
    },
    isSeen: (id) => {
      const { high, low } = digest(id);
      return slots.states[slotOf(slots, high, low)] === SEEN;
    },
  };
}

const FREE = 0;
const UNSEEN = 1;
const SEEN = 2;

interface Slots {
  readonly highs: Uint32Array;
  readonly lows: Uint32Array;
  readonly versions: Float64Array;
  readonly states: Uint8Array;
}

function newSlots(count: number): Slots {
  return {
    highs: new Uint32Array(count),
    lows: new Uint32Array(count),
    versions: new Float64Array(count),
    states: new Uint8Array(count),
  };
}

function grown(old: Slots): Slots {
  const slots = newSlots(old.states.length * 2);
  for (const [at, state] of old.states.entries()) {
    if (state === FREE) continue;
    const [high = 0, low = 0, versionMs = 0] = [old.highs[at], old.lows[at], old.versions[at]];
    fill(slots, slotOf(slots, high, low), { high, low, versionMs, state });
  }
  return slots;
}

function fill(
  slots: Slots,
  slot: number,
  entry: { readonly high: number; readonly low: number; readonly versionMs: number; readonly state: number },
): void {
  slots.highs[slot] = entry.high;
  slots.lows[slot] = entry.low;
  slots.versions[slot] = entry.versionMs;
  slots.states[slot] = entry.state;
}

/** The slot that holds a digest, or the free one that would. */
function slotOf({ highs, lows, states }: Slots, high: number, low: number): number {
  let slot = low % states.length;
  while (states[slot] !== FREE && (highs[slot] !== high || lows[slot] !== low))
    slot = (slot + 1) % states.length;
  return slot;
}

/** Two multiplicative hashes of 32 bits, mixed into each other (cyrb53 of bryc, public domain, all 64 bits kept). */
function digest(text: string): { readonly high: number; readonly low: number } {
  let [high, low] = [0xdeadbeef, 0x41c6ce57];
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    high = Math.imul(high ^ code, 2654435761);
    low = Math.imul(low ^ code, 1597334677);
  }
  const mixed = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  const other = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(mixed ^ (mixed >>> 13), 3266489909);
  return { high: mixed >>> 0, low: other >>> 0 };
}
