import { Hono } from 'hono';
import * as z from 'zod';
import { batchResponse, MAX_BATCH, refuseDuplicates, refuseLargeBatch } from './batch-response.ts';
import { missingObjects } from './hubspot-errors.ts';
import { findRecord } from './list-routes.ts';
import type { Portal } from './portal.ts';
import { tableOf } from './portal.ts';
import { compareRecords } from './record-order.ts';
import { toWireRecord } from './record-view.ts';
import { IdSchema, readBody } from './request-body.ts';
import type { StoredRecord } from './stored-record.ts';

/** With `propertiesWithHistory`. */
const MAX_BATCH_WITH_HISTORY = 50;

const NamesSchema = z
  .array(z.string())
  .nullish()
  .transform((names) => names ?? []);
const ReadSchema = z.object({
  inputs: z.array(z.object({ id: IdSchema })),
  properties: NamesSchema,
  propertiesWithHistory: NamesSchema,
  idProperty: z.string().nullish(),
});

/** `POST /{object}/batch/read`: results in the order of ids, not of the inputs; missing ids in one error. */
export function batchReadRoute(portal: Portal): Hono {
  const app = new Hono();
  app.post('/:object/batch/read', async (c) => {
    const startedAtMs = portal.clock.nowMs();
    const table = tableOf(portal, c.req.param('object'));
    const { inputs, properties, propertiesWithHistory, idProperty } = await readBody(c, ReadSchema);
    refuseLargeBatch(inputs, propertiesWithHistory.length > 0 ? MAX_BATCH_WITH_HISTORY : MAX_BATCH);
    const ids = inputs.map(({ id }) => id);
    refuseDuplicates(ids);
    const isArchived = c.req.query('archived') === 'true';
    const found = new Map<string, StoredRecord>();
    const missing: string[] = [];
    for (const id of ids) {
      const record = findRecord(table, id, idProperty ?? undefined);
      if (record === undefined || (record.archivedAtMs !== undefined) !== isArchived) missing.push(id);
      else found.set(record.id, record);
    }
    const selection = { properties, propertiesWithHistory, associations: [] };
    const records = [...found.values()].sort(compareRecords);
    return batchResponse(c, portal, {
      startedAtMs,
      okStatus: 200,
      results: records.map((record) => toWireRecord(portal, table, record, selection)),
      errors: missing.length === 0 ? [] : [missingObjects(table.name.singular, missing)],
    });
  });
  return app;
}
