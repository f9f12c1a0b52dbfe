import * as z from 'zod';
import type { CrmRecord } from '../../domain/entities.ts';
import type { ListedId, ObjectDescription } from '../crm.ts';
import { CrmFailure } from '../crm-failure.ts';
import { errorCodeOf } from './failures.ts';
import { toInstant } from './instant.ts';
import { RowSchema } from './payloads.ts';
import { queryRows } from './query.ts';
import { toId18 } from './record-id.ts';
import { stampOf, toRecords } from './rows.ts';
import type { SalesforceClient } from './salesforce-client.ts';
import { PAGE_ROWS } from './soql.ts';

/** Ids per retrieve call. https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_composite_sobjects_collections_retrieve.htm */
const RETRIEVE_IDS = 2000;
const RetrieveAnswer = z.array(RowSchema.nullable());

/** The records as they are now, in the order of `ids`; undefined where the org shows none (deleted, hidden, unknown). */
export async function readByIds(
  client: SalesforceClient,
  description: ObjectDescription,
  ids: readonly string[],
): Promise<readonly (CrmRecord | undefined)[]> {
  const records: (CrmRecord | undefined)[] = [];
  for (let start = 0; start < ids.length; start += RETRIEVE_IDS) {
    records.push(...(await retrieve(client, description, ids.slice(start, start + RETRIEVE_IDS))));
  }
  return records;
}

/** All live records by id, page by page, with their version where the user sees the stamp of all changes. */
export async function* listIds(
  client: SalesforceClient,
  object: string,
): AsyncGenerator<readonly ListedId[]> {
  try {
    yield* listFields(client, object, ['Id', 'SystemModstamp']);
  } catch (cause) {
    // History objects have no such stamp, and it may be hidden.
    if (errorCodeOf(cause) !== 'INVALID_FIELD') throw cause;
    yield* listFields(client, object, ['Id']);
  }
}

async function* listFields(
  client: SalesforceClient,
  object: string,
  fields: readonly string[],
): AsyncGenerator<readonly ListedId[]> {
  for (let after: string | undefined; ; ) {
    const where = after === undefined ? '' : ` WHERE Id > '${after}'`;
    const soql = `SELECT ${fields.join()} FROM ${object}${where} ORDER BY Id ASC LIMIT ${PAGE_ROWS}`;
    const rows = await queryRows(client, 'query', soql);
    const before = after;
    const listed: ListedId[] = [];
    for (const { Id: id, SystemModstamp: modstamp } of rows) {
      if (typeof id !== 'string') continue;
      after = id;
      const version = toInstant(modstamp);
      listed.push(version === undefined ? { id: toId18(id) } : { id: toId18(id), version });
    }
    yield listed;
    if (rows.length < PAGE_ROWS) return;
    if (after === before) throw new CrmFailure('corrupt', `${object}: a full page without ids`);
  }
}

async function retrieve(
  client: SalesforceClient,
  description: ObjectDescription,
  ids: readonly string[],
): Promise<readonly (CrmRecord | undefined)[]> {
  const { object, fields } = description;
  const stamp = stampOf(description);
  if (stamp === undefined) throw new CrmFailure('permission', `object ${object} shows no modification stamp`);
  // A POST for the length of its lists; it changes nothing and may be repeated.
  const body = { ids, fields: fields.map((field) => field.name) };
  const path = `/composite/sobjects/${encodeURIComponent(object)}`;
  const rows = await client.read({ method: 'POST', path, body }, RetrieveAnswer);
  if (rows.length !== ids.length)
    throw new CrmFailure('corrupt', `${object}: ${rows.length} records came back for ${ids.length} ids`);
  const given = rows.flatMap((row, i) => (row === null ? [] : [{ row, i }]));
  const reads = toRecords(
    given.map(({ row }) => row),
    description,
    stamp,
  );
  const records: (CrmRecord | undefined)[] = rows.map(() => undefined);
  reads.forEach((read, at) => {
    const i = given[at]?.i ?? 0;
    if ('reject' in read) throw new CrmFailure('corrupt', `${object} ${ids[i]}: ${read.reject.reason}`);
    if (read.record.id !== toId18(ids[i] ?? ''))
      throw new CrmFailure('corrupt', `${object}: ${read.record.id} came back for ${ids[i]}`);
    records[i] = read.record;
  });
  return records;
}
