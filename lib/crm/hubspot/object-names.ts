/** What this CRM is called in references and reports. */
export const CRM = 'hubspot';

/** Objects with properties, lists, search and associations. */
export const CRM_OBJECTS: readonly string[] = [
  'companies',
  'contacts',
  'deals',
  'calls',
  'meetings',
  'emails',
  'tasks',
  'notes',
];

/** Objects that are read whole, each in a way of its own: few records, and no change to filter by. */
export const WHOLE_OBJECTS = [
  'account',
  'owners',
  'pipelines',
  'currency-rates',
  'campaigns',
  'campaign-items',
] as const;
export type WholeObject = (typeof WHOLE_OBJECTS)[number];

/** Objects that are synced: those first that others link to. */
export const HUBSPOT_OBJECTS: readonly string[] = [...WHOLE_OBJECTS, ...CRM_OBJECTS];

/** Need a Hub or a scope of their own; a portal without them is complete. */
export const OPTIONAL_OBJECTS: readonly string[] = [
  'account',
  'pipelines',
  'currency-rates',
  'campaigns',
  'campaign-items',
  'calls',
  'meetings',
  'emails',
  'tasks',
  'notes',
];

export function isWholeObject(object: string): object is WholeObject {
  return WHOLE_OBJECTS.some((name) => name === object);
}

/**
 * Property that moves with every change of a record. Filtering by the other one is no error and finds nothing.
 * https://developers.hubspot.com/docs/guides/api/crm/search
 */
export function modifiedProperty(object: string): string {
  return object === 'contacts' ? 'lastmodifieddate' : 'hs_lastmodifieddate';
}

/** Records per batch update. https://developers.hubspot.com/docs/guides/api/crm/using-object-apis */
export const HUBSPOT_WRITE_BATCH = 100;
