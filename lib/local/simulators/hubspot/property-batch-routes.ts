import { Hono } from 'hono';
import * as z from 'zod';
import { batchResponse, MAX_BATCH, refuseLargeBatch } from './batch-response.ts';
import type { BatchError } from './hubspot-errors.ts';
import type { Portal } from './portal.ts';
import { tableOf } from './portal.ts';
import type { PropertyDefinition } from './property-definition.ts';
import { addProperty, archiveProperty, PropertyCreateSchema, propertyExists } from './property-writes.ts';
import { readBody } from './request-body.ts';

const BatchCreateSchema = z.object({ inputs: z.array(PropertyCreateSchema) });
const BatchNamesSchema = z.object({
  archived: z.boolean().optional(),
  inputs: z.array(z.object({ name: z.string() })),
});

/** `/{object}/batch/create|read|archive`. */
export function propertyBatchRoutes(portal: Portal): Hono {
  const app = new Hono();
  app.post('/:object/batch/create', async (c) => {
    const startedAtMs = portal.clock.nowMs();
    const table = tableOf(portal, c.req.param('object'));
    const { inputs } = await readBody(c, BatchCreateSchema);
    refuseLargeBatch(inputs, MAX_BATCH);
    const results: PropertyDefinition[] = [];
    const errors: BatchError[] = [];
    for (const input of inputs) {
      if (table.catalog.get(input.name) !== undefined) errors.push(propertyExists(input.name));
      else results.push(addProperty(portal, table, input));
    }
    return batchResponse(c, portal, { startedAtMs, okStatus: 201, results, errors });
  });
  app.post('/:object/batch/read', async (c) => {
    const startedAtMs = portal.clock.nowMs();
    const { catalog } = tableOf(portal, c.req.param('object'));
    const { inputs, archived = false } = await readBody(c, BatchNamesSchema);
    refuseLargeBatch(inputs, MAX_BATCH);
    const find = (name: string) => (archived ? catalog.getArchived(name) : catalog.get(name));
    const results = inputs.flatMap(({ name }) => find(name) ?? []);
    const missing = inputs.filter(({ name }) => find(name) === undefined).map(({ name }) => name);
    const errors = missing.map((name) => doesNotExist(name));
    return batchResponse(c, portal, { startedAtMs, okStatus: 200, results, errors });
  });
  app.post('/:object/batch/archive', async (c) => {
    const table = tableOf(portal, c.req.param('object'));
    const { inputs } = await readBody(c, BatchNamesSchema);
    for (const { name } of inputs) archiveProperty(portal, table, name);
    return c.body(null, 204);
  });
  return app;
}

function doesNotExist(name: string): BatchError {
  const message = `Property ${name} does not exist`;
  return { status: 'error', category: 'OBJECT_NOT_FOUND', message, context: { name: [name] } };
}
