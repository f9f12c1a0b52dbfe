import { Hono } from 'hono';
import * as z from 'zod';
import type { CallLog } from './call-log.ts';
import type { FaultSwitch } from './faults.ts';
import type { SimulatorClock } from './simulator-clock.ts';

const FaultBody = z.strictObject({
  name: z.string(),
  calls: z.int().positive(),
  object: z.string().optional(),
});
const ClockBody = z.union([
  z.strictObject({ now: z.iso.datetime({ offset: true }) }),
  z.strictObject({ advanceMs: z.int().nonnegative() }),
]);

/** The `/_simulator/*` routes that every simulator serves beside its vendor's paths, without authorisation. */
export function controlRoutes(parts: {
  readonly calls: CallLog;
  readonly faults: FaultSwitch;
  readonly clock: SimulatorClock;
}): Hono {
  const { calls, faults, clock } = parts;
  const app = new Hono();
  app.get('/calls', (c) => c.json(calls.list()));
  app.delete('/calls', (c) => {
    calls.reset();
    return c.body(null, 204);
  });
  app.get('/faults', (c) => c.json({ names: faults.names, armed: faults.armed() }));
  app.post('/faults', async (c) => {
    const body = FaultBody.safeParse(await c.req.json());
    if (!body.success) return c.json({ error: z.prettifyError(body.error) }, 400);
    if (!faults.arm(body.data))
      return c.json({ error: `unknown fault ${body.data.name}`, names: faults.names }, 400);
    return c.json({ armed: faults.armed() });
  });
  app.delete('/faults', (c) => {
    faults.clear();
    return c.body(null, 204);
  });
  app.post('/clock', async (c) => {
    const body = ClockBody.safeParse(await c.req.json());
    if (!body.success) return c.json({ error: z.prettifyError(body.error) }, 400);
    if ('now' in body.data) clock.set(Date.parse(body.data.now));
    else clock.advance(body.data.advanceMs);
    return c.json({ now: new Date(clock.nowMs()).toISOString() });
  });
  return app;
}
