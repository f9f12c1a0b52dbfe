import { Hono } from 'hono';
import * as z from 'zod';
import { DeliverySchema, type WebhookSender } from './webhook-sender.ts';

const AutomationSchema = z.strictObject({ delayMs: z.int().nonnegative().nullable() });

/** `/webhooks`: what waits to be sent; sent on demand, by itself, or never. */
export function webhookControlRoutes(sender: WebhookSender): Hono {
  const app = new Hono();
  app.get('/webhooks', (c) => c.json({ waiting: sender.waiting() }));
  app.delete('/webhooks', (c) => {
    sender.clear();
    return c.body(null, 204);
  });
  app.post('/webhooks/deliver', async (c) => {
    const text = await c.req.text();
    const body = DeliverySchema.safeParse(text === '' ? {} : JSON.parse(text));
    if (!body.success) return c.json({ error: z.prettifyError(body.error) }, 400);
    return c.json(await sender.deliver(body.data));
  });
  app.put('/webhooks/automation', async (c) => {
    const body = AutomationSchema.safeParse(await c.req.json());
    if (!body.success) return c.json({ error: z.prettifyError(body.error) }, 400);
    sender.automate(body.data.delayMs ?? undefined);
    return c.body(null, 204);
  });
  return app;
}
