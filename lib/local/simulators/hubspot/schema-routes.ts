import { Hono } from 'hono';
import { notFound } from './hubspot-errors.ts';
import type { ObjectTable } from './object-table.ts';
import type { Portal } from './portal.ts';
import { tableOf } from './portal.ts';

const CUSTOM_TYPE = /^2-/;
const EPOCH = '1970-01-01T00:00:00.000Z';

/** `/schemas`: the portal's custom objects. Archived ones, of which there are none, come on request. */
export function schemaRoutes(portal: Portal): Hono {
  const app = new Hono();
  app.get('/schemas', (c) => {
    const isArchived = c.req.query('archived') === 'true';
    const custom = [...portal.tables.values()].filter(({ name }) => CUSTOM_TYPE.test(name.typeId));
    return c.json({ results: isArchived ? [] : custom.map((table) => toSchema(portal, table)) });
  });
  app.get('/schemas/:objectType', (c) => {
    const table = tableOf(portal, c.req.param('objectType'));
    if (!CUSTOM_TYPE.test(table.name.typeId)) throw notFound();
    return c.json(toSchema(portal, table));
  });
  return app;
}

function toSchema(portal: Portal, { name, catalog }: ObjectTable) {
  const properties = catalog.list(false);
  const shown = properties.find(({ hubspotDefined }) => hubspotDefined !== true)?.name ?? 'hs_object_id';
  return {
    id: name.typeId.replace(CUSTOM_TYPE, ''),
    objectTypeId: name.typeId,
    name: name.plural,
    fullyQualifiedName: `p${portal.account.portalId}_${name.plural}`,
    labels: { singular: name.singular, plural: name.plural },
    primaryDisplayProperty: shown,
    secondaryDisplayProperties: [],
    requiredProperties: [shown],
    searchableProperties: [shown],
    properties,
    associations: [],
    allowsSensitiveProperties: false,
    archived: false,
    createdAt: EPOCH,
    updatedAt: EPOCH,
  };
}
