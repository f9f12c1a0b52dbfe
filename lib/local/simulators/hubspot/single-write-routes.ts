import { Hono } from 'hono';
import * as z from 'zod';
import { contactConflict, invalidProperties, invalidRequest, notFound } from './hubspot-errors.ts';
import { findRecord } from './list-routes.ts';
import type { ObjectTable } from './object-table.ts';
import type { Portal } from './portal.ts';
import { tableOf } from './portal.ts';
import { mergeRecords } from './record-merge.ts';
import { NOTHING_SELECTED, toCreatedRecord, toWireRecord, toWrittenRecord } from './record-view.ts';
import { archiveRecord, createRecord, purgeRecord, updateRecord } from './record-writes.ts';
import { IdSchema, NewAssociationsSchema, PropertiesSchema, readBody } from './request-body.ts';
import type { StoredRecord } from './stored-record.ts';
import { checkWrite, type SentProperties } from './write-check.ts';

const CreateSchema = z.object({ properties: PropertiesSchema, associations: NewAssociationsSchema });
const UpdateSchema = z.object({ properties: PropertiesSchema });
const MergeSchema = z.object({ primaryObjectId: IdSchema, objectIdToMerge: IdSchema });
const PurgeSchema = z.object({ objectId: IdSchema, idProperty: z.string().optional() });

/** Objects that the vendor lets a client merge. */
const MERGEABLE: readonly string[] = ['contacts', 'companies', 'deals', 'tickets'];

/** Create, update, delete, merge and purge of one record. */
export function singleWriteRoutes(portal: Portal): Hono {
  const app = new Hono();
  app.post('/:object', async (c) => {
    const table = tableOf(portal, c.req.param('object'));
    const { properties, associations } = await readBody(c, CreateSchema);
    const { values } = accept(portal, table, properties, undefined);
    return c.json(toCreatedRecord(portal, table, createRecord(portal, table, values, associations)), 201);
  });
  app.patch('/:object/:id', async (c) => {
    const table = tableOf(portal, c.req.param('object'));
    const { properties } = await readBody(c, UpdateSchema);
    const record = findRecord(table, c.req.param('id'), c.req.query('idProperty'));
    if (record === undefined || record.archivedAtMs !== undefined) throw notFound();
    const { values, sent } = accept(portal, table, properties, record);
    updateRecord(portal, table, record, values);
    return c.json(toWrittenRecord(portal, table, record, sent));
  });
  app.delete('/:object/:id', (c) => {
    const table = tableOf(portal, c.req.param('object'));
    const record = table.records.get(c.req.param('id'));
    if (record !== undefined && record.archivedAtMs === undefined) archiveRecord(portal, table, record);
    return c.body(null, 204);
  });
  app.post('/:object/merge', async (c) => {
    const table = tableOf(portal, c.req.param('object'));
    if (!MERGEABLE.includes(table.name.plural)) throw invalidRequest(`${table.name.plural} can't be merged`);
    const body = await readBody(c, MergeSchema);
    const primary = table.records.get(body.primaryObjectId);
    const other = table.records.get(body.objectIdToMerge);
    if (primary === undefined || other === undefined) throw notFound();
    if (primary.id === other.id) throw invalidRequest(`Cannot merge ${primary.id} into itself`);
    const survivor = mergeRecords(portal, table, { primary, other });
    const selection = { ...NOTHING_SELECTED, properties: [...survivor.values.keys()] };
    return c.json(toWireRecord(portal, table, survivor, selection));
  });
  app.post('/:object/gdpr-delete', async (c) => {
    const table = tableOf(portal, c.req.param('object'));
    const { objectId, idProperty } = await readBody(c, PurgeSchema);
    const record = findRecord(table, objectId, idProperty);
    if (record !== undefined) purgeRecord(portal, table, record);
    return c.body(null, 204);
  });
  return app;
}

function accept(
  portal: Portal,
  table: ObjectTable,
  properties: SentProperties,
  current: StoredRecord | undefined,
) {
  const check = checkWrite(portal, table, properties, current);
  if (check.kind === 'invalid') throw invalidProperties(check.problems, portal.account.portalId);
  if (check.kind === 'conflict') throw contactConflict(check.existingId);
  return check;
}
