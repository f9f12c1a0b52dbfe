import * as z from 'zod/mini';
import { CRM_NAMES } from '../../crm/record-maps.ts';
import { REFUSAL_CODES } from '../../domain/hint.ts';

const HintSchema = z.object({
  crm: z.string(),
  object: z.string(),
  ids: z.array(z.string()),
  kind: z.enum(['changed', 'deleted', 'merged', 'erased', 'gap']),
  atMs: z.number(),
});

const RefusedSchema = z.object({ code: z.enum(REFUSAL_CODES), reason: z.string(), count: z.number() });

const MessageSchema = z.object({
  crm: z.enum(CRM_NAMES),
  isFull: z._default(z.boolean(), false),
  isReconcile: z._default(z.boolean(), false),
  /** Calls that earlier parts of this run have made: all of them together have one share of the day's. */
  calls: z._default(z.number(), 0),
  /** Records that may have changed; left out: read what changed. */
  hints: z.exactOptional(z.array(HintSchema)),
  /** What came in of this CRM and was not taken, at `atMs`. */
  refused: z.exactOptional(z.array(RefusedSchema)),
  atMs: z._default(z.number(), 0),
});

const EventSchema = z.object({ detail: MessageSchema });

export type IngestMessage = z.infer<typeof MessageSchema>;

/** What the queue of `ingest-crm` asks for: as the schedule puts it there, or as a rule hands over an event of the bus. */
export function parseIngestMessage(input: unknown): IngestMessage {
  const event = EventSchema.safeParse(input);
  return event.success ? event.data.detail : MessageSchema.parse(input);
}
