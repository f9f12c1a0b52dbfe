import * as z from 'zod';
import { objectParam, requireObject } from './describe-routes.ts';
import { type Org, visibleFields } from './org.ts';
import { isWellFormedId } from './record-ids.ts';
import { takeRowLock } from './row-locks.ts';
import { badRequest, notFound, SalesforceError, statusOf } from './salesforce-errors.ts';
import { compileSelect, drawRecord } from './soql-projection.ts';
import { findByValue } from './unique-values.ts';
import { requireKey, upsertRecord } from './upsert-record.ts';
import type { StoredRow } from './value-types.ts';
import { param, readJson, type VendorReply, type VendorRequest, type VendorRoute } from './vendor-router.ts';
import {
  createRecord,
  deleteRecord,
  type RecordBody,
  updateRecord,
  type WriteOutcome,
} from './write-records.ts';

const DATA = '/services/data/v{version}';
const RecordBodySchema = z.record(z.string(), z.unknown());

const route = (method: string, path: string, handle: VendorRoute['handle']): VendorRoute => ({
  method,
  route: `${DATA}/sobjects/{object}${path}`,
  objectOf: objectParam,
  handle,
});

export const RECORD_ROUTES: readonly VendorRoute[] = [
  route('POST', '', create),
  route('GET', '/{id}', read),
  route('PATCH', '/{id}', update),
  route('DELETE', '/{id}', remove),
  route('GET', '/{field}/{value}', readByKey),
  route('PATCH', '/{field}/{value}', upsert),
];

function readRecordBody(request: VendorRequest): RecordBody {
  const body = RecordBodySchema.safeParse(readJson(request));
  if (!body.success) throw badRequest('JSON_PARSER_ERROR', 'The HTTP entity body must be one JSON object');
  return body.data;
}

const location = (request: VendorRequest, object: string, id: string) => ({
  Location: `/services/data/v${param(request, 'version')}/sobjects/${object}/${id}`,
});

function create(org: Org, request: VendorRequest): VendorReply {
  const object = requireObject(org, request);
  const body = readRecordBody(request);
  throwIfLocked(org, object.name, object.keyPrefix);
  const { id } = settle(createRecord(org, object, body));
  return {
    status: 201,
    body: { id, success: true, errors: [] },
    headers: location(request, object.name, id),
  };
}

function update(org: Org, request: VendorRequest): VendorReply {
  const object = requireObject(org, request);
  const { Id: ownId, ...body } = readRecordBody(request);
  if (ownId !== undefined)
    throw badRequest('INVALID_FIELD', 'The Id field should not be specified in the sobject data.');
  const { id } = requireRow(org, object.name, param(request, 'id'));
  throwIfLocked(org, object.name, id);
  settle(updateRecord(org, object, id, body));
  return { status: 204 };
}

function remove(org: Org, request: VendorRequest): VendorReply {
  const object = requireObject(org, request);
  const { id } = requireRow(org, object.name, param(request, 'id'));
  throwIfLocked(org, object.name, id);
  settle(deleteRecord(org, object, id));
  return { status: 204 };
}

function read(org: Org, request: VendorRequest): VendorReply {
  const object = requireObject(org, request);
  return draw(org, request, object.name, requireRow(org, object.name, param(request, 'id')));
}

function readByKey(org: Org, request: VendorRequest): VendorReply {
  const object = requireObject(org, request);
  const key = requireKey(org, object, param(request, 'field'));
  if (key.type === 'id') {
    return draw(org, request, object.name, requireRow(org, object.name, param(request, 'value')));
  }
  const [row, ...others] = findByValue(org, object.name, key.name, param(request, 'value'));
  if (row === undefined) throw notFound();
  if (others.length > 0)
    return severalMatches(
      request,
      object.name,
      [row, ...others].map((match) => match.id),
    );
  return draw(org, request, object.name, row);
}

function draw(org: Org, request: VendorRequest, object: string, row: StoredRow): VendorReply {
  const scope = { org, object, soql: '' };
  const named = request.query.get('fields')?.split(',');
  const names = named ?? visibleFields(org, object).map((field) => field.name);
  const others = names.map((name) => name.trim()).filter((name) => name.toLowerCase() !== 'id');
  const items = [...others, 'Id'].map((field) => ({ type: 'Field', field }) as const);
  const projection = compileSelect(scope, items, undefined, () => () => null);
  const modifiedMs = Date.parse(String(row.values['LastModifiedDate']).replace('+0000', 'Z'));
  const headers = { 'Last-Modified': new Date(modifiedMs).toUTCString() };
  return {
    status: 200,
    body: drawRecord(scope, param(request, 'version'), object, row, projection),
    headers: Number.isNaN(modifiedMs) ? {} : headers,
  };
}

const severalMatches = (request: VendorRequest, object: string, ids: readonly string[]): VendorReply => ({
  status: 300,
  body: ids.map((id) => location(request, object, id).Location),
});

function upsert(org: Org, request: VendorRequest): VendorReply {
  const object = requireObject(org, request);
  throwIfLocked(org, object.name, object.keyPrefix);
  const outcome = upsertRecord(org, object, {
    field: param(request, 'field'),
    value: param(request, 'value'),
    body: readRecordBody(request),
    updateOnly: request.query.get('updateOnly') === 'true',
  });
  if ('matches' in outcome) return severalMatches(request, object.name, outcome.matches);
  const { id, created } = settle(outcome);
  return {
    status: created ? 201 : 200,
    body: { id, success: true, errors: [], created },
    headers: location(request, object.name, id),
  };
}

/** Throws what a write refused, with the status of a single-record call. */
function settle(outcome: WriteOutcome): Extract<WriteOutcome, { ok: true }> {
  if (outcome.ok) return outcome;
  const [first] = outcome.refusals;
  throw new SalesforceError(first === undefined ? 400 : statusOf(first), ...outcome.refusals);
}

function throwIfLocked(org: Org, object: string, id: string): void {
  const lock = takeRowLock(org, object, id);
  if (lock !== undefined) throw new SalesforceError(statusOf(lock), lock);
}

/** The record a path names; throws MALFORMED_ID, NOT_FOUND or ENTITY_IS_DELETED. */
function requireRow(org: Org, object: string, id: string): StoredRow {
  if (!isWellFormedId(id)) throw badRequest('MALFORMED_ID', `malformed id ${id}`);
  const row = org.store.table(object).find(id);
  if (row === undefined) throw notFound();
  if (row.values['IsDeleted'] !== true) return row;
  throw new SalesforceError(404, { code: 'ENTITY_IS_DELETED', message: 'entity is deleted', fields: [] });
}
