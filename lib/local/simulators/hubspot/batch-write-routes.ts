import { Hono } from 'hono';
import * as z from 'zod';
import { batchResponse, MAX_BATCH, refuseDuplicates, refuseLargeBatch } from './batch-response.ts';
import { runBatch, type WritePlan } from './batch-write.ts';
import { invalidRequest } from './hubspot-errors.ts';
import { findRecord } from './list-routes.ts';
import type { ObjectTable } from './object-table.ts';
import type { Portal } from './portal.ts';
import { tableOf } from './portal.ts';
import { archiveRecord } from './record-writes.ts';
import { IdSchema, NewAssociationsSchema, PropertiesSchema, readBody } from './request-body.ts';

const TraceSchema = z.string().nullish();
const CreateSchema = z.object({
  inputs: z.array(
    z.object({
      properties: PropertiesSchema,
      associations: NewAssociationsSchema,
      objectWriteTraceId: TraceSchema,
    }),
  ),
});
const UpdateSchema = z.object({
  inputs: z.array(
    z.object({
      id: IdSchema,
      idProperty: z.string().nullish(),
      properties: PropertiesSchema,
      objectWriteTraceId: TraceSchema,
    }),
  ),
});
const ArchiveSchema = z.object({ inputs: z.array(z.object({ id: IdSchema })) });
type UpdateInput = z.infer<typeof UpdateSchema>['inputs'][number];

/** `POST /{object}/batch/create|update|upsert|archive`. */
export function batchWriteRoutes(portal: Portal): Hono {
  const app = new Hono();
  app.post('/:object/batch/create', async (c) => {
    const startedAtMs = portal.clock.nowMs();
    const table = tableOf(portal, c.req.param('object'));
    const { inputs } = await readBody(c, CreateSchema);
    refuseLargeBatch(inputs, MAX_BATCH);
    const plans = inputs.map(({ properties, associations, objectWriteTraceId }) => {
      return toPlan({ properties, associations, traceId: objectWriteTraceId });
    });
    const outcome = runBatch(portal, table, plans);
    return batchResponse(c, portal, { startedAtMs, okStatus: 201, ...outcome });
  });
  for (const isUpsert of [false, true]) {
    app.post(`/:object/batch/${isUpsert ? 'upsert' : 'update'}`, async (c) => {
      const startedAtMs = portal.clock.nowMs();
      const table = tableOf(portal, c.req.param('object') ?? '');
      const { inputs } = await readBody(c, UpdateSchema);
      refuseLargeBatch(inputs, MAX_BATCH);
      refuseDuplicates(inputs.map(({ id }) => id));
      const plans = inputs.map((input) => (isUpsert ? planUpsert(table, input) : planUpdate(table, input)));
      const outcome = runBatch(portal, table, plans);
      return batchResponse(c, portal, { startedAtMs, okStatus: 200, ...outcome });
    });
  }
  app.post('/:object/batch/archive', async (c) => {
    const table = tableOf(portal, c.req.param('object'));
    const { inputs } = await readBody(c, ArchiveSchema);
    refuseLargeBatch(inputs, MAX_BATCH);
    for (const { id } of inputs) {
      const record = table.records.get(id);
      if (record !== undefined && record.archivedAtMs === undefined) archiveRecord(portal, table, record);
    }
    return c.body(null, 204);
  });
  return app;
}

function planUpdate(table: ObjectTable, input: UpdateInput): WritePlan {
  const current = liveRecord(table, input.id, input.idProperty ?? undefined);
  const { properties, objectWriteTraceId: traceId } = input;
  return current === undefined
    ? { ...toPlan({ properties, traceId }), missingId: input.id }
    : { ...toPlan({ properties, traceId }), current };
}

/** Creates where no record has the value, which then becomes the record's own. */
function planUpsert(table: ObjectTable, input: UpdateInput): WritePlan {
  const { id, idProperty, objectWriteTraceId: traceId } = input;
  if (idProperty === null || idProperty === undefined)
    throw invalidRequest('idProperty is required for upsert');
  const current = liveRecord(table, id, idProperty);
  if (current !== undefined) {
    return { ...toPlan({ properties: input.properties, traceId }), current, isUpsert: true };
  }
  if (idProperty === 'hs_object_id')
    return { ...toPlan({ properties: input.properties, traceId }), missingId: id };
  return { ...toPlan({ properties: { ...input.properties, [idProperty]: id }, traceId }), isUpsert: true };
}

function liveRecord(table: ObjectTable, id: string, idProperty: string | undefined) {
  const record = findRecord(table, id, idProperty);
  return record?.archivedAtMs === undefined ? record : undefined;
}

function toPlan(parts: {
  readonly properties: WritePlan['properties'];
  readonly associations?: WritePlan['associations'];
  readonly traceId: string | null | undefined;
}): WritePlan {
  const { properties, associations = [], traceId } = parts;
  return { properties, associations, traceId: traceId ?? undefined, isUpsert: false };
}
