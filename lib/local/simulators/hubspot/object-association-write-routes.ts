import { Hono } from 'hono';
import { associateDefault, labelled, linkOf } from './association-writes.ts';
import { notFound } from './hubspot-errors.ts';
import type { Portal } from './portal.ts';
import { tableOf } from './portal.ts';
import { associate, dissociate } from './record-links.ts';
import { INTEGRATION } from './record-writes.ts';
import { AssociationSpecsSchema, readBody } from './request-body.ts';

/** Single associations below `/{object}/{id}/associations`. */
export function objectAssociationWriteRoutes(portal: Portal): Hono {
  const app = new Hono();
  app.put('/:object/:id/associations/default/:to/:toId', (c) => {
    const { object, id, to, toId } = c.req.param();
    return associateDefault(c, portal, [
      { from: tableOf(portal, object), fromId: id, to: tableOf(portal, to), toId },
    ]);
  });
  app.put('/:object/:id/associations/:to/:toId', async (c) => {
    const { object, id, to: toSpelling, toId } = c.req.param();
    const from = tableOf(portal, object);
    const to = tableOf(portal, toSpelling);
    if (from.records.get(id) === undefined || to.records.get(toId) === undefined) throw notFound();
    const typeIds = (await readBody(c, AssociationSpecsSchema)).map(
      ({ associationTypeId }) => associationTypeId,
    );
    associate(portal, linkOf(from, id, to, toId), typeIds, INTEGRATION);
    return c.json(labelled(from, id, to, toId), 201);
  });
  app.delete('/:object/:id/associations/:to/:toId', (c) => {
    const { object, id, to, toId } = c.req.param();
    const link = linkOf(tableOf(portal, object), id, tableOf(portal, to), toId);
    dissociate(portal, link, undefined, INTEGRATION);
    return c.body(null, 204);
  });
  return app;
}
