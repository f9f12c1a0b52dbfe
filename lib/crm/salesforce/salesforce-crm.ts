import type { Clock } from '../../runtime/clock.ts';
import type { Random } from '../../runtime/random.ts';
import type { ApiBudget, Deadline } from '../api-budget.ts';
import type { Crm } from '../crm.ts';
import type { SalesforceCredentials } from './credentials.ts';
import { describeObject } from './describe.ts';
import { SALESFORCE_OBJECTS, SALESFORCE_WRITE_BATCH } from './objects.ts';
import { provisionFields } from './provision.ts';
import { countRecords } from './query.ts';
import { readChanges } from './read-changes.ts';
import { listIds, readByIds } from './read-records.ts';
import { createSalesforceClient } from './salesforce-client.ts';
import { writeRecords } from './write-records.ts';

/** Salesforce behind the port: `url` is the login address (My Domain), `apiVersion` e.g. `66.0`. */
export function createSalesforceCrm(options: {
  readonly url: string;
  readonly credentials: SalesforceCredentials;
  readonly apiVersion?: string | undefined;
  readonly clock: Clock;
  readonly random: Random;
  readonly budget?: ApiBudget | undefined;
  readonly deadline?: Deadline | undefined;
}): Crm {
  const client = createSalesforceClient(options);
  return {
    name: 'salesforce',
    objects: SALESFORCE_OBJECTS,
    writeBatch: SALESFORCE_WRITE_BATCH,
    describe: (object) => describeObject(client, object),
    readChanges: (description, cursor, { lookbackMs }) =>
      readChanges(client, description, { cursor, lookbackMs }),
    count: (object) => countRecords(client, object),
    listIds: (object) => listIds(client, object),
    readByIds: (description, ids) => readByIds(client, description, ids),
    write: (object, changes) => writeRecords(client, object, changes),
    provision: (fields) => provisionFields(client, fields),
    calls: client.calls,
  };
}
