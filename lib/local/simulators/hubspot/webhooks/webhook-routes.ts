import { Hono } from 'hono';
import * as z from 'zod';
import { batchResponse } from '../batch-response.ts';
import { notFound } from '../hubspot-errors.ts';
import type { Portal } from '../portal.ts';
import { nowIso } from '../property-writes.ts';
import { readBody } from '../request-body.ts';
import type { WebhookRegistry, WebhookSubscription } from './webhook-subscriptions.ts';

const SettingsSchema = z.object({
  targetUrl: z.string(),
  throttling: z.object({ maxConcurrentRequests: z.int() }),
});
const EVENT_TYPE =
  /^(contact|company|deal|ticket|product|line_item|object)\.(creation|deletion|merge|restore|propertyChange|associationChange)$|^contact\.privacyDeletion$/;
const CreateSchema = z.object({
  eventType: z.string().regex(EVENT_TYPE),
  propertyName: z.string().optional(),
  objectTypeId: z.string().optional(),
  active: z.boolean().default(false),
});
const PatchSchema = z.object({ active: z.boolean().optional() });
const BatchSchema = z.object({
  inputs: z.array(z.object({ id: z.union([z.string(), z.number().transform(String)]), active: z.boolean() })),
});

/** `/{appId}/settings` and `/{appId}/subscriptions`. */
export function webhookRoutes(portal: Portal, registry: WebhookRegistry): Hono {
  const app = new Hono();
  app.get('/:appId/settings', (c) => {
    const { settings } = registry.app(c.req.param('appId'));
    if (settings === undefined) throw notFound();
    return c.json(settings);
  });
  app.put('/:appId/settings', async (c) => {
    const hooks = registry.app(c.req.param('appId'));
    const body = await readBody(c, SettingsSchema);
    const now = nowIso(portal);
    hooks.settings = { ...body, createdAt: hooks.settings?.createdAt ?? now, updatedAt: now };
    return c.json(hooks.settings);
  });
  app.delete('/:appId/settings', (c) => {
    registry.app(c.req.param('appId')).settings = undefined;
    return c.body(null, 204);
  });
  app.get('/:appId/subscriptions', (c) => {
    return c.json({ results: [...registry.app(c.req.param('appId')).subscriptions.values()] });
  });
  app.post('/:appId/subscriptions', async (c) => {
    const { subscriptions } = registry.app(c.req.param('appId'));
    const body = await readBody(c, CreateSchema);
    const now = nowIso(portal);
    const created = { ...body, id: registry.newId(), createdAt: now, updatedAt: now };
    subscriptions.set(created.id, created);
    return c.json(created, 201);
  });
  app.post('/:appId/subscriptions/batch/update', async (c) => {
    const startedAtMs = portal.clock.nowMs();
    const { subscriptions } = registry.app(c.req.param('appId'));
    const { inputs } = await readBody(c, BatchSchema);
    const results = inputs.flatMap(({ id, active }) => change(portal, subscriptions, id, active) ?? []);
    return batchResponse(c, portal, { startedAtMs, okStatus: 200, results, errors: [] });
  });
  app.get('/:appId/subscriptions/:subscriptionId', (c) => {
    const { appId, subscriptionId } = c.req.param();
    const found = registry.app(appId).subscriptions.get(subscriptionId);
    if (found === undefined) throw notFound();
    return c.json(found);
  });
  app.patch('/:appId/subscriptions/:subscriptionId', async (c) => {
    const { appId, subscriptionId } = c.req.param();
    const { active } = await readBody(c, PatchSchema);
    const changed = change(portal, registry.app(appId).subscriptions, subscriptionId, active);
    if (changed === undefined) throw notFound();
    return c.json(changed);
  });
  app.delete('/:appId/subscriptions/:subscriptionId', (c) => {
    const { appId, subscriptionId } = c.req.param();
    registry.app(appId).subscriptions.delete(subscriptionId);
    return c.body(null, 204);
  });
  return app;
}

function change(
  portal: Portal,
  subscriptions: Map<string, WebhookSubscription>,
  id: string,
  active: boolean | undefined,
): WebhookSubscription | undefined {
  const current = subscriptions.get(id);
  if (current === undefined) return undefined;
  const changed = { ...current, active: active ?? current.active, updatedAt: nowIso(portal) };
  subscriptions.set(id, changed);
  return changed;
}
