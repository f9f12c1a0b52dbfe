import { Hono } from 'hono';
import * as z from 'zod';
import { type RunningServer, serveOnLoopback } from './simulators/serve.ts';

/** An event as it was put on the local bus. */
export interface PutEvent {
  readonly source: string;
  readonly type: string;
  readonly detail: unknown;
}

export interface LocalBus extends RunningServer {
  /** Every event so far, oldest first. */
  readonly events: readonly PutEvent[];
}

const EntrySchema = z.object({ Source: z.string(), DetailType: z.string(), Detail: z.string() });
const PutEventsSchema = z.object({ Entries: z.array(EntrySchema).min(1).max(10) });

/**
 * The one EventBridge call RevLoop makes, on loopback: takes events, keeps them, and tells `onEvent`. The client is the AWS SDK's own.
 * https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html
 */
export async function startLocalBus(onEvent?: (event: PutEvent) => void): Promise<LocalBus> {
  const events: PutEvent[] = [];
  const app = new Hono();
  app.post('/', async (c) => {
    if (c.req.header('x-amz-target') !== 'AWSEvents.PutEvents') {
      return c.json({ __type: 'UnknownOperationException' }, 400);
    }
    const body = PutEventsSchema.safeParse(await c.req.json());
    if (!body.success)
      return c.json({ __type: 'ValidationException', message: z.prettifyError(body.error) }, 400);
    const first = events.length;
    for (const { Source, DetailType, Detail } of body.data.Entries) {
      events.push({ source: Source, type: DetailType, detail: JSON.parse(Detail) });
    }
    if (onEvent !== undefined) for (const event of events.slice(first)) onEvent(event);
    const entries = body.data.Entries.map((_, at) => ({ EventId: `local-${first + at + 1}` }));
    return c.json({ FailedEntryCount: 0, Entries: entries });
  });
  const server = await serveOnLoopback(app);
  return { ...server, events };
}
