import { DEFINITION_OBJECTS } from './definition-objects.ts';
import { HISTORY_OBJECTS } from './history-objects.ts';
import { address, type ObjectDefinition, standardObject } from './object-definition.ts';
import { SETUP_OBJECTS } from './setup-objects.ts';

const OWNED = ['OwnerId reference(User) default', 'LastActivityDate date readonly'];
const PERSON_NAME = [
  'LastName string(80) required',
  'FirstName string(40)',
  'Salutation picklist',
  'Name string(121) readonly default',
];
const FORECAST = ['ForecastCategory picklist readonly default', 'ForecastCategoryName picklist'];

const LEAD = standardObject('Lead', '00Q', [
  'MasterRecordId reference(Lead) readonly',
  ...PERSON_NAME,
  'Title string(128)',
  'Company string(255) required',
  ...address(''),
  'Phone phone',
  'MobilePhone phone',
  'Fax phone',
  'Email email',
  'Website url',
  'Description textarea',
  'LeadSource picklist',
  'Status picklist default',
  'Industry picklist',
  'Rating picklist',
  'AnnualRevenue currency',
  'NumberOfEmployees int',
  'OwnerId reference(Group,User) default',
  'HasOptedOutOfEmail boolean',
  'IsConverted boolean readonly',
  'ConvertedDate date readonly',
  'ConvertedAccountId reference(Account) readonly',
  'ConvertedContactId reference(Contact) readonly',
  'ConvertedOpportunityId reference(Opportunity) readonly',
  'IsUnreadByOwner boolean',
  'LastActivityDate date readonly',
]);

const CONTACT = standardObject('Contact', '003', [
  'MasterRecordId reference(Contact) readonly',
  'AccountId reference(Account) < Contacts',
  ...PERSON_NAME,
  ...address('Mailing'),
  'Phone phone',
  'MobilePhone phone',
  'Fax phone',
  'ReportsToId reference(Contact)',
  'Email email',
  'Title string(128)',
  'Department string(80)',
  'LeadSource picklist',
  'Birthdate date',
  'Description textarea',
  'HasOptedOutOfEmail boolean',
  'DoNotCall boolean',
  ...OWNED,
]);

const ACCOUNT = standardObject('Account', '001', [
  'MasterRecordId reference(Account) readonly',
  'Name string(255) required',
  'Type picklist',
  'ParentId reference(Account) < ChildAccounts',
  ...address('Billing'),
  'Phone phone',
  'Fax phone',
  'AccountNumber string(40)',
  'Website url',
  'Industry picklist',
  'AnnualRevenue currency',
  'NumberOfEmployees int',
  'Description textarea',
  'AccountSource picklist',
  ...OWNED,
]);

const OPPORTUNITY = standardObject('Opportunity', '006', [
  'AccountId reference(Account) < Opportunities',
  'Name string(120) required',
  'Description textarea',
  'StageName picklist required',
  'Amount currency',
  'Probability percent',
  'ExpectedRevenue currency readonly',
  'CloseDate date required',
  'Type picklist',
  'NextStep string(255)',
  'LeadSource picklist',
  'IsClosed boolean readonly',
  'IsWon boolean readonly',
  ...FORECAST,
  'CampaignId reference(Campaign) < Opportunities',
  'HasOpportunityLineItem boolean readonly',
  ...OWNED,
]);

const OPPORTUNITY_CONTACT_ROLE = standardObject('OpportunityContactRole', '00K', [
  'OpportunityId reference(Opportunity) required createonly < OpportunityContactRoles',
  'ContactId reference(Contact) required < OpportunityContactRoles',
  'Role picklist',
  'IsPrimary boolean',
]);

const CAMPAIGN = standardObject('Campaign', '701', [
  'Name string(80) required',
  'ParentId reference(Campaign) < ChildCampaigns',
  'Type picklist',
  'Status picklist',
  'StartDate date',
  'EndDate date',
  'ExpectedRevenue currency',
  'BudgetedCost currency',
  'ActualCost currency',
  'NumberSent double',
  'IsActive boolean',
  'Description textarea',
  'NumberOfLeads int calculated',
  'NumberOfConvertedLeads int calculated',
  'NumberOfContacts int calculated',
  'NumberOfResponses int calculated',
  'NumberOfOpportunities int calculated',
  'NumberOfWonOpportunities int calculated',
  'AmountAllOpportunities currency calculated',
  'AmountWonOpportunities currency calculated',
  ...OWNED,
]);

const CAMPAIGN_MEMBER = standardObject('CampaignMember', '00v', [
  'CampaignId reference(Campaign) required createonly < CampaignMembers',
  'LeadId reference(Lead) createonly < CampaignMembers',
  'ContactId reference(Contact) createonly < CampaignMembers',
  'Status picklist',
  'HasResponded boolean readonly',
  'FirstRespondedDate date readonly',
]);

const ACTIVITY = [
  'WhoId reference(Contact,Lead)',
  'WhatId reference(Account,Opportunity,Campaign)',
  'Subject string(255)',
  'ActivityDate date',
  'Description textarea',
  'AccountId reference(Account) readonly',
  'IsArchived boolean readonly',
  'OwnerId reference(User) default',
];

const TASK = standardObject('Task', '00T', [
  ...ACTIVITY,
  'Status picklist default',
  'Priority picklist default',
  'IsClosed boolean readonly',
  'TaskSubtype picklist',
]);

const EVENT = standardObject('Event', '00U', [
  ...ACTIVITY,
  'ActivityDateTime datetime',
  'DurationInMinutes int',
  'StartDateTime datetime',
  'EndDateTime datetime',
  'Location string(255)',
  'IsAllDayEvent boolean',
]);

/** Objects every org has. An export folder adds columns to them, and objects beside them. */
export const STANDARD_OBJECTS: readonly ObjectDefinition[] = [
  LEAD,
  CONTACT,
  ACCOUNT,
  OPPORTUNITY,
  OPPORTUNITY_CONTACT_ROLE,
  CAMPAIGN,
  CAMPAIGN_MEMBER,
  TASK,
  EVENT,
  ...HISTORY_OBJECTS,
  ...DEFINITION_OBJECTS,
  ...SETUP_OBJECTS,
];
