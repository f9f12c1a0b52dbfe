import { refKey } from '../entities.ts';
import type { Identity, Matchable, Past } from './identity.ts';
import type { Succession } from './succession.ts';

/**
 * Names each group after its oldest record, live or merged away, ties by key. A deleted record that nothing took the
 * place of leads to the one group that the live records alike it belong to, else to itself.
 */
export function canonicalIds<T extends Matchable>(
  { groups, succeeded }: Succession,
  records: { readonly live: readonly T[]; readonly past: Past<T> },
  likenessOf: (record: T) => readonly string[],
): Omit<Identity, 'issues'> {
  const { live, past } = records;
  const living = new Set(live.map(({ ref }) => groups.find(refKey(ref))));
  const oldest = oldestByGroup(groups, [...live, ...past.gone]);
  const alike = new Map<string, Set<string>>();
  for (const record of past.gone) {
    const root = groups.find(refKey(record.ref));
    if (living.has(root) || succeeded.has(refKey(record.ref))) continue;
    const roots = likenessOf(record).map((ref) => groups.find(ref));
    alike.set(root, new Set([...(alike.get(root) ?? []), ...roots]));
  }
  const canonicalOf = new Map<string, string>();
  const aliases = new Map<string, string>();
  for (const name of groups.names()) {
    const root = groups.find(name);
    const [like, ...others] = alike.get(root) ?? [];
    const target = like !== undefined && others.length === 0 ? like : root;
    const canonical = oldest.get(target) ?? target;
    aliases.set(name, canonical);
    if (living.has(root)) canonicalOf.set(name, canonical);
  }
  const gone = past.gone.map(({ ref }) => refKey(ref));
  const forebears = new Set(gone.filter((key) => succeeded.has(key) && canonicalOf.has(key)));
  return { canonicalOf, aliases, forebears };
}

/** Root of each group → key of its oldest record. */
function oldestByGroup(
  groups: Succession['groups'],
  records: readonly Matchable[],
): ReadonlyMap<string, string> {
  const oldest = new Map<string, { readonly key: string; readonly age: string }>();
  for (const { ref, createdAt } of records) {
    const key = refKey(ref);
    const root = groups.find(key);
    const age = createdAt ?? '9999';
    const best = oldest.get(root);
    if (best === undefined || age < best.age || (age === best.age && key < best.key))
      oldest.set(root, { key, age });
  }
  return new Map([...oldest].map(([root, { key }]) => [root, key]));
}
