/** Objects that are synced; parents first, so that a stored record's references are stored too. */
export const SALESFORCE_OBJECTS: readonly string[] = [
  'Organization',
  'CurrencyType',
  'DatedConversionRate',
  'RecordType',
  'OpportunityStage',
  'User',
  'Campaign',
  'Account',
  'Contact',
  'Lead',
  'Opportunity',
  'OpportunityContactRole',
  'CampaignMember',
  'OpportunityHistory',
  'OpportunityFieldHistory',
  'LeadHistory',
  'Task',
  'Event',
];

/**
 * Objects that an org may lack: rates where it has one currency, histories where it tracks no field, the rest where
 * the integration user was not granted it.
 */
export const SALESFORCE_OPTIONAL: readonly string[] = [
  'Organization',
  'CurrencyType',
  'DatedConversionRate',
  'RecordType',
  'OpportunityStage',
  'OpportunityHistory',
  'OpportunityFieldHistory',
  'LeadHistory',
  'Task',
  'Event',
];

/** Records per update call. https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_composite_sobjects_collections_update.htm */
export const SALESFORCE_WRITE_BATCH = 200;

/** The object of an id, by its first three characters, where a lookup may point to several. */
const OBJECT_BY_PREFIX: Readonly<Record<string, string>> = {
  '001': 'Account',
  '003': 'Contact',
  '006': 'Opportunity',
  '00Q': 'Lead',
  '701': 'Campaign',
};

/** Undefined for objects that are not synced. */
export function objectOfId(id: string): string | undefined {
  return OBJECT_BY_PREFIX[id.slice(0, 3)];
}
