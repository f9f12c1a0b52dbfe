import { Hono } from 'hono';
import * as z from 'zod';
import { type ChangeEvent, type ChangeType, OVERFLOW_ID } from './change-stream.ts';
import { drawChangeEvent, type EventStyle } from './draw-change-event.ts';
import type { Org } from './org.ts';

const StyleSchema = {
  body: z.enum(['full', 'changed']).default('changed'),
  envelope: z.enum(['relay', 'appflow']).default('relay'),
};
const GAPS = ['GAP_CREATE', 'GAP_UPDATE', 'GAP_DELETE', 'GAP_UNDELETE', 'GAP_OVERFLOW'] as const;
const GapSchema = z.strictObject({
  gap: z.enum(GAPS) satisfies z.ZodType<ChangeType>,
  object: z.string(),
  /** Left out: the id that stands for records nobody names. */
  ids: z.array(z.string()).optional(),
});
const TakeSchema = z.strictObject({
  ...StyleSchema,
  /** What the way to the consumer does to the events: at least once, in no order. */
  order: z.enum(['commit', 'reverse', 'shuffle']).default('commit'),
  /** Events that come twice: every n-th. */
  duplicateEvery: z.int().positive().optional(),
  /** Events that never come: every n-th. */
  dropEvery: z.int().positive().optional(),
  /** Records whose event says no more than that something happened: every n-th. */
  gapEvery: z.int().positive().optional(),
});

export type TakenEvents = Partial<z.infer<typeof TakeSchema>>;

/** Takes the change events of the org, oldest first, and does to them what `wish` says. Each is JSON text. */
export function takeChangeEvents(org: Org, wish: TakenEvents = {}): readonly string[] {
  const { order, duplicateEvery, dropEvery, gapEvery, ...style } = TakeSchema.parse(wish);
  const isNth = (i: number, every: number | undefined): boolean =>
    every !== undefined && (i + 1) % every === 0;
  const events = org.changes
    .take()
    .filter((_, i) => !isNth(i, dropEvery))
    .map((event, i) => (isNth(i, gapEvery) ? asGap(event) : event))
    .flatMap((event, i) => (isNth(i, duplicateEvery) ? [event, event] : [event]));
  return arranged(org, events, order).map((event) => drawChangeEvent(org, event, style));
}

/** Sends every later event to `deliver` when its transaction commits. */
export function deliverChangeEvents(org: Org, style: EventStyle, deliver: (event: string) => void): void {
  org.changes.listen((event) => deliver(drawChangeEvent(org, event, style)));
}

function asGap(event: ChangeEvent): ChangeEvent {
  const { type } = event;
  if (type !== 'CREATE' && type !== 'UPDATE' && type !== 'DELETE' && type !== 'UNDELETE') return event;
  return { ...event, type: `GAP_${type}`, change: undefined };
}

function arranged(
  org: Org,
  events: readonly ChangeEvent[],
  order: 'commit' | 'reverse' | 'shuffle',
): readonly ChangeEvent[] {
  if (order === 'commit') return events;
  if (order === 'reverse') return events.toReversed();
  return events
    .map((event) => ({ event, at: org.random.next() }))
    .sort((a, b) => a.at - b.at)
    .map(({ event }) => event);
}

/** `/_simulator/change-events`: takes what change data capture has to tell, or has it tell of a gap. */
export function changeEventRoutes(org: Org): Hono {
  const app = new Hono();
  app.post('/change-events', async (c) => {
    const body: unknown = await c.req.json();
    const gap = GapSchema.safeParse(body);
    if (gap.success) {
      org.changes.gap(org, gap.data.object, gap.data.gap, gap.data.ids ?? [OVERFLOW_ID]);
      return c.body(null, 204);
    }
    const wish = TakeSchema.safeParse(body);
    if (!wish.success) return c.json({ error: z.prettifyError(wish.error) }, 400);
    const events = takeChangeEvents(org, wish.data);
    // As text: `commitNumber` is larger than a number that JavaScript can write.
    return c.body(`[${events.join(',')}]`, 200, { 'content-type': 'application/json' });
  });
  return app;
}
