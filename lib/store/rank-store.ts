import * as z from 'zod/mini';
import { jsonOf, stableJson } from './json.ts';
import { RANK_PARTITIONS, rankKey } from './keys.ts';
import type { Table } from './table.ts';

const RankSchema = z.object({
  person: z.string(),
  rank: z.enum(['hot', 'warm', 'cold', 'none']),
  /** Id of the rule that matched first; null where none did. */
  rule: z.nullable(z.string()),
  reason: z.object({ en: z.string(), ja: z.string() }),
});

export type LeadRank = Readonly<z.infer<typeof RankSchema>>;

export async function loadRanks(table: Table): Promise<readonly LeadRank[]> {
  const shards = await Promise.all(RANK_PARTITIONS.map((pk) => table.query(pk)));
  return shards.flat().map((item) => jsonOf(item, 'rank', RankSchema));
}

/** Makes the stored ranks exactly these; returns how many items changed. */
export async function saveRanks(table: Table, ranks: readonly LeadRank[]): Promise<number> {
  const stored = new Map((await loadRanks(table)).map((rank) => [rank.person, stableJson(rank)]));
  const puts = ranks
    .filter((rank) => stored.get(rank.person) !== stableJson(rank))
    .map((rank) => ({ put: { ...rankKey(rank.person), rank: stableJson(rank) } }));
  const kept = new Set(ranks.map(({ person }) => person));
  const removes = [...stored.keys()]
    .filter((person) => !kept.has(person))
    .map((person) => ({ remove: rankKey(person) }));
  await table.batchWrite([...puts, ...removes]);
  return puts.length + removes.length;
}
