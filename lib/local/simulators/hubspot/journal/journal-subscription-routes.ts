import { Hono } from 'hono';
import * as z from 'zod';
import { notFound } from '../hubspot-errors.ts';
import { readValue } from '../object-table.ts';
import type { Portal } from '../portal.ts';
import { tableOf } from '../portal.ts';
import { nowIso } from '../property-writes.ts';
import { APP_ID } from '../record-writes.ts';
import { readBody } from '../request-body.ts';
import { type Journal, newOffset } from './journal-store.ts';

const UpsertSchema = z.object({
  subscriptionType: z.enum(['OBJECT', 'ASSOCIATION', 'GDPR_PRIVACY_DELETION']),
  objectTypeId: z.string(),
  portalId: z.int().optional(),
  actions: z.array(z.string()).default([]),
  properties: z.array(z.string()).optional(),
  objectIds: z.array(z.int()).optional(),
  associatedObjectTypeIds: z.array(z.string()).optional(),
});
const SnapshotSchema = z.object({
  snapshotRequests: z.array(
    z.object({
      portalId: z.int(),
      objectTypeId: z.string(),
      objectId: z.int(),
      properties: z.array(z.string()),
    }),
  ),
});

/** `/subscriptions/2026-03`. */
export function journalSubscriptionRoutes(portal: Portal, journal: Journal): Hono {
  const app = new Hono();
  const { subscriptions } = journal;
  app.get('/', (c) => c.json({ results: [...subscriptions.values()] }));
  app.post('/', async (c) => {
    const body = await readBody(c, UpsertSchema);
    const now = nowIso(portal);
    const created = { ...body, id: journal.newId(), appId: APP_ID, createdAt: now, updatedAt: now };
    subscriptions.set(created.id, created);
    return c.json(created);
  });
  app.delete('/portals/:portalId', (c) => {
    for (const { id, portalId } of [...subscriptions.values()])
      if (String(portalId) === c.req.param('portalId')) subscriptions.delete(id);
    return c.body(null, 204);
  });
  app.get('/:subscriptionId', (c) => {
    const found = subscriptions.get(Number(c.req.param('subscriptionId')));
    if (found === undefined) throw notFound();
    return c.json(found);
  });
  app.delete('/:subscriptionId', (c) => {
    subscriptions.delete(Number(c.req.param('subscriptionId')));
    return c.body(null, 204);
  });
  return app;
}

/** `/snapshots/2026-03/crm`: puts records as they are into the journal. */
export function journalSnapshotRoutes(portal: Portal, journal: Journal): Hono {
  const app = new Hono();
  app.post('/crm', async (c) => {
    const { snapshotRequests } = await readBody(c, SnapshotSchema);
    const snapshotResponses = snapshotRequests.map(({ portalId, objectTypeId, objectId, properties }) => {
      const table = tableOf(portal, objectTypeId);
      const record = table.records.get(String(objectId));
      const snapshotStatusId = newOffset(portal);
      if (record !== undefined) {
        const values = properties.map((name) => [name, readValue(table, record, name)] as const);
        journal.add({
          type: 'OBJECT',
          portalId,
          occurredAt: nowIso(portal),
          action: 'SNAPSHOT',
          objectTypeId,
          objectId,
          properties: Object.fromEntries(values),
          snapshotStatusId,
        });
      }
      return { portalId, objectTypeId, objectId, snapshotStatusId };
    });
    return c.json({ snapshotResponses });
  });
  return app;
}
