/** What this CRM is called in references and reports. */
export const CRM = 'hubspot';

/** Objects that are synced: owners first, then those that others link to. */
export const HUBSPOT_OBJECTS: readonly string[] = ['owners', 'companies', 'contacts', 'deals'];

/**
 * Property that moves with every change of a record. Filtering by the other one is no error and finds nothing.
 * https://developers.hubspot.com/docs/guides/api/crm/search
 */
export function modifiedProperty(object: string): string {
  return object === 'contacts' ? 'lastmodifieddate' : 'hs_lastmodifieddate';
}

/** Records per batch update. https://developers.hubspot.com/docs/guides/api/crm/using-object-apis */
export const HUBSPOT_WRITE_BATCH = 100;
