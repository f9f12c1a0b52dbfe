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
