import { refKey } from '../entities.ts';
import type { DataIssue } from '../ledger.ts';
import { UnionFind } from '../union-find.ts';
import { ambiguity } from './ambiguity.ts';
import type { Matchable } from './identity.ts';
import { objectOf } from './succession.ts';

/**
 * Joins groups that share a value, unless that would make one of two groups that both hold a record of one object:
 * then nobody is joined by it and all are listed. All values are judged before any is joined, those that
 * only together would make such a group as well, so no match depends on which value came first.
 */
export function joinByValue<T extends Matchable>(
  groups: UnionFind,
  live: readonly T[],
  by: { readonly keyOf: (record: T) => string | null; readonly name: string },
): readonly DataIssue[] {
  const objects = objectsByGroup(groups, live);
  const shared = [...byValue(live, by.keyOf).values()].flatMap((sharing) => {
    const roots = [...new Set(sharing.map(({ ref }) => groups.find(refKey(ref))))];
    return roots.length < 2 ? [] : [{ refs: sharing.map(({ ref }) => refKey(ref)), roots }];
  });
  const [clear, unclear] = parted(shared, ({ roots }) => !clash(roots, objects));
  const trial = new UnionFind([]);
  for (const { roots } of clear) joinAll(trial, roots);
  const together = Map.groupBy(new Set(clear.flatMap(({ roots }) => roots)), (root) => trial.find(root));
  const isSound = ({ roots: [first = ''] }: Shared): boolean =>
    !clash(together.get(trial.find(first)) ?? [], objects);
  const [sound, unsound] = parted(clear, isSound);
  for (const { refs } of sound) joinAll(groups, refs);
  return [...unclear, ...unsound].flatMap(({ refs }) => ambiguity(refs, `shares its ${by.name} with`));
}

interface Shared {
  readonly refs: readonly string[];
  readonly roots: readonly string[];
}

/** Whether two of these groups hold a record of one object. */
function clash(roots: readonly string[], objects: ReadonlyMap<string, ReadonlySet<string>>): boolean {
  const seen = new Set<string>();
  for (const root of roots) {
    for (const object of objects.get(root) ?? []) {
      if (seen.has(object)) return true;
      seen.add(object);
    }
  }
  return false;
}

function objectsByGroup(
  groups: UnionFind,
  live: readonly Matchable[],
): ReadonlyMap<string, ReadonlySet<string>> {
  const objects = new Map<string, Set<string>>();
  for (const { ref } of live) {
    const root = groups.find(refKey(ref));
    const known = objects.get(root);
    if (known === undefined) objects.set(root, new Set([objectOf(ref)]));
    else known.add(objectOf(ref));
  }
  return objects;
}

function byValue<T>(
  records: readonly T[],
  keyOf: (record: T) => string | null,
): ReadonlyMap<string, readonly T[]> {
  const sharing = new Map<string, T[]>();
  for (const record of records) {
    const value = keyOf(record);
    if (value === null) continue;
    const known = sharing.get(value);
    if (known === undefined) sharing.set(value, [record]);
    else known.push(record);
  }
  return sharing;
}

function joinAll(groups: UnionFind, [first, ...others]: readonly string[]): void {
  if (first === undefined) return;
  groups.add(first);
  for (const other of others) {
    groups.add(other);
    groups.join(first, other);
  }
}

function parted<T>(values: readonly T[], isFirst: (value: T) => boolean): readonly [T[], T[]] {
  const parts: readonly [T[], T[]] = [[], []];
  for (const value of values) parts[isFirst(value) ? 0 : 1].push(value);
  return parts;
}
