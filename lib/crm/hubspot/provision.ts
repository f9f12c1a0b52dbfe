import * as z from 'zod';
import type { ProvisionReport } from '../crm.ts';
import { CrmFailure } from '../crm-failure.ts';
import type { FieldDefinition } from '../fields.ts';
import type { HubspotApi } from './api.ts';
import { describeObject } from './describe.ts';
import { HUBSPOT_OBJECT_OF, hubspotFieldName } from './field-names.ts';
import { PROPERTY_GROUP, propertyOf } from './property-of.ts';

type Failed = ProvisionReport['failed'][number];

const CreatedSchema = z.object({
  results: z.array(z.object({ name: z.string() })),
  errors: z.array(z.object({ message: z.string().default('') })).optional(),
});
const Anything = z.unknown();
const CONFLICT = 409;

/**
 * Creates the properties that are missing, in RevLoop's own group. HubSpot grants no single property, so `granted`
 * stays empty. Fields of campaigns are left out: HubSpot's campaigns take no properties of an app.
 */
export async function provisionFields(
  api: HubspotApi,
  fields: readonly FieldDefinition[],
): Promise<ProvisionReport> {
  const created: string[] = [];
  const unchanged: string[] = [];
  const failed: Failed[] = [];
  for (const [owner, object] of Object.entries(HUBSPOT_OBJECT_OF)) {
    const wanted = fields.filter(({ on }) => on === owner);
    if (wanted.length === 0) continue;
    const report = await provisionObject(api, object, wanted);
    created.push(...report.created);
    unchanged.push(...report.unchanged);
    failed.push(...report.failed);
  }
  return { created, granted: [], unchanged, failed };
}

async function provisionObject(api: HubspotApi, object: string, wanted: readonly FieldDefinition[]) {
  const qualify = (definition: FieldDefinition) => `${object}.${hubspotFieldName(definition)}`;
  const before = await existingNames(api, object);
  const missing = wanted.filter((definition) => !before.has(hubspotFieldName(definition)));
  const unchanged = wanted.filter((definition) => !missing.includes(definition)).map(qualify);
  if (missing.length === 0) return { created: [], unchanged, failed: [] };
  await createGroup(api, object);
  const { names: createdNames, reasons } = await createProperties(api, object, missing);
  const lost = missing.filter((definition) => !createdNames.has(hubspotFieldName(definition)));
  // Whatever was not created here may have been created by someone else in between.
  const after = lost.length === 0 ? before : await existingNames(api, object);
  const isThere = (definition: FieldDefinition) => after.has(hubspotFieldName(definition));
  return {
    created: missing.filter((definition) => !lost.includes(definition)).map(qualify),
    unchanged: [...unchanged, ...lost.filter(isThere).map(qualify)],
    failed: lost
      .filter((definition) => !isThere(definition))
      .map((definition) => ({
        field: qualify(definition),
        reason: reasons.get(hubspotFieldName(definition)) ?? reasons.get('') ?? 'HubSpot did not create it',
      })),
  };
}

async function existingNames(api: HubspotApi, object: string): Promise<ReadonlySet<string>> {
  return new Set((await describeObject(api, object)).fields.map(({ name }) => name));
}

async function createGroup(api: HubspotApi, object: string): Promise<void> {
  // https://developers.hubspot.com/docs/guides/api/crm/properties (property groups)
  const call = () => api.propertyGroups.createWithHttpInfo(object, { ...PROPERTY_GROUP, displayOrder: -1 });
  await api.once(Anything, call).catch(unlessConflict);
}

interface Creation {
  readonly names: ReadonlySet<string>;
  /** By name; under '' where HubSpot does not say which. */
  readonly reasons: ReadonlyMap<string, string>;
}

/** All in one call; one by one where HubSpot refuses the whole call. */
async function createProperties(
  api: HubspotApi,
  object: string,
  definitions: readonly FieldDefinition[],
): Promise<Creation> {
  const whole = await createBatch(api, object, definitions).catch(refusal);
  if (!(whole instanceof CrmFailure)) return whole;
  const names = new Set<string>();
  const reasons = new Map<string, string>();
  for (const definition of definitions) {
    const name = hubspotFieldName(definition);
    const single = await createBatch(api, object, [definition]).catch(refusal);
    const reason = single instanceof CrmFailure ? single.message : single.reasons.get('');
    if (reason === undefined) names.add(name);
    else reasons.set(name, reason);
  }
  return { names, reasons };
}

async function createBatch(
  api: HubspotApi,
  object: string,
  definitions: readonly FieldDefinition[],
): Promise<Creation> {
  const inputs = definitions.map(propertyOf);
  // Beside the SDK, whose model drops how a number is shown. https://developers.hubspot.com/docs/guides/api/crm/properties
  const { data } = await api.once(CreatedSchema, () =>
    api.post(`/crm/v3/properties/${object}/batch/create`, { inputs }),
  );
  const messages = (data.errors ?? []).map(({ message }) => message).join('; ');
  return {
    names: new Set(data.results.map(({ name }) => name)),
    reasons: new Map(messages === '' ? [] : [['', messages]]),
  };
}

function unlessConflict(cause: unknown): void {
  if (refusal(cause).status !== CONFLICT) throw cause;
}

/** A refusal of the request itself; everything else ends the run. */
function refusal(cause: unknown): CrmFailure {
  if (cause instanceof CrmFailure && cause.failure === 'request') return cause;
  throw cause;
}
