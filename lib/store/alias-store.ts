import { textOf } from './json.ts';
import { ALIAS_PARTITIONS, aliasKey } from './keys.ts';
import type { Table } from './table.ts';

/**
 * Writes the aliases that are new or moved. An alias is never removed: one that `aliases` no longer names, because
 * its record was purged, is moved forward to where its canonical id leads now, along any chain. Only what leads from
 * or to a record erased for privacy goes. Returns how many were written or removed.
 */
export async function saveAliases(
  table: Table,
  aliases: ReadonlyMap<string, string>,
  isErased: (ref: string) => boolean = () => false,
): Promise<number> {
  const stored = await loadAliases(table);
  const old = [...stored.keys()].filter((ref) => !aliases.has(ref));
  const followed = old.map((ref) => [ref, follow(ref, stored, aliases)] as const);
  const wanted = [...aliases, ...followed];
  const erased = new Set(wanted.filter((alias) => alias.some(isErased)).map(([ref]) => ref));
  const changed = wanted.filter(([ref, canonical]) => !erased.has(ref) && stored.get(ref) !== canonical);
  const removed = [...erased].filter((ref) => stored.has(ref));
  await table.batchWrite([
    ...changed.map(([ref, canonical]) => ({ put: { ...aliasKey(ref), canonical } })),
    ...removed.map((ref) => ({ remove: aliasKey(ref) })),
  ]);
  return changed.length + removed.length;
}

/** Every alias, `crm/object/id` → canonical id. */
export async function loadAliases(table: Table): Promise<ReadonlyMap<string, string>> {
  const shards = await Promise.all(ALIAS_PARTITIONS.map((pk) => table.query(pk)));
  return new Map(shards.flat().map((item) => [item.sk, textOf(item, 'canonical')]));
}

function follow(
  ref: string,
  stored: ReadonlyMap<string, string>,
  aliases: ReadonlyMap<string, string>,
): string {
  const seen = new Set<string>();
  let at = ref;
  while (!seen.has(at)) {
    seen.add(at);
    const known = aliases.get(at);
    if (known !== undefined) return known;
    at = stored.get(at) ?? at;
  }
  // A stored alias was true once, and nothing newer is known of where it leads.
  return stored.get(ref) ?? ref;
}
