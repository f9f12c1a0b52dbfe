import type { ObjectDescription, ProvisionReport } from '../crm.ts';
import { CrmFailure } from '../crm-failure.ts';
import type { FieldDefinition } from '../fields.ts';
import { describeObject } from './describe.ts';
import { fullNameOf, toCustomField } from './field-metadata.ts';
import { SALESFORCE_OBJECT_OF, salesforceFieldName } from './field-names.ts';
import { UpsertAnswer } from './payloads.ts';
import { grantFields } from './permission-set.ts';
import type { SalesforceClient } from './salesforce-client.ts';

/** Components per Metadata call. https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_upsertMetadata.htm */
const UPSERT_BATCH = 10;

type Failure = ProvisionReport['failed'][number];

/**
 * Creates the fields that the integration user cannot see and grants those it cannot edit. Each field is in one list
 * of the report: `created` ones are granted as well, `granted` ones existed. A second run finds all of them unchanged.
 */
export async function provisionFields(
  client: SalesforceClient,
  fields: readonly FieldDefinition[],
): Promise<ProvisionReport> {
  const failed: Failure[] = [];
  const descriptions = await describeOwners(client, fields);
  const states = fields.map((definition) => ({ definition, state: stateOf(definition, descriptions) }));
  for (const { definition, state } of states)
    if (typeof state === 'object') failed.push({ field: fullNameOf(definition), reason: state.reason });
  const inState = (wanted: 'absent' | 'read-only' | 'ready') =>
    states.filter(({ state }) => state === wanted).map(({ definition }) => definition);

  const made = await upsertFields(client, inState('absent'));
  failed.push(...made.failed);
  const granted = [...made.existed, ...inState('read-only').map(fullNameOf)];
  const toGrant = [...made.created, ...granted];
  if (toGrant.length > 0) await grantFields(client, toGrant);
  return { created: made.created, granted, unchanged: inState('ready').map(fullNameOf), failed };
}

type FieldState = 'absent' | 'read-only' | 'ready' | { readonly reason: string };

/** What is hidden and what is missing look alike to the integration user; an upsert serves both. */
function stateOf(
  definition: FieldDefinition,
  descriptions: ReadonlyMap<string, ObjectDescription | CrmFailure>,
): FieldState {
  const description = descriptions.get(SALESFORCE_OBJECT_OF[definition.on]);
  if (description === undefined) return { reason: 'its object was not described' };
  if (description instanceof CrmFailure) return { reason: description.message };
  const field = description.fields.find(({ name }) => name === salesforceFieldName(definition));
  if (field === undefined) return 'absent';
  return field.isWritable ? 'ready' : 'read-only';
}

async function describeOwners(
  client: SalesforceClient,
  fields: readonly FieldDefinition[],
): Promise<ReadonlyMap<string, ObjectDescription | CrmFailure>> {
  const descriptions = new Map<string, ObjectDescription | CrmFailure>();
  for (const object of new Set(fields.map(({ on }) => SALESFORCE_OBJECT_OF[on]))) {
    const description = await describeObject(client, object).catch((cause: unknown) => {
      if (cause instanceof CrmFailure && cause.failure === 'permission') return cause;
      throw cause;
    });
    descriptions.set(object, description);
  }
  return descriptions;
}

interface UpsertReport {
  readonly created: readonly string[];
  readonly existed: readonly string[];
  readonly failed: readonly Failure[];
}

async function upsertFields(
  client: SalesforceClient,
  definitions: readonly FieldDefinition[],
): Promise<UpsertReport> {
  const created: string[] = [];
  const existed: string[] = [];
  const failed: Failure[] = [];
  for (let start = 0; start < definitions.length; start += UPSERT_BATCH) {
    const batch = definitions.slice(start, start + UPSERT_BATCH).map(toCustomField);
    const results = await client.metadata((api) => api.upsert('CustomField', batch), UpsertAnswer);
    for (const [i, { fullName: field }] of batch.entries()) {
      const result = results[i];
      if (result?.success === true) (result.created === true ? created : existed).push(field);
      else failed.push({ field, reason: result?.errors?.[0]?.message ?? 'no result came back' });
    }
  }
  return { created, existed, failed };
}
