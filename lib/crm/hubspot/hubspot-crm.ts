import type { BackfillPlan, ChangePage, Crm, ObjectDescription } from '../crm.ts';
import { accountId } from './account.ts';
import { createHubspotApi, type HubspotApi, type HubspotOptions } from './api.ts';
import { planBackfill, readChunk } from './backfill.ts';
import { createStageMarker } from './deal-stages.ts';
import { describeObject } from './describe.ts';
import { listIds } from './list-page.ts';
import { locateFields } from './locate-fields.ts';
import { CRM, HUBSPOT_OBJECTS, HUBSPOT_WRITE_BATCH, OPTIONAL_OBJECTS } from './object-names.ts';
import { provisionFields } from './provision.ts';
import { readByIds } from './read-by-ids.ts';
import { readChanges } from './read-changes.ts';
import type { Reading } from './reading.ts';
import { countRecords } from './search-page.ts';
import { sweep, sweepsOf } from './sweeps.ts';
import { describeWhole, liveIdsOf, readWholeChanges } from './whole-object.ts';
import { wholeReaderOf } from './whole-readers.ts';
import { writeRecords } from './write.ts';

/** HubSpot behind the port. Reads run under the one retry policy, writes are sent once. */
export function createHubspotCrm(options: HubspotOptions): Crm {
  const api = createHubspotApi(options);
  const reading: Reading = { api, markStages: createStageMarker(api) };
  return {
    name: CRM,
    objects: HUBSPOT_OBJECTS,
    optionalObjects: OPTIONAL_OBJECTS,
    writeBatch: HUBSPOT_WRITE_BATCH,
    accountId: () => accountId(api),
    describe: (object) => {
      const whole = wholeReaderOf(object);
      return whole === undefined ? describeObject(api, object) : describeWhole(api, whole);
    },
    readChanges: (description, cursor, lookback) =>
      readOr(api, description, () => readChanges(reading, description, cursor, lookback)),
    planBackfill: (description) => {
      const whole = wholeReaderOf(description.object);
      return whole === undefined ? planBackfill(api, description) : Promise.resolve(WHOLE_PLAN);
    },
    readChunk: (description, chunk, cursor) =>
      readOr(api, description, () => readChunk(reading, description, chunk, cursor)),
    sweeps: sweepsOf,
    hasHistoriesInBackfill: true,
    sweep: (description, kind, cursor) => sweep(api, description, kind, cursor),
    locateFields: (object, names) => locateFields(api, object, names),
    count: async (object) => {
      const whole = wholeReaderOf(object);
      return whole === undefined ? countRecords(api, object) : (await liveIdsOf(api, whole)).length;
    },
    listIds: async function* (object) {
      const whole = wholeReaderOf(object);
      if (whole === undefined) yield* listIds(api, object);
      else yield (await liveIdsOf(api, whole)).map((id) => ({ id }));
    },
    readByIds: (description, ids, { withLinks }) => readByIds(reading, { description, withLinks }, ids),
    write: (object, changes) => writeRecords(api, object, changes),
    provision: (fields) => provisionFields(api, fields),
    calls: api.calls,
  };
}

/** Few records, and no change to filter by: the first read of changes is all of them, a part would read them twice. */
const WHOLE_PLAN: BackfillPlan = {
  chunks: [],
  changesFrom: { phase: 'whole' },
  forecast: { records: 0, calls: 1, seconds: 1 },
};

function readOr(
  api: HubspotApi,
  { object }: ObjectDescription,
  read: () => AsyncIterable<ChangePage>,
): AsyncIterable<ChangePage> {
  const whole = wholeReaderOf(object);
  return whole === undefined ? read() : readWholeChanges(api, whole);
}
