import { Hono } from 'hono';
import * as z from 'zod';
import { noAssociations, pairOf } from './association-routes.ts';
import { inlineTypeName } from './association-types.ts';
import { batchResponse, refuseLargeBatch } from './batch-response.ts';
import type { BatchError } from './hubspot-errors.ts';
import type { Portal } from './portal.ts';
import { associate, dissociate } from './record-links.ts';
import { liveAssociations } from './record-view.ts';
import { INTEGRATION } from './record-writes.ts';
import { IdSchema, readBody } from './request-body.ts';

/** Inputs per batch. https://developers.hubspot.com/docs/reference/api/crm/associations (v3) */
const MAX_READ = 1000;
const MAX_WRITE = 2000;

const ReadSchema = z.object({ inputs: z.array(z.object({ id: IdSchema })) });
const WriteSchema = z.object({
  inputs: z.array(
    z.object({
      from: z.object({ id: IdSchema }),
      to: z.object({ id: IdSchema }),
      type: z.string().optional(),
    }),
  ),
});

/** The older associations API: text ids and type names. */
export function associationV3Routes(portal: Portal): Hono {
  const app = new Hono();
  app.post('/:from/:to/batch/read', async (c) => {
    const startedAtMs = portal.clock.nowMs();
    const { from, to } = pairOf(portal, c);
    const { inputs } = await readBody(c, ReadSchema);
    refuseLargeBatch(inputs, MAX_READ);
    const results: unknown[] = [];
    const errors: BatchError[] = [];
    for (const { id } of inputs) {
      const found = liveAssociations(portal, from, id, to).flatMap(({ toId, typeIds }) =>
        typeIds.map((typeId) => ({ id: toId, type: inlineTypeName(from.name, to.name, typeId) })),
      );
      if (found.length === 0) errors.push(noAssociations(from, id, to));
      else results.push({ from: { id }, to: found });
    }
    return batchResponse(c, portal, { startedAtMs, okStatus: 200, results, errors });
  });
  app.post('/:from/:to/batch/create', async (c) => {
    const startedAtMs = portal.clock.nowMs();
    const { from, to } = pairOf(portal, c);
    const { inputs } = await readBody(c, WriteSchema);
    refuseLargeBatch(inputs, MAX_WRITE);
    const results = inputs.flatMap((input) => {
      const link = { from: from.name.plural, fromId: input.from.id, to: to.name.plural, toId: input.to.id };
      associate(portal, link, [], INTEGRATION);
      const there = `${from.name.singular}_to_${to.name.singular}`;
      const back = `${to.name.singular}_to_${from.name.singular}`;
      return [
        { from: input.to, to: input.from, type: back },
        { from: input.from, to: input.to, type: there },
      ];
    });
    return batchResponse(c, portal, { startedAtMs, okStatus: 201, results, errors: [] });
  });
  app.post('/:from/:to/batch/archive', async (c) => {
    const { from, to } = pairOf(portal, c);
    const { inputs } = await readBody(c, WriteSchema);
    for (const input of inputs) {
      const link = { from: from.name.plural, fromId: input.from.id, to: to.name.plural, toId: input.to.id };
      dissociate(portal, link, undefined, INTEGRATION);
    }
    return c.body(null, 204);
  });
  return app;
}
