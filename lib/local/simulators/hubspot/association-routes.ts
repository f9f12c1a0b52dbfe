import { type Context, Hono } from 'hono';
import * as z from 'zod';
import type { AssociatedRecord } from './association-store.ts';
import { isPrimaryType, typesBetween } from './association-types.ts';
import { batchResponse, refuseLargeBatch } from './batch-response.ts';
import { type BatchError, notFound } from './hubspot-errors.ts';
import type { ObjectTable } from './object-table.ts';
import type { Portal } from './portal.ts';
import { tableOf } from './portal.ts';
import { liveAssociations } from './record-view.ts';
import { IdSchema, readBody } from './request-body.ts';

/** Inputs per batch read. https://developers.hubspot.com/docs/guides/api/crm/associations/associations-v4 */
const MAX_READ = 1000;
/** Associated records per page. */
const MAX_PAGE = 500;

const ReadSchema = z.object({
  inputs: z.array(z.object({ id: IdSchema, after: z.coerce.string().nullish() })),
});

/** Reading associations: `/{from}/{to}/batch/read`. */
export function associationReadRoutes(portal: Portal): Hono {
  const app = new Hono();
  app.post('/:from/:to/batch/read', async (c) => {
    const startedAtMs = portal.clock.nowMs();
    const { from, to } = pairOf(portal, c);
    const { inputs } = await readBody(c, ReadSchema);
    refuseLargeBatch(inputs, MAX_READ);
    const results: unknown[] = [];
    const errors: BatchError[] = [];
    for (const { id, after } of inputs) {
      const found = liveAssociations(portal, from, id, to);
      if (found.length === 0) errors.push(noAssociations(from, id, to));
      else results.push({ from: { id }, ...toPage('to', found, after ?? undefined, MAX_PAGE) });
    }
    return batchResponse(c, portal, { startedAtMs, okStatus: 200, results, errors });
  });
  return app;
}

/** The types between two objects: `/{from}/{to}/labels`. */
export function associationTypeRoutes(portal: Portal): Hono {
  const app = new Hono();
  app.get('/:from/:to/labels', (c) => {
    const { from, to } = pairOf(portal, c);
    return c.json({
      results: typesBetween(from.name.plural, to.name.plural).map((type) => spec(type.typeId)),
    });
  });
  return app;
}

/** `GET /{object}/{id}/associations/{to}`. */
export function objectAssociationRoutes(portal: Portal): Hono {
  const app = new Hono();
  app.get('/:object/:id/associations/:to', (c) => {
    const from = tableOf(portal, c.req.param('object'));
    const to = tableOf(portal, c.req.param('to'));
    const record = from.records.get(c.req.param('id'));
    if (record === undefined || record.archivedAtMs !== undefined) throw notFound();
    const limit = Math.min(Number(c.req.query('limit') ?? MAX_PAGE) || MAX_PAGE, MAX_PAGE);
    const found = liveAssociations(portal, from, record.id, to);
    return c.json(toPage('results', found, c.req.query('after'), limit));
  });
  return app;
}

/** Live, having none is an error of its own rather than an empty list (recorded). */
export function noAssociations(from: ObjectTable, id: string, to: ObjectTable): BatchError {
  return {
    status: 'error',
    category: 'OBJECT_NOT_FOUND',
    subCategory: 'crm.associations.NO_ASSOCIATIONS_FOUND',
    message: `No ${to.name.singular} is associated with ${from.name.singular} ${id}.`,
    context: {
      fromObjectId: [id],
      fromObjectType: [from.name.singular],
      toObjectType: [to.name.singular],
    },
  };
}

export function pairOf(portal: Portal, c: Context): { readonly from: ObjectTable; readonly to: ObjectTable } {
  return {
    from: tableOf(portal, c.req.param('from') ?? ''),
    to: tableOf(portal, c.req.param('to') ?? ''),
  };
}

/** `after` is the last associated id. Live, `toObjectId` is a number, whatever the OpenAPI file says. */
function toPage(
  key: 'to' | 'results',
  found: readonly AssociatedRecord[],
  after: string | undefined,
  limit: number,
) {
  const rest = after === undefined ? found : found.filter(({ toId }) => Number(toId) > Number(after));
  const shown = rest.slice(0, limit);
  const last = shown.at(-1)?.toId;
  return {
    [key]: shown.map(({ toId, typeIds }) => ({
      toObjectId: Number(toId),
      associationTypes: typeIds.map(spec),
    })),
    ...(rest.length > limit && last !== undefined ? { paging: { next: { after: last } } } : {}),
  };
}

function spec(typeId: number) {
  return { category: 'HUBSPOT_DEFINED', typeId, label: isPrimaryType(typeId) ? 'Primary' : null };
}
