import { Hono } from 'hono';
import * as z from 'zod';
import { pairOf } from './association-routes.ts';
import { associateDefault, labelled, linkOf, refusal } from './association-writes.ts';
import { batchResponse, MAX_BATCH, refuseLargeBatch } from './batch-response.ts';
import type { BatchError } from './hubspot-errors.ts';
import type { Portal } from './portal.ts';
import { associate, dissociate } from './record-links.ts';
import { INTEGRATION } from './record-writes.ts';
import { AssociationSpecsSchema, IdSchema, readBody } from './request-body.ts';

/** Inputs per batch create. https://developers.hubspot.com/docs/guides/api/crm/associations/associations-v4 */
const MAX_CREATE = 2000;

const PairSchema = z.object({ from: z.object({ id: IdSchema }), to: z.object({ id: IdSchema }) });
const CreateSchema = z.object({ inputs: z.array(PairSchema.extend({ types: AssociationSpecsSchema })) });
const DefaultSchema = z.object({ inputs: z.array(PairSchema) });
const ArchiveSchema = z.object({
  inputs: z.array(z.object({ from: z.object({ id: IdSchema }), to: z.array(z.object({ id: IdSchema })) })),
});

/** Batches below `/{from}/{to}`. `archiveStatus` differs between v4 (204) and the dated versions (200). */
export function associationBatchRoutes(portal: Portal, archiveStatus: 200 | 204): Hono {
  const app = new Hono();
  app.post('/:from/:to/batch/create', async (c) => {
    const startedAtMs = portal.clock.nowMs();
    const { from, to } = pairOf(portal, c);
    const { inputs } = await readBody(c, CreateSchema);
    refuseLargeBatch(inputs, MAX_CREATE);
    const results: unknown[] = [];
    const errors: BatchError[] = [];
    for (const input of inputs) {
      const error = refusal(from, input.from.id, to, input.to.id);
      if (error !== undefined) errors.push(error);
      else {
        const typeIds = input.types.map(({ associationTypeId }) => associationTypeId);
        associate(portal, linkOf(from, input.from.id, to, input.to.id), typeIds, INTEGRATION);
        results.push(labelled(from, input.from.id, to, input.to.id));
      }
    }
    return batchResponse(c, portal, { startedAtMs, okStatus: 201, results, errors });
  });
  app.post('/:from/:to/batch/associate/default', async (c) => {
    const { from, to } = pairOf(portal, c);
    const { inputs } = await readBody(c, DefaultSchema);
    refuseLargeBatch(inputs, MAX_CREATE);
    return associateDefault(
      c,
      portal,
      inputs.map((input) => ({ from, fromId: input.from.id, to, toId: input.to.id })),
    );
  });
  app.post('/:from/:to/batch/archive', async (c) => {
    const startedAtMs = portal.clock.nowMs();
    const { from, to } = pairOf(portal, c);
    const { inputs } = await readBody(c, ArchiveSchema);
    refuseLargeBatch(inputs, MAX_BATCH);
    for (const input of inputs) {
      for (const { id } of input.to)
        dissociate(portal, linkOf(from, input.from.id, to, id), undefined, INTEGRATION);
    }
    if (archiveStatus === 204) return c.body(null, 204);
    return batchResponse(c, portal, { startedAtMs, okStatus: 200, results: [], errors: [] });
  });
  return app;
}

/** `/{from}/{to}/batch/labels/archive`: takes labels away and keeps the rest of the association. */
export function associationLabelRoutes(portal: Portal, archiveStatus: 200 | 204): Hono {
  const app = new Hono();
  app.post('/:from/:to/batch/labels/archive', async (c) => {
    const startedAtMs = portal.clock.nowMs();
    const { from, to } = pairOf(portal, c);
    const { inputs } = await readBody(c, CreateSchema);
    refuseLargeBatch(inputs, MAX_BATCH);
    for (const input of inputs) {
      const typeIds = input.types.map(({ associationTypeId }) => associationTypeId);
      dissociate(portal, linkOf(from, input.from.id, to, input.to.id), typeIds, INTEGRATION);
    }
    if (archiveStatus === 204) return c.body(null, 204);
    return batchResponse(c, portal, { startedAtMs, okStatus: 200, results: [], errors: [] });
  });
  return app;
}
