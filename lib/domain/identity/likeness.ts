import { refKey } from '../entities.ts';
import type { Matchable } from './identity.ts';

/**
 * Live records that a deleted one is like: by the ids either stores of the other, and by the value both have.
 * It leads old ids on and joins nobody.
 */
export function likeness<T extends Matchable>(
  live: readonly T[],
  keyOf: (record: T) => string | null,
): (gone: T) => readonly string[] {
  const byKey = new Set<string>();
  const byValue = new Map<string, string[]>();
  const byStoredId = new Map<string, string[]>();
  for (const record of live) {
    const key = refKey(record.ref);
    byKey.add(key);
    const value = keyOf(record);
    if (value !== null) append(byValue, value, key);
    for (const ref of record.foreignRefs) append(byStoredId, refKey(ref), key);
  }
  return (gone) => {
    const value = keyOf(gone);
    return [
      ...gone.foreignRefs.map(refKey).filter((key) => byKey.has(key)),
      ...(byStoredId.get(refKey(gone.ref)) ?? []),
      ...(value === null ? [] : (byValue.get(value) ?? [])),
    ];
  };
}

function append(lists: Map<string, string[]>, key: string, value: string): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}
