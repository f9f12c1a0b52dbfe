import { Hono } from 'hono';
import * as z from 'zod';
import { notFound, VendorError } from './hubspot-errors.ts';
import type { Portal } from './portal.ts';
import { tableOf } from './portal.ts';
import { readBody } from './request-body.ts';

const CreateSchema = z.object({
  name: z.string().min(1),
  label: z.string().min(1),
  displayOrder: z.int().optional(),
});
const ChangeSchema = z.object({ label: z.string().min(1).optional(), displayOrder: z.int().optional() });

/** `/{object}/groups` and `/{object}/groups/{name}`. */
export function propertyGroupRoutes(portal: Portal): Hono {
  const app = new Hono();
  app.get('/:object/groups', (c) => {
    return c.json({ results: tableOf(portal, c.req.param('object')).catalog.groups() });
  });
  app.post('/:object/groups', async (c) => {
    const { catalog } = tableOf(portal, c.req.param('object'));
    const draft = await readBody(c, CreateSchema);
    if (catalog.group(draft.name) !== undefined) throw groupExists(draft.name);
    return c.json(catalog.setGroup(draft), 201);
  });
  app.get('/:object/groups/:name', (c) => {
    const found = tableOf(portal, c.req.param('object')).catalog.group(c.req.param('name'));
    if (found === undefined) throw notFound();
    return c.json(found);
  });
  app.patch('/:object/groups/:name', async (c) => {
    const { catalog } = tableOf(portal, c.req.param('object'));
    const current = catalog.group(c.req.param('name'));
    if (current === undefined) throw notFound();
    const { label = current.label, displayOrder = current.displayOrder } = await readBody(c, ChangeSchema);
    return c.json(catalog.setGroup({ name: current.name, label, displayOrder }));
  });
  app.delete('/:object/groups/:name', (c) => {
    tableOf(portal, c.req.param('object')).catalog.removeGroup(c.req.param('name'));
    return c.body(null, 204);
  });
  return app;
}

function groupExists(name: string): VendorError {
  return new VendorError(409, {
    status: 'error',
    message: `A property group named '${name}' already exists.`,
    category: 'OBJECT_ALREADY_EXISTS',
    subCategory: 'Properties.GROUP_WITH_NAME_EXISTS',
  });
}
