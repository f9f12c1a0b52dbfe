import { refKey } from '../entities.ts';
import type { DataIssue } from '../ledger.ts';
import type { UnionFind } from '../union-find.ts';
import { ambiguity } from './ambiguity.ts';
import type { Matchable } from './identity.ts';
import { objectOf } from './succession.ts';

/**
 * Joins records by the ids of the other CRM that they hold. Records of one object that meet at one id but have
 * different `markOf` (an e-mail, a domain) are not one: none of them is joined there, and all are listed.
 * Without a mark a record contradicts nobody: the stored id decides.
 */
export function joinByStoredIds<T extends Matchable>(
  groups: UnionFind,
  live: readonly T[],
  markOf: (record: T) => string | null,
): readonly DataIssue[] {
  const byKey = new Map(live.map((record) => [refKey(record.ref), record]));
  const met = new Map<string, Map<string, T | undefined>>();
  const meet = (at: string, other: string): void => {
    const others = met.get(at) ?? new Map<string, T | undefined>();
    met.set(at, others.set(other, byKey.get(other)));
  };
  const pairs = live.flatMap(({ ref, foreignRefs }) =>
    foreignRefs.map((to) => [refKey(ref), refKey(to)] as const).filter(([, to]) => groups.has(to)),
  );
  for (const [from, to] of pairs) {
    meet(groups.find(to), from);
    meet(groups.find(from), to);
  }
  const issues = new Map<string, DataIssue>();
  const refused = new Set<string>();
  for (const [at, others] of met) {
    for (const rivals of contradictions([...others.values()], groups, markOf)) {
      for (const ref of rivals) refused.add(`${at} ${ref}`);
      for (const issue of ambiguity(rivals, 'is tied by a stored id to the same record as'))
        issues.set(`${issue.ref} ${issue.detail}`, issue);
    }
  }
  // Judged before anything is joined, so that no match depends on which record came first.
  const taken = pairs.filter(
    ([from, to]) => !refused.has(`${groups.find(to)} ${from}`) && !refused.has(`${groups.find(from)} ${to}`),
  );
  for (const [from, to] of taken) groups.join(from, to);
  return [...issues.values()];
}

/** Of the records that meet at one id, those of one object that cannot be one. */
function contradictions<T extends Matchable>(
  others: readonly (T | undefined)[],
  groups: UnionFind,
  markOf: (record: T) => string | null,
): readonly (readonly string[])[] {
  if (others.length < 2) return [];
  const known = others.filter((record) => record !== undefined);
  return [...Map.groupBy(known, ({ ref }) => objectOf(ref)).values()].flatMap((rivals) => {
    const marks = new Set(rivals.map(markOf).filter((mark) => mark !== null));
    const apart = new Set(rivals.map(({ ref }) => groups.find(refKey(ref))));
    return marks.size > 1 && apart.size > 1 ? [rivals.map(({ ref }) => refKey(ref))] : [];
  });
}
