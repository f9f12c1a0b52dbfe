import { address, type ObjectDefinition, standardObject } from './object-definition.ts';

const SET_UP_ONLY = { readOnly: true } as const;

const relayObject = (name: string, keyPrefix: string, fields: readonly string[]): ObjectDefinition =>
  standardObject(
    name,
    keyPrefix,
    ['DeveloperName string(80) readonly', 'FullName string(255) readonly', ...fields],
    { readOnly: true, tooling: true },
  );

/** What relays change events to Amazon EventBridge. */
const RELAY_OBJECTS = [
  relayObject('PlatformEventChannel', '0YL', ['ChannelType picklist', 'Label string(80)']),
  relayObject('PlatformEventChannelMember', '0v8', [
    'EventChannel string(255)',
    'SelectedEntity string(255)',
    'FilterExpression textarea',
  ]),
  relayObject('NamedCredential', '0XA', ['Endpoint url', 'Label string(80)']),
  relayObject('EventRelayConfig', '7k2', [
    'DestinationResourceName string(255)',
    'EventChannel string(255)',
    'State picklist',
    'RelayOption string(255)',
    'Label string(80)',
  ]),
];

/** Objects about the org itself: people, stages, permissions. */
export const SETUP_OBJECTS: readonly ObjectDefinition[] = [
  standardObject('User', '005', [
    'Username string(80) required',
    'LastName string(80) required',
    'FirstName string(40)',
    'Name string(121) readonly default',
    'Email email required',
    'Title string(80)',
    'Department string(80)',
    'IsActive boolean',
    'UserType picklist readonly',
    'TimeZoneSidKey picklist default',
    'LocaleSidKey picklist default',
    'LanguageLocaleKey picklist default',
    'ManagerId reference(User)',
  ]),
  standardObject(
    'Group',
    '00G',
    [
      'Name string(40) required',
      'DeveloperName string(80)',
      'RelatedId reference(User) readonly',
      'Type picklist required createonly',
      'Email email',
      'OwnerId reference(User) default',
    ],
    SET_UP_ONLY,
  ),
  standardObject(
    'Organization',
    '00D',
    [
      'Name string(80) required',
      'Division string(80)',
      ...address(''),
      'Phone phone',
      'DefaultCurrencyIsoCode picklist',
      'TrialExpirationDate datetime readonly',
      'TimeZoneSidKey picklist default',
      'LanguageLocaleKey picklist default',
      'DefaultLocaleSidKey picklist default',
      'FiscalYearStartMonth int',
      'UsesStartDateAsFiscalYearName boolean',
      'OrganizationType picklist readonly',
      'InstanceName string(5) readonly',
      'IsSandbox boolean readonly',
      'NamespacePrefix string(15) readonly',
    ],
    SET_UP_ONLY,
  ),
  standardObject(
    'OpportunityStage',
    '01J',
    [
      'MasterLabel string(255)',
      'ApiName string(255) required',
      'IsActive boolean',
      'SortOrder int',
      'IsClosed boolean',
      'IsWon boolean',
      'ForecastCategory picklist',
      'ForecastCategoryName picklist',
      'DefaultProbability percent',
      'Description string(255)',
    ],
    SET_UP_ONLY,
  ),
  standardObject(
    'LeadStatus',
    '01J',
    [
      'MasterLabel string(255)',
      'ApiName string(255) required',
      'SortOrder int',
      'IsDefault boolean',
      'IsConverted boolean',
    ],
    SET_UP_ONLY,
  ),
  standardObject(
    'TaskStatus',
    '01T',
    [
      'MasterLabel string(255)',
      'ApiName string(255) required',
      'SortOrder int',
      'IsDefault boolean',
      'IsClosed boolean',
    ],
    SET_UP_ONLY,
  ),
  standardObject('CampaignMemberStatus', '01Y', [
    'CampaignId reference(Campaign) required createonly < CampaignMemberStatuses',
    'Label string(255) required',
    'SortOrder int',
    'IsDefault boolean',
    'HasResponded boolean',
  ]),
  standardObject(
    'RecordType',
    '012',
    [
      'Name string(80) required',
      'DeveloperName string(80) required',
      'NamespacePrefix string(15)',
      'Description string(255)',
      'BusinessProcessId reference readonly',
      'SobjectType picklist required createonly',
      'IsActive boolean',
    ],
    SET_UP_ONLY,
  ),
  standardObject('PermissionSet', '0PS', [
    'Name string(80) required unique',
    'Label string(80) required',
    'Description string(255)',
    'NamespacePrefix string(15) readonly',
    'IsCustom boolean readonly',
    'IsOwnedByProfile boolean readonly',
    'HasActivationRequired boolean',
  ]),
  standardObject('PermissionSetAssignment', '0Pa', [
    'PermissionSetId reference(PermissionSet) required createonly < Assignments',
    'AssigneeId reference(User) required createonly < PermissionSetAssignments',
    'IsActive boolean readonly',
  ]),
  standardObject('FieldPermissions', '01k', [
    'ParentId reference(PermissionSet) required createonly < FieldPerms',
    'SobjectType picklist required createonly',
    'Field picklist required createonly',
    'PermissionsRead boolean',
    'PermissionsEdit boolean',
  ]),
  standardObject(
    'CustomField',
    '00N',
    [
      'DeveloperName string(40) readonly default',
      'TableEnumOrId string(40) readonly default',
      'NamespacePrefix string(15) readonly',
      'FullName string(255) readonly',
      'Length int readonly',
      'InlineHelpText string(510) readonly',
    ],
    { readOnly: true, tooling: true },
  ),
  ...RELAY_OBJECTS,
];
