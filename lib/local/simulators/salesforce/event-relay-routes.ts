import * as z from 'zod';
import { nextId, type Org } from './org.ts';
import { userStamp } from './record-changes.ts';
import { badRequest, notFound } from './salesforce-errors.ts';
import type { FieldValue, StoredRow } from './value-types.ts';
import { param, readJson, type VendorReply, type VendorRequest, type VendorRoute } from './vendor-router.ts';

/** Set-up objects of an event relay, and which parts of their metadata are fields of their own. */
const RELAY_FIELDS: Readonly<Record<string, readonly string[]>> = {
  PlatformEventChannel: ['channelType', 'label'],
  PlatformEventChannelMember: ['eventChannel', 'selectedEntity', 'filterExpression'],
  NamedCredential: ['endpoint', 'label', 'principalType', 'protocol'],
  EventRelayConfig: ['destinationResourceName', 'eventChannel', 'state', 'relayOption', 'label'],
};

const CreateSchema = z.object({ FullName: z.string(), Metadata: z.record(z.string(), z.unknown()) });
const ChangeSchema = z.object({ Metadata: z.record(z.string(), z.unknown()) });

/** The Tooling API, as far as it sets up an event relay to Amazon EventBridge. */
export const EVENT_RELAY_ROUTES: readonly VendorRoute[] = Object.keys(RELAY_FIELDS).flatMap((object) => {
  const path = `/services/data/v{version}/tooling/sobjects/${object}`;
  const objectOf = (): string => object;
  return [
    { method: 'POST', route: path, objectOf, handle: (org, request) => create(org, object, request) },
    { method: 'GET', route: `${path}/{id}`, objectOf, handle: (org, request) => read(org, object, request) },
    {
      method: 'PATCH',
      route: `${path}/{id}`,
      objectOf,
      handle: (org, request) => change(org, object, request),
    },
    {
      method: 'DELETE',
      route: `${path}/{id}`,
      objectOf,
      handle: (org, request) => remove(org, object, request),
    },
  ] satisfies readonly VendorRoute[];
});

function create(org: Org, object: string, request: VendorRequest): VendorReply {
  const body = CreateSchema.safeParse(readJson(request));
  if (!body.success) throw badRequest('JSON_PARSER_ERROR', z.prettifyError(body.error));
  const { FullName: fullName, Metadata: metadata } = body.data;
  if (object === 'EventRelayConfig') checkNewRelay(org, metadata);
  // Checked after the channel of a relay, as Salesforce does.
  if (org.store.table(object).holding('FullName', fullName).length > 0)
    throw badRequest('DUPLICATE_DEVELOPER_NAME', `This name is already in use: ${fullName}`);
  const id = nextId(org, object);
  const stamp = userStamp(org);
  const start = { IsDeleted: false, CreatedById: org.userId, CreatedDate: stamp['SystemModstamp'] ?? null };
  const named = { FullName: fullName, DeveloperName: fullName.replace(/__chn$/, '') };
  const values = { Id: id, ...start, ...named, ...fieldsOf(object, metadata), ...stamp };
  org.store.put(object, { id, values });
  return { status: 201, body: { id, success: true, errors: [], warnings: [], infos: [] } };
}

function checkNewRelay(org: Org, metadata: Readonly<Record<string, unknown>>): void {
  const { eventChannel = '', state = 'STOP' } = metadata;
  const [other] = org.store.table('EventRelayConfig').holding('EventChannel', String(eventChannel));
  if (other !== undefined) {
    const message = 'The channel is unique for each event relay and must not be reused';
    throw badRequest('FIELD_INTEGRITY_EXCEPTION', message, ['EventChannel']);
  }
  if (org.store.table('PlatformEventChannel').holding('FullName', String(eventChannel)).length === 0)
    throw badRequest('INVALID_CROSS_REFERENCE_KEY', `no PlatformEventChannel named ${eventChannel} found`);
  if (state !== 'STOP')
    throw badRequest(
      'FIELD_INTEGRITY_EXCEPTION',
      'A new event relay can only be created with the state STOP',
      ['State'],
    );
}

function change(org: Org, object: string, request: VendorRequest): VendorReply {
  const body = ChangeSchema.safeParse(readJson(request));
  if (!body.success) throw badRequest('JSON_PARSER_ERROR', z.prettifyError(body.error));
  org.store.update(object, find(org, object, request), {
    ...fieldsOf(object, body.data.Metadata),
    ...userStamp(org),
  });
  return { status: 204 };
}

function remove(org: Org, object: string, request: VendorRequest): VendorReply {
  org.store.remove(object, find(org, object, request));
  return { status: 204 };
}

function read(org: Org, object: string, request: VendorRequest): VendorReply {
  const { id, values } = find(org, object, request);
  const url = `/services/data/v${param(request, 'version')}/tooling/sobjects/${object}/${id}`;
  const metadata = Object.fromEntries(
    (RELAY_FIELDS[object] ?? []).map((name) => [name, values[fieldName(name)] ?? null]),
  );
  return { status: 200, body: { attributes: { type: object, url }, ...values, Metadata: metadata } };
}

function find(org: Org, object: string, request: VendorRequest): StoredRow {
  const row = org.store.table(object).find(param(request, 'id'));
  if (row === undefined) throw notFound();
  return row;
}

const fieldName = (name: string): string => `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`;

function fieldsOf(object: string, metadata: Readonly<Record<string, unknown>>): Record<string, FieldValue> {
  const known = (RELAY_FIELDS[object] ?? []).filter((name) => metadata[name] !== undefined);
  return Object.fromEntries(known.map((name) => [fieldName(name), wordOf(metadata[name])]));
}

const wordOf = (value: unknown): FieldValue => (value === null ? null : String(value));
