import type { Hint, RefusalCode } from '../domain/hint.ts';
import type { BusEvent, EventBus } from './events.ts';

/** Requests or events that were not taken, by why; never their contents. */
export interface Refused {
  readonly code: RefusalCode;
  readonly reason: string;
  readonly count: number;
}

/**
 * What the queue of `ingest-crm` is told beside its schedule: records that may have changed, what came in and was not
 * taken, or to go on with a read, which has made so many `calls` already.
 */
export type IngestMessage =
  | { readonly crm: string; readonly hints: readonly Hint[] }
  | { readonly crm: string; readonly refused: readonly Refused[]; readonly atMs: number }
  | { readonly crm: string; readonly continue: true; readonly calls: number };

/** PORT: the queue of `ingest-crm`. `send` resolves once the messages are durable, and rejects where one is not. */
export interface IngestQueue {
  readonly send: (messages: readonly IngestMessage[]) => Promise<void>;
}

/** Events of our bus that a rule hands to the queue of `ingest-crm` (`infra/jobs.ts`). */
export const INGEST_EVENTS = {
  hints: 'changes.received',
  refused: 'changes.quarantined',
  goOn: 'ingest-crm.continue',
} as const;

/**
 * Ids of one message. A message has to fit into 256 KB on the bus and in the queue; ids of both CRMs have at most 20
 * characters, so that this many are far below it with everything around them.
 */
const IDS_PER_MESSAGE = 5_000;

/**
 * Reaches the queue through the bus: an event that the bus took is kept and handed over until the queue has it
 * (`docs/decisions/0011-hints-reach-the-queue-through-the-bus.md`).
 */
export function createIngestQueue(bus: EventBus): IngestQueue {
  return { send: (messages) => bus.put(messages.flatMap(toEvents)) };
}

function toEvents(message: IngestMessage): readonly BusEvent[] {
  if ('continue' in message) return [{ type: INGEST_EVENTS.goOn, detail: message }];
  if ('refused' in message) return [{ type: INGEST_EVENTS.refused, detail: message }];
  const { crm, hints } = message;
  return inGroups(hints).map((group) => ({ type: INGEST_EVENTS.hints, detail: { crm, hints: group } }));
}

/** Hints side by side until a message is full; one with more ids than that is cut. */
function inGroups(hints: readonly Hint[]): readonly (readonly Hint[])[] {
  const groups: Hint[][] = [];
  let room = 0;
  for (const hint of hints.flatMap(cut)) {
    const weight = Math.max(1, hint.ids.length);
    const open = weight <= room ? groups.at(-1) : undefined;
    if (open === undefined) groups.push([hint]);
    else open.push(hint);
    room = (open === undefined ? IDS_PER_MESSAGE : room) - weight;
  }
  return groups;
}

function cut(hint: Hint): readonly Hint[] {
  if (hint.ids.length <= IDS_PER_MESSAGE) return [hint];
  const parts = Math.ceil(hint.ids.length / IDS_PER_MESSAGE);
  return Array.from({ length: parts }, (_, at) => ({
    ...hint,
    ids: hint.ids.slice(at * IDS_PER_MESSAGE, (at + 1) * IDS_PER_MESSAGE),
  }));
}
