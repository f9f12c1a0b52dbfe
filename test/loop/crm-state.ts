import { RECORD_MAPS } from '../../lib/crm/record-maps.ts';
import { SALESFORCE_OPTIONAL } from '../../lib/crm/salesforce/objects.ts';
import type { Stage } from './stage.ts';
import {
  describeHubspot,
  describeSalesforce,
  listHubspot,
  querySalesforce,
  readHubspot,
  type Values,
} from './vendor-apis.ts';

/** Stamps that move with any write of ours. */
const STAMPS: ReadonlySet<string> = new Set([
  ...RECORD_MAPS.salesforce.volatile,
  ...RECORD_MAPS.hubspot.volatile,
]);
const OWN_FIELD = /^revloop_/i;
/** What an org may lack carries no field of ours. */
const SALESFORCE_OBJECTS = RECORD_MAPS.salesforce.objects.filter(
  (object) => !SALESFORCE_OPTIONAL.includes(object),
);
/** Owners, pipelines and the like are no objects with properties; activities and campaigns carry no field of ours. */
const HUBSPOT_OBJECTS = ['companies', 'contacts', 'deals'];

/** HubSpot counts calls over this time; a look at the state shall not use up what the loop may call. */
const HUBSPOT_WINDOW_MS = 10_000;

/** Values by `crm/object/id`. */
export type CrmState = ReadonlyMap<string, Values>;

/** Everything both CRMs hold outside RevLoop's fields and the stamps. */
export function othersState(stage: Stage, objects?: readonly string[]): Promise<CrmState> {
  return readState(stage, (name) => !OWN_FIELD.test(name) && !STAMPS.has(name), objects);
}

/** RevLoop's fields that hold a value, in both CRMs. */
export async function ownState(stage: Stage, objects?: readonly string[]): Promise<CrmState> {
  const state = await readState(stage, (name) => OWN_FIELD.test(name), objects);
  const filled = [...state].map(
    ([ref, values]) =>
      [ref, Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null))] as const,
  );
  return new Map(filled.filter(([, values]) => Object.keys(values).length > 0));
}

async function readState(
  { salesforce, hubspot, clock }: Stage,
  isWanted: (field: string) => boolean,
  objects?: readonly string[],
): Promise<CrmState> {
  const state = new Map<string, Values>();
  const isAsked = (object: string): boolean => objects?.includes(object) ?? true;
  for (const object of SALESFORCE_OBJECTS.filter(isAsked)) {
    const fields = (await describeSalesforce(salesforce.url, object)).filter(isWanted);
    if (fields.length === 0) continue;
    const names = [...new Set(['Id', ...fields])];
    const rows = await querySalesforce(salesforce.url, `SELECT ${names.join()} FROM ${object}`);
    for (const { id, values } of rows) state.set(`salesforce/${object}/${id}`, pick(values, fields));
  }
  for (const object of HUBSPOT_OBJECTS.filter(isAsked)) {
    clock.advance(HUBSPOT_WINDOW_MS);
    const properties = (await describeHubspot(hubspot.url, object)).filter(isWanted);
    const ids = await listHubspot(hubspot.url, object);
    const records = await readHubspot(hubspot.url, object, { ids, properties });
    for (const { id, values } of records) state.set(`hubspot/${object}/${id}`, pick(values, properties));
  }
  return state;
}

function pick(values: Values, names: readonly string[]): Values {
  return Object.fromEntries(names.map((name) => [name, values[name] ?? null]));
}
