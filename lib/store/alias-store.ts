import { textOf } from './json.ts';
import { ALIAS_PARTITIONS, aliasKey } from './keys.ts';
import type { Table } from './table.ts';

/** Writes the aliases that are new or moved. An alias is never removed, so that old ids keep redirecting. */
export async function saveAliases(table: Table, aliases: ReadonlyMap<string, string>): Promise<number> {
  const stored = await loadAliases(table);
  const changed = [...aliases].filter(([ref, canonical]) => stored.get(ref) !== canonical);
  await table.batchWrite(changed.map(([ref, canonical]) => ({ put: { ...aliasKey(ref), canonical } })));
  return changed.length;
}

/** Every alias, `crm/object/id` → canonical id. */
export async function loadAliases(table: Table): Promise<ReadonlyMap<string, string>> {
  const shards = await Promise.all(ALIAS_PARTITIONS.map((pk) => table.query(pk)));
  return new Map(shards.flat().map((item) => [item.sk, textOf(item, 'canonical')]));
}
