import { textOf } from './json.ts';
import { ALIAS_PARTITIONS, aliasKey } from './keys.ts';
import type { Table } from './table.ts';

/**
 * Writes the aliases that are new or moved. An alias is never removed: one that `aliases` no longer names, because
 * its record was erased or purged, is moved forward to where its canonical id leads now, along any chain.
 * Returns how many were written.
 */
export async function saveAliases(table: Table, aliases: ReadonlyMap<string, string>): Promise<number> {
  const stored = await loadAliases(table);
  const old = [...stored.keys()].filter((ref) => !aliases.has(ref));
  const followed = old.map((ref) => [ref, follow(ref, stored, aliases)] as const);
  const changed = [...aliases, ...followed].filter(([ref, canonical]) => stored.get(ref) !== canonical);
  await table.batchWrite(changed.map(([ref, canonical]) => ({ put: { ...aliasKey(ref), canonical } })));
  return changed.length;
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
