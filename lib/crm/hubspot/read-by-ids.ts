import type { CrmRecord } from '../../domain/entities.ts';
import type { ObjectDescription } from '../crm.ts';
import { addLinks, type Reading, readWhole } from './reading.ts';
import { readAll } from './whole-object.ts';
import { wholeReaderOf } from './whole-readers.ts';

interface Wanted {
  readonly description: ObjectDescription;
  readonly withLinks: boolean;
}

/**
 * In the order of `ids`: an archived record is `deleted`, one that HubSpot does not know (any more) is undefined. A merged
 * id answers with its survivor's record, which is another one: undefined here.
 */
export async function readByIds(
  reading: Reading,
  { description, withLinks }: Wanted,
  ids: readonly string[],
): Promise<readonly (CrmRecord | undefined)[]> {
  const whole = wholeReaderOf(description.object);
  const records =
    whole === undefined
      ? await readRecords(reading, { description, withLinks }, [...new Set(ids)])
      : (await readAll(reading.api, whole)).records;
  const byId = new Map(records.map((record) => [record.id, record]));
  return ids.map((id) => byId.get(id));
}

async function readRecords(
  { api, markStages }: Reading,
  { description, withLinks }: Wanted,
  ids: readonly string[],
): Promise<readonly CrmRecord[]> {
  const { records: live } = await readWhole(api, description, ids);
  const found = new Set(live.map(({ id }) => id));
  const missing = ids.filter((id) => !found.has(id));
  const { records: archived } = await readWhole(api, description, missing, true);
  const linked = withLinks ? await addLinks(api, description.object, live) : live;
  return [...(await markStages(linked)), ...archived.map((record) => ({ ...record, deleted: true }))];
}
