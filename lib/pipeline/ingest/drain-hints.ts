import { loadHints, type OpenHint, removeHints } from '../../store/hint-store.ts';
import type { ObjectWork } from './object-work.ts';
import { inBatches, readNamed } from './read-named.ts';
import { takePage } from './take-page.ts';

/** Rounds of one run: what still comes in meanwhile is for the next one. */
const MAX_ROUNDS = 10;

/**
 * Reads the records that hints name, as they are now, and forgets the hints. What the CRM no longer has becomes a
 * tombstone where the store has it, and is erased where the CRM said it was deleted for privacy; an id that neither
 * knows changes nothing.
 */
export async function drainHints(work: ObjectWork): Promise<void> {
  const { context, crm, object, time } = work;
  for (let round = 0; round < MAX_ROUNDS && !time.isUp(); round += 1) {
    const hints = (await loadHints(context.table, crm.name, object)).filter(({ kind }) => kind !== 'gap');
    if (hints.length === 0) return;
    const byId = Map.groupBy(hints, ({ id }) => id);
    for (const batch of inBatches([...byId])) {
      if (time.isUp()) return;
      await drainBatch(work, new Map(batch));
    }
  }
}

async function drainBatch(work: ObjectWork, byId: ReadonlyMap<string, readonly OpenHint[]>): Promise<void> {
  const { context, crm, object } = work;
  const { records, absent, refused } = await readNamed(work, [...byId.keys()]);
  if (refused.length > 0)
    context.log.warn('ingest-crm hints refused', { crm: crm.name, object, ids: refused.length });
  const gone = absent.map((id) => {
    const hints = byId.get(id) ?? [];
    const atMs = Math.max(0, ...hints.map((hint) => hint.atMs));
    const isErased = hints.some(({ kind }) => kind === 'erased');
    return { id, at: new Date(atMs).toISOString(), ...(isErased ? { isErased } : {}) };
  });
  await takePage(work, { records, rejects: [], gone }, { isCurrent: true });
  await removeHints(context.table, { crm: crm.name, object }, [...byId.values()].flat());
}
