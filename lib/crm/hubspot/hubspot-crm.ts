import type { CrmRecord } from '../../domain/entities.ts';
import type { Crm, ObjectDescription } from '../crm.ts';
import { createHubspotApi, type HubspotOptions } from './api.ts';
import { createStageMarker } from './deal-stages.ts';
import { describeObject } from './describe.ts';
import { listIds } from './list-page.ts';
import { CRM, HUBSPOT_OBJECTS, HUBSPOT_WRITE_BATCH } from './object-names.ts';
import { listOwnerIds, OWNERS, readOwnerChanges, readOwners } from './owners.ts';
import { provisionFields } from './provision.ts';
import { readChanges } from './read-changes.ts';
import { addLinks, type Reading, readWhole } from './reading.ts';
import { countRecords } from './search-page.ts';
import { writeRecords } from './write.ts';

/** HubSpot behind the port. Reads run under the one retry policy, writes are sent once. */
export function createHubspotCrm(options: HubspotOptions): Crm {
  const api = createHubspotApi(options);
  const reading: Reading = { api, markStages: createStageMarker(api) };
  return {
    name: CRM,
    objects: HUBSPOT_OBJECTS,
    writeBatch: HUBSPOT_WRITE_BATCH,
    describe: async (object) => (isOwners(object) ? OWNERS : describeObject(api, object)),
    readChanges: (description, cursor, lookback) =>
      isOwners(description.object)
        ? readOwnerChanges(api)
        : readChanges(reading, description, cursor, lookback),
    count: async (object) =>
      isOwners(object) ? (await listOwnerIds(api)).length : countRecords(api, object),
    listIds: (object) => (isOwners(object) ? listOwnerIds(api) : listIds(api, object)),
    readByIds: (description, ids, { withLinks }) => readByIds({ reading, description, withLinks }, ids),
    write: (object, changes) => writeRecords(api, object, changes),
    provision: (fields) => provisionFields(api, fields),
    calls: api.calls,
  };
}

/** A merged id answers with its survivor's record, which is another one: undefined here. */
async function readByIds(
  of: { readonly reading: Reading; readonly description: ObjectDescription; readonly withLinks: boolean },
  ids: readonly string[],
): Promise<readonly (CrmRecord | undefined)[]> {
  const { reading, description, withLinks } = of;
  const records = isOwners(description.object)
    ? (await readOwners(reading.api)).records.filter(({ deleted }) => !deleted)
    : await readRecords(reading, { description, withLinks }, [...new Set(ids)]);
  const byId = new Map(records.map((record) => [record.id, record]));
  return ids.map((id) => byId.get(id));
}

async function readRecords(
  { api, markStages }: Reading,
  { description, withLinks }: { readonly description: ObjectDescription; readonly withLinks: boolean },
  ids: readonly string[],
) {
  const { records } = await readWhole(api, description, ids);
  return markStages(withLinks ? await addLinks(api, description.object, records) : records);
}

function isOwners(object: string): boolean {
  return object === OWNERS.object;
}
