import type { HintBatch } from '../crm/hint-batch.ts';
import type { IngestQueue } from '../runtime/queue.ts';

export interface ReceiveReport {
  readonly ids: number;
  readonly gaps: number;
  readonly dropped: number;
  readonly rejected: number;
}

/**
 * Hands hints on to `ingest-crm`, which reads the records again. Resolves once all of them are durable; what could not
 * be read is set aside, as a cause in the inbox, and holds nothing up.
 */
export async function receiveChanges(
  { queue, atMs }: { readonly queue: IngestQueue; readonly atMs: number },
  { crm, hints, dropped, rejects }: HintBatch,
): Promise<ReceiveReport> {
  if (hints.length > 0) await queue.send([{ crm, hints }]);
  if (rejects.length > 0) await queue.send([{ crm, refused: tally(rejects), atMs }]);
  const ids = hints.reduce((total, hint) => total + hint.ids.length, 0);
  const gaps = hints.filter(({ kind }) => kind === 'gap').length;
  return { ids, gaps, dropped, rejected: rejects.length };
}

function tally(reasons: readonly string[]) {
  return [...Map.groupBy(reasons, (reason) => reason)].map(([reason, same]) => ({
    ...{ code: 'change-unreadable' as const, reason, count: same.length },
  }));
}
