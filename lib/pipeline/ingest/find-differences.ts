import { countRecords, listStoredVersions } from '../../store/record-store.ts';
import { newIdTable } from './id-table.ts';
import type { ObjectWork } from './object-work.ts';

/** Ids by which the CRM and the store differ, each list in order. */
export interface Differences {
  readonly missing: readonly string[];
  readonly extra: readonly string[];
  /** A change that no search and no hint told of: the list's stamp is newer than ours. */
  readonly stale: readonly string[];
  /** Live records that the store holds. */
  readonly stored: number;
}

/**
 * Compares every id that the CRM lists with every live one of the store. Both go by page by page and only what differs
 * is kept by name.
 */
export async function findDifferences(
  work: Pick<ObjectWork, 'context' | 'crm' | 'object' | 'erasures' | 'lease'>,
): Promise<Differences> {
  const { context, crm, object, erasures } = work;
  const ours = newIdTable(await countRecords(context.table, crm.name, object));
  for await (const page of listStoredVersions(context.table, crm.name, object))
    for (const { id, version } of page) ours.add(id, Date.parse(version));
  const missing = new Set<string>();
  const stale = new Set<string>();
  for await (const page of crm.listIds(object)) {
    // The list of a large object takes longer than a lease lasts.
    await work.lease.hold();
    for (const { id, version } of page) {
      const storedMs = ours.find(id);
      if (storedMs === undefined) {
        if (!erasures.has(id)) missing.add(id);
      } else if (version !== undefined && Date.parse(version) > storedMs) stale.add(id);
    }
  }
  const extra: string[] = [];
  if (ours.unseen > 0) {
    for await (const page of listStoredVersions(context.table, crm.name, object))
      extra.push(...page.flatMap(({ id }) => (ours.isSeen(id) ? [] : [id])));
  }
  return { missing: [...missing].sort(), extra: extra.sort(), stale: [...stale].sort(), stored: ours.size };
}
