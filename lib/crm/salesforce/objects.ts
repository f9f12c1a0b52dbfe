/** Objects that are synced; parents first, so that a stored record's references are stored too. */
export const SALESFORCE_OBJECTS: readonly string[] = [
  'User',
  'Campaign',
  'Account',
  'Contact',
  'Lead',
  'Opportunity',
  'OpportunityContactRole',
  'CampaignMember',
];

/** Records per update call. https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_composite_sobjects_collections_update.htm */
export const SALESFORCE_WRITE_BATCH = 200;
