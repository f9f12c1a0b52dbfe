import type { CrmRecord, FieldValue } from '../../domain/entities.ts';
import type { ChangePage, FieldDescription, ObjectDescription, RejectedRecord } from '../crm.ts';
import { CrmFailure } from '../crm-failure.ts';
import type { HubspotApi } from './api.ts';
import { CRM, type WholeObject } from './object-names.ts';

export interface WholeRead {
  readonly records: readonly CrmRecord[];
  readonly rejects: readonly RejectedRecord[];
}

/** An object without property API, list of changes or search: each run reads all of it. */
export interface WholeReader {
  readonly description: ObjectDescription;
  readonly read: (api: HubspotApi) => Promise<WholeRead>;
  /** Ids of what is there, where they take fewer calls than `read`. */
  readonly listIds?: (api: HubspotApi) => Promise<readonly string[]>;
  /** One call that fails where the account or the token lacks this object; none where all accounts have it. */
  readonly probe?: (api: HubspotApi) => Promise<unknown>;
}

/** Version of what carries no stamp: only its content tells of a change. */
export const NO_STAMP = '1970-01-01T00:00:00.000Z';

export function describeFixed(
  object: WholeObject,
  fields: readonly (readonly [string, FieldDescription['type']])[],
): ObjectDescription {
  return { object, fields: fields.map(([name, type]) => ({ name, label: name, type, isWritable: false })) };
}

/** Throws 'permission' where the account lacks the object, also where it does not even know the path. */
export async function describeWhole(
  api: HubspotApi,
  { description, probe }: WholeReader,
): Promise<ObjectDescription> {
  try {
    if (probe !== undefined) await api.countAs(description.object, () => probe(api));
  } catch (cause) {
    if (!(cause instanceof CrmFailure) || cause.status !== 404) throw cause;
    const { message, status } = cause;
    throw new CrmFailure('permission', `${description.object}: ${message}`, { cause, status });
  }
  return description;
}

export async function* readWholeChanges(api: HubspotApi, reader: WholeReader): AsyncGenerator<ChangePage> {
  yield { ...(await readAll(api, reader)), cursor: { phase: 'whole' }, done: true };
}

/** Everything there is, also those who left. */
export function readAll(api: HubspotApi, { description, read }: WholeReader): Promise<WholeRead> {
  return api.countAs(description.object, () => read(api));
}

export function wholeRecord(
  object: WholeObject,
  record: {
    readonly id: string;
    readonly version?: string | undefined;
    readonly createdAt?: string | undefined;
    readonly deleted?: boolean;
    readonly fields: Readonly<Record<string, FieldValue | undefined>>;
  },
): CrmRecord {
  const { id, version = NO_STAMP, createdAt = null, deleted = false } = record;
  const fields = Object.entries(record.fields).map(([name, value]) => [name, value ?? null] as const);
  return { crm: CRM, object, id, version, createdAt, deleted, fields: Object.fromEntries(fields), links: [] };
}

/** Ids of what is there: not of those who left. */
export async function liveIdsOf(api: HubspotApi, reader: WholeReader): Promise<readonly string[]> {
  const { listIds, description } = reader;
  if (listIds !== undefined) return api.countAs(description.object, () => listIds(api));
  const { records } = await readAll(api, reader);
  return records.filter(({ deleted }) => !deleted).map(({ id }) => id);
}
