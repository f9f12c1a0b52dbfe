import { Hono } from 'hono';
import { invalidRequest, notFound, VendorError } from './hubspot-errors.ts';
import type { Portal } from './portal.ts';
import { tableOf } from './portal.ts';
import { type PropertyDefinition, SENSITIVITIES } from './property-definition.ts';
import {
  addProperty,
  archiveProperty,
  nowIso,
  PropertyChangeSchema,
  PropertyCreateSchema,
  propertyExists,
} from './property-writes.ts';
import { readBody } from './request-body.ts';

/** The properties of an object: `/{object}` and `/{object}/{name}`. */
export function propertyRoutes(portal: Portal): Hono {
  const app = new Hono();
  app.get('/:object', (c) => {
    const { catalog } = tableOf(portal, c.req.param('object'));
    const sensitivity = SENSITIVITIES.find((one) => one === c.req.query('dataSensitivity'));
    return c.json({ results: catalog.list(c.req.query('archived') === 'true', sensitivity) });
  });
  app.post('/:object', async (c) => {
    const table = tableOf(portal, c.req.param('object'));
    const input = await readBody(c, PropertyCreateSchema);
    if (table.catalog.get(input.name) !== undefined) throw conflict(input.name);
    return c.json(addProperty(portal, table, input), 201);
  });
  app.get('/:object/:name', (c) => {
    const { catalog } = tableOf(portal, c.req.param('object'));
    const name = c.req.param('name');
    const found = c.req.query('archived') === 'true' ? catalog.getArchived(name) : catalog.get(name);
    if (found === undefined) throw notFound();
    return c.json(found);
  });
  app.patch('/:object/:name', async (c) => {
    const { catalog } = tableOf(portal, c.req.param('object'));
    const current = catalog.get(c.req.param('name'));
    if (current === undefined) throw notFound();
    if (current.modificationMetadata.readOnlyDefinition)
      throw invalidRequest(`${current.name} can't be changed`);
    const change = await readBody(c, PropertyChangeSchema);
    const kept = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
    const updated: PropertyDefinition = { ...current, ...kept, updatedAt: nowIso(portal) };
    catalog.set(updated);
    return c.json(updated);
  });
  app.delete('/:object/:name', (c) => {
    archiveProperty(portal, tableOf(portal, c.req.param('object')), c.req.param('name'));
    return c.body(null, 204);
  });
  return app;
}

function conflict(name: string): VendorError {
  const { category, message, subCategory } = propertyExists(name);
  return new VendorError(409, { status: 'error', message, category, subCategory });
}
