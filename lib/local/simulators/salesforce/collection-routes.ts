import * as z from 'zod';
import { objectParam, requireObject, requireType } from './describe-routes.ts';
import type { Org } from './org.ts';
import { takeRowLock } from './row-locks.ts';
import { badRequest, type Refusal, SalesforceError, tooManyRecords } from './salesforce-errors.ts';
import { upsertRecord } from './upsert-record.ts';
import { param, readJson, type VendorReply, type VendorRequest, type VendorRoute } from './vendor-router.ts';
import {
  createRecord,
  deleteRecord,
  type RecordBody,
  updateRecord,
  type WriteOutcome,
} from './write-records.ts';

/** Records per call. https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_composite_sobjects_collections.htm */
const MAX_RECORDS = 200;
const COLLECTION = '/services/data/v{version}/composite/sobjects';

const BodySchema = z.object({
  allOrNone: z.boolean().default(false),
  records: z.array(z.record(z.string(), z.unknown())).default([]),
});
const TypeSchema = z.object({ type: z.string() });

const ROLLED_BACK: Refusal = {
  code: 'ALL_OR_NONE_OPERATION_ROLLED_BACK',
  message: 'Record rolled back because not all records were valid and the request was using AllOrNone header',
  fields: [],
};
const NO_ATTRIBUTES: Refusal = {
  code: 'JSON_PARSER_ERROR',
  message: 'Nested object for polymorphic foreign key must have an attributes field before any other fields.',
  fields: [],
};

export const COLLECTION_ROUTES: readonly VendorRoute[] = [
  { method: 'POST', route: COLLECTION, objectOf: firstType, handle: createAll },
  { method: 'PATCH', route: COLLECTION, objectOf: firstType, handle: updateAll },
  { method: 'DELETE', route: COLLECTION, objectOf: firstDeleted, handle: deleteAll },
  { method: 'PATCH', route: `${COLLECTION}/{object}/{field}`, objectOf: objectParam, handle: upsertAll },
];

function readBody(request: VendorRequest): z.infer<typeof BodySchema> {
  const body = BodySchema.safeParse(readJson(request));
  if (!body.success) throw badRequest('JSON_PARSER_ERROR', z.prettifyError(body.error));
  if (body.data.records.length === 0)
    throw badRequest('REQUIRED_FIELD_MISSING', 'At least 1 record is required');
  if (body.data.records.length > MAX_RECORDS) throw tooManyRecords(MAX_RECORDS);
  return body.data;
}

function createAll(org: Org, request: VendorRequest): VendorReply {
  const { allOrNone, records } = readBody(request);
  return writeAll(org, allOrNone, records, (record) => {
    const type = typeOf(record);
    if (type === undefined) return refused(NO_ATTRIBUTES);
    return locked(org, type, '') ?? createRecord(org, requireType(org, type), record);
  });
}

function updateAll(org: Org, request: VendorRequest): VendorReply {
  const { allOrNone, records } = readBody(request);
  const seen = new Set<string>();
  return writeAll(org, allOrNone, records, (record) => {
    const type = typeOf(record);
    if (type === undefined) return refused(NO_ATTRIBUTES);
    const { id: lowerId, Id: upperId, ...body } = record;
    const id = lowerId ?? upperId;
    if (id === undefined || id === null) return refused(missingId());
    const repeated = noteId(seen, String(id));
    return (
      repeated ?? locked(org, type, String(id)) ?? updateRecord(org, requireType(org, type), String(id), body)
    );
  });
}

const missingId = (): Refusal => ({
  code: 'MISSING_ARGUMENT',
  message: 'Id not specified in an update call',
  fields: [],
});

function noteId(seen: Set<string>, id: string): WriteOutcome | undefined {
  const isRepeated = seen.has(id);
  seen.add(id);
  if (!isRepeated) return undefined;
  return refused({ code: 'DUPLICATE_VALUE', message: `duplicate id specified: ${id}`, fields: [] });
}

function upsertAll(org: Org, request: VendorRequest): VendorReply {
  const object = requireObject(org, request);
  const field = param(request, 'field');
  const { allOrNone, records } = readBody(request);
  const upsertOne = (record: RecordBody): WriteOutcome => {
    if (typeOf(record) === undefined) return refused(NO_ATTRIBUTES);
    const key = Object.keys(record).find((name) => name.toLowerCase() === field.toLowerCase()) ?? field;
    const { [key]: value, ...body } = record;
    const lock = locked(org, object.name, String(value ?? ''));
    if (lock !== undefined) return lock;
    const outcome = upsertRecord(org, object, { field, value, body, updateOnly: false });
    if (!('matches' in outcome)) return outcome;
    const message = `${field}: more than one record found for external id field: [${outcome.matches.join(', ')}]`;
    return refused({ code: 'DUPLICATE_EXTERNAL_ID', message, fields: [] });
  };
  return writeAll(org, allOrNone, records, upsertOne, true);
}

function deleteAll(org: Org, request: VendorRequest): VendorReply {
  const ids =
    request.query
      .get('ids')
      ?.split(',')
      .filter((id) => id !== '') ?? [];
  if (ids.length === 0) throw badRequest('REQUIRED_FIELD_MISSING', 'At least 1 record is required');
  if (ids.length > MAX_RECORDS) throw tooManyRecords(MAX_RECORDS);
  const allOrNone = request.query.get('allOrNone') === 'true';
  return writeAll(org, allOrNone, ids, (id) => {
    const object = org.catalog.objectOfId(id);
    if (object === undefined)
      return refused({ code: 'MALFORMED_ID', message: `malformed id ${id}`, fields: [] });
    return locked(org, object.name, id) ?? deleteRecord(org, object, id);
  });
}

/** Writes item by item in one transaction, and answers in the order of the request. */
function writeAll<T>(
  org: Org,
  allOrNone: boolean,
  items: readonly T[],
  write: (item: T) => WriteOutcome,
  showsCreated = false,
): VendorReply {
  const outcomes = org.store.transact(() => {
    const result = items.map((item) => settle(() => write(item)));
    return { result, keep: !allOrNone || result.every((outcome) => outcome.ok) };
  });
  const isRolledBack = allOrNone && outcomes.some((outcome) => !outcome.ok);
  const shown = outcomes.map((outcome) => (outcome.ok && isRolledBack ? refused(ROLLED_BACK) : outcome));
  return { status: 200, body: shown.map((outcome) => drawOutcome(outcome, showsCreated)) };
}

/** Turns what is wrong with one item into its outcome, so that the others go on. */
function settle(write: () => WriteOutcome): WriteOutcome {
  try {
    return write();
  } catch (error) {
    if (error instanceof SalesforceError) return { ok: false, refusals: error.refusals };
    throw error;
  }
}

function drawOutcome(outcome: WriteOutcome, showsCreated: boolean): object {
  if (outcome.ok) {
    const { id, created } = outcome;
    return { id, success: true, errors: [], ...(showsCreated ? { created } : {}) };
  }
  const errors = outcome.refusals.map(({ code, message, fields }) => ({
    statusCode: code,
    message,
    fields: fields ?? [],
  }));
  return { success: false, errors, ...(showsCreated ? { created: false } : {}) };
}

const refused = (...refusals: readonly Refusal[]): WriteOutcome => ({ ok: false, refusals });

function locked(org: Org, object: string, id: string): WriteOutcome | undefined {
  const lock = takeRowLock(org, org.catalog.findObject(object)?.name ?? object, id);
  return lock === undefined ? undefined : refused(lock);
}

/** The object a record says it is of; undefined unless `attributes` is its first key. */
function typeOf(record: RecordBody): string | undefined {
  const attributes = TypeSchema.safeParse(record['attributes']);
  return attributes.success && Object.keys(record)[0] === 'attributes' ? attributes.data.type : undefined;
}

function firstType(org: Org, request: VendorRequest): string | undefined {
  try {
    const [record] = readBody(request).records;
    const type = record === undefined ? undefined : typeOf(record);
    return type === undefined ? undefined : (org.catalog.findObject(type)?.name ?? type);
  } catch (error) {
    // What is wrong with the body is for the handler to say.
    if (error instanceof SalesforceError) return undefined;
    throw error;
  }
}

function firstDeleted(org: Org, request: VendorRequest): string | undefined {
  return org.catalog.objectOfId(request.query.get('ids') ?? '')?.name;
}
