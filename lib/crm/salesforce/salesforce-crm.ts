import type { Crm } from '../crm.ts';
import { planBackfill, readChunk } from './backfill.ts';
import { describeObject } from './describe.ts';
import { locateFields } from './locate-fields.ts';
import { lookAt } from './look-at.ts';
import { SALESFORCE_OBJECTS, SALESFORCE_OPTIONAL, SALESFORCE_WRITE_BATCH } from './objects.ts';
import { peekChanges } from './peek-changes.ts';
import { provisionFields } from './provision.ts';
import { countRecords } from './query.ts';
import { readChanges } from './read-changes.ts';
import { listIds, readByIds } from './read-records.ts';
import { createSalesforceClient, type SalesforceClientOptions } from './salesforce-client.ts';
import { sweep, sweepsOf } from './sweep.ts';
import { writeRecords } from './write-records.ts';

/** Salesforce behind the port: `url` is the login address (My Domain), `apiVersion` e.g. `66.0`. */
export function createSalesforceCrm(options: SalesforceClientOptions): Crm {
  const client = createSalesforceClient(options);
  return {
    name: 'salesforce',
    objects: SALESFORCE_OBJECTS,
    optionalObjects: SALESFORCE_OPTIONAL,
    writeBatch: SALESFORCE_WRITE_BATCH,
    accountId: client.orgId,
    describe: (object) => describeObject(client, object),
    lookAt: (objects) => lookAt(client, objects),
    readChanges: (description, cursor, { lookbackMs }) =>
      readChanges(client, description, { cursor, lookbackMs }),
    peekChanges: (requests, settings) => peekChanges(client, requests, settings),
    planBackfill: (description) => planBackfill(client, description),
    readChunk: (description, chunk, cursor) => readChunk(client, description, chunk, cursor),
    sweeps: sweepsOf,
    sweep: (description, kind, cursor) => sweep(client, description, { kind, cursor }),
    locateFields: (object, names) => locateFields(client, object, names),
    count: (object) => countRecords(client, object),
    listIds: (object) => listIds(client, object),
    readByIds: (description, ids) => readByIds(client, description, ids),
    write: (object, changes) => writeRecords(client, object, changes),
    provision: (fields) => provisionFields(client, fields),
    calls: client.calls,
  };
}
