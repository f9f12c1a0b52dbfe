import * as z from 'zod';
import type { CrmRecord } from '../../domain/entities.ts';
import type { ObjectDescription } from '../crm.ts';
import type { HubspotApi } from './api.ts';
import type { StageMarker } from './deal-stages.ts';
import { isImplied, linkedObjects, mergeLinks, readLinks } from './links.ts';
import { mergeFields } from './merges.ts';
import { modifiedProperty } from './object-names.ts';
import { type ReadRows, readRows } from './rows.ts';

/** What every read of records needs. */
export interface Reading {
  readonly api: HubspotApi;
  readonly markStages: StageMarker;
}

/** Inputs per batch read. https://developers.hubspot.com/docs/guides/api/crm/using-object-apis */
const READ_BATCH = 100;

/** A missing id is an error of its answer and absent from the results. */
const BatchSchema = z.object({ results: z.array(z.unknown()) });

/** The names a read asks for; HubSpot adds id and stamps, and leaves out names it does not know. */
export function propertyNames({ object, fields }: ObjectDescription): readonly string[] {
  return [...new Set([...fields.map(({ name }) => name), ...mergeFields(object)])];
}

/** Just enough to name a record and its version, where all names would be too long for a URL or a search. */
export function stampNames(object: string): readonly string[] {
  return [modifiedProperty(object)];
}

/**
 * The records with all fields, in no order; without links. Live ones only, or archived ones only; the id of a merged
 * record gives none.
 */
export async function readWhole(
  api: HubspotApi,
  description: ObjectDescription,
  ids: readonly string[],
  archived = false,
): Promise<ReadRows> {
  const { object } = description;
  const properties = [...propertyNames(description)];
  const rows: unknown[] = [];
  for (let start = 0; start < ids.length; start += READ_BATCH) {
    const inputs = ids.slice(start, start + READ_BATCH).map((id) => ({ id }));
    // https://developers.hubspot.com/docs/guides/api/crm/using-object-apis (batch read)
    const { data } = await api.read(BatchSchema, () =>
      api.objectBatches.readWithHttpInfo(object, { inputs, properties, propertiesWithHistory: [] }, archived),
    );
    rows.push(...data.results);
  }
  const read = readRows(object, rows);
  // The id of a merged record answers with its survivor, which comes by its own id.
  const wanted = new Set(ids);
  return { ...read, records: read.records.filter(({ id }) => wanted.has(id)) };
}

/** `stamps` with all fields: one consistent copy each, whatever changed in between. */
export async function completeFields(
  api: HubspotApi,
  description: ObjectDescription,
  stamps: ReadRows,
  archived = false,
): Promise<ReadRows> {
  const links = new Map(stamps.records.map((record) => [record.id, record.links]));
  const whole = await readWhole(api, description, [...links.keys()], archived);
  const records = whole.records.map((record) => ({ ...record, links: links.get(record.id) ?? [] }));
  return { ...stamps, records, rejects: [...stamps.rejects, ...whole.rejects] };
}

/** Links of records that came without any. */
export async function addLinks(
  api: HubspotApi,
  object: string,
  records: readonly CrmRecord[],
): Promise<readonly CrmRecord[]> {
  let linked = records;
  for (const to of linkedObjects(object)) {
    const open = isImplied(object, to) ? linked.filter(({ links }) => links.length === 0) : linked;
    linked = await replaceLinks(api, linked, { [to]: open.map(({ id }) => id) });
  }
  return linked;
}

/** Reads the links of the ids given for each object anew; other links stay. */
export async function replaceLinks(
  api: HubspotApi,
  records: readonly CrmRecord[],
  idsByObject: Readonly<Record<string, readonly string[]>>,
): Promise<readonly CrmRecord[]> {
  let completed = records;
  for (const [to, ids] of Object.entries(idsByObject)) {
    const found = await readLinks(api, { from: completed[0]?.object ?? '', to }, ids);
    const affected = new Set(ids);
    completed = completed.map((record) =>
      affected.has(record.id)
        ? {
            ...record,
            links: mergeLinks(record.object, [...others(record, to), ...(found.get(record.id) ?? [])]),
          }
        : record,
    );
  }
  return completed;
}

function others(record: CrmRecord, object: string) {
  return record.links.filter(({ to }) => to.object !== object);
}
