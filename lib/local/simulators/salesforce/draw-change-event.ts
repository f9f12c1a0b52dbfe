import type { ChangeEvent } from './change-stream.ts';
import type { FieldDefinition } from './field-definition.ts';
import type { Org } from './org.ts';
import type { RecordChange } from './record-changes.ts';
import type { FieldValue, StoredRow } from './value-types.ts';

/** How the customer's org words its events; both ways are recorded. */
export interface EventStyle {
  /** `full`: every field of a new record, epoch milliseconds. `changed`: changed fields only, ISO dates. */
  readonly body: 'full' | 'changed';
  /** Event Relay puts the event under `detail.payload`, AppFlow right under `detail`. */
  readonly envelope: 'relay' | 'appflow';
}

const ACCOUNT = '123456789012';
const REGION = 'us-east-1';
/** Above 2^53: a consumer that parses it as a number cannot tell neighbours apart. */
const FIRST_COMMIT = 1_778_192_987_716_501_506n;
/** Not told in an event. https://developer.salesforce.com/docs/atlas.en-us.change_data_capture.meta/change_data_capture/cdc_message_structure.htm */
const UNTOLD = ['Id', 'IsDeleted', 'SystemModstamp'];
const NAME_PARTS = ['FirstName', 'LastName', 'Salutation'];
const NAMED = ['Lead', 'Contact', 'User'];
const ADDRESS_PARTS = ['Street', 'City', 'State', 'PostalCode', 'Country', 'Latitude', 'Longitude'];
const KEY_WIDTH = 8;

/** The event as EventBridge hands it to a rule's target: JSON text, because `commitNumber` outgrows a number. */
export function drawChangeEvent(org: Org, event: ChangeEvent, style: EventStyle): string {
  const payload = { ...bodyOf(org, event, style), ChangeEventHeader: headerOf(org, event, style) };
  const key = String(event.transaction * 1_000 + event.sequence).padStart(12, '0');
  const isRelay = style.envelope === 'relay';
  const id = `5c42b99e-0000-4000-8000-${key}`;
  const envelope = {
    version: '0',
    id,
    'detail-type': `${event.entity.replace(/__c$/, '__')}ChangeEvent`,
    source: isRelay
      ? `aws.partner/salesforce.com/${org.id}/0YLSM00000000014AA`
      : `aws.partner/appflow/salesforce.com/${ACCOUNT}/revloop`,
    account: ACCOUNT,
    time: `${new Date(event.commitMs).toISOString().slice(0, 19)}Z`,
    region: REGION,
    resources: [],
    detail: isRelay ? { schemaId: 'sYxKzFPkGV3kmbGAVN3wTw', id, payload } : payload,
  };
  const commit = FIRST_COMMIT + BigInt(event.transaction);
  return JSON.stringify(envelope).replace('"commitNumber":null', `"commitNumber":${commit}`);
}

function headerOf(org: Org, event: ChangeEvent, style: EventStyle): object {
  const { change } = event;
  const isUpdate = event.type === 'UPDATE';
  const changed = change !== undefined && isUpdate ? movedFields(org, change).map(pathOf(change)) : [];
  const nulled =
    change !== undefined && isUpdate
      ? movedFields(org, change)
          .filter((field) => (change.after.values[field.name] ?? null) === null)
          .map(pathOf(change))
      : [];
  const transaction = event.transaction.toString(16).padStart(KEY_WIDTH, '0');
  return {
    commitNumber: null,
    commitUser: org.userId,
    sequenceNumber: event.sequence,
    entityName: event.entity,
    changeType: event.type,
    changedFields: changed,
    ...(style.body === 'full' ? { nulledFields: nulled, diffFields: [] } : {}),
    changeOrigin: event.origin,
    transactionKey: `${transaction}-3f74-0b99-dbc4-42e73424b774`,
    commitTimestamp: event.commitMs,
    recordIds: event.recordIds,
  };
}

function bodyOf(org: Org, { change, type }: ChangeEvent, style: EventStyle): Record<string, unknown> {
  if (change === undefined || type === 'DELETE') return {};
  const told = type === 'UPDATE' ? movedFields(org, change) : toldFields(org, change.object);
  const body: Record<string, unknown> = {};
  for (const field of told) {
    const value = change.after.values[field.name] ?? null;
    // Recorded events of the short style leave out what was nulled, and name it in `changedFields` only.
    if (value === null && style.body === 'changed') continue;
    place(body, pathOf(change)(field), wordOf(field, value, style));
  }
  return body;
}

function place(body: Record<string, unknown>, path: string, value: FieldValue): void {
  const [head = '', part] = path.split('.');
  if (part === undefined) body[head] = value;
  else {
    const compound = body[head];
    body[head] = { ...(typeof compound === 'object' ? compound : {}), [part]: value };
  }
}

function wordOf(field: FieldDefinition, value: FieldValue, style: EventStyle): FieldValue {
  if (field.type !== 'datetime' || typeof value !== 'string') return value;
  const iso = value.replace('+0000', 'Z');
  return style.body === 'full' ? Date.parse(iso) : iso;
}

/** Formula fields and roll-ups send nothing; compound fields are told by their parts. */
function toldFields(org: Org, object: string): readonly FieldDefinition[] {
  const isDerivedName = (name: string): boolean => name === 'Name' && NAMED.includes(object);
  return org.catalog
    .fieldsOf(object)
    .filter(
      ({ name, calculated, compoundPrefix }) =>
        !calculated && compoundPrefix === undefined && !UNTOLD.includes(name) && !isDerivedName(name),
    );
}

const movedFields = (org: Org, { object, before, after }: RecordChange): readonly FieldDefinition[] =>
  toldFields(org, object).filter(({ name }) => storedValue(before, name) !== storedValue(after, name));

const storedValue = (row: StoredRow | undefined, name: string): FieldValue => row?.values[name] ?? null;

/** `LastName` → `Name.LastName`, `MailingCity` → `MailingAddress.City`, a lead's `Street` → `Address.Street`. */
const pathOf =
  ({ object }: RecordChange) =>
  ({ name }: FieldDefinition): string => {
    if (NAMED.includes(object) && NAME_PARTS.includes(name)) return `Name.${name}`;
    const part = ADDRESS_PARTS.find((known) => name.endsWith(known));
    const prefix = part === undefined ? undefined : name.slice(0, -part.length);
    const isPart = prefix !== undefined && ADDRESS_PREFIXES[object]?.includes(prefix) === true;
    return isPart ? `${prefix}Address.${part}` : name;
  };

const ADDRESS_PREFIXES: Readonly<Record<string, readonly string[]>> = {
  Lead: [''],
  Contact: ['Mailing', 'Other'],
  Account: ['Billing', 'Shipping'],
};
