import type { HintBatch } from '../crm/hint-batch.ts';
import type { EventBus } from '../runtime/events.ts';
import type { IngestQueue } from '../runtime/queue.ts';

export interface ReceiveReport {
  readonly ids: number;
  readonly gaps: number;
  readonly dropped: number;
  readonly rejected: number;
}

/** Event that keeps what was wrong with events that could not be read; the bus's archive holds it. */
const QUARANTINED = 'changes.quarantined';

/**
 * Hands hints on to `ingest-crm`, which reads the records again. Resolves once all of them are durable; what could not
 * be read is set aside and holds nothing up.
 */
export async function receiveChanges(
  { queue, bus }: { readonly queue: IngestQueue; readonly bus: EventBus },
  { crm, hints, dropped, rejects }: HintBatch,
): Promise<ReceiveReport> {
  if (hints.length > 0) await queue.send([{ crm, hints }]);
  if (rejects.length > 0) await bus.put([{ type: QUARANTINED, detail: { crm, reasons: tally(rejects) } }]);
  const ids = hints.reduce((total, hint) => total + hint.ids.length, 0);
  const gaps = hints.filter(({ kind }) => kind === 'gap').length;
  return { ids, gaps, dropped, rejected: rejects.length };
}

function tally(reasons: readonly string[]): Readonly<Record<string, number>> {
  return Object.fromEntries(
    [...Map.groupBy(reasons, (reason) => reason)].map(([reason, same]) => [reason, same.length]),
  );
}
