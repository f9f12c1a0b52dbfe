import type { ObjectName } from './object-names.ts';
import type { PropertyDefinition, PropertyDraft, PropertyOption } from './property-definition.ts';
import { vendorProperty } from './property-definition.ts';

type Kind = 'text' | 'number' | 'datetime' | 'bool' | 'select' | 'external';
/** Name, label, kind, and `read-only` where a client may not write it. */
type Line = readonly [name: string, label: string, kind: Kind, access?: 'read-only'];

const COMMON: readonly Line[] = [
  ['hs_object_id', 'Record ID', 'number', 'read-only'],
  ['hs_merged_object_ids', 'Merged Record IDs', 'external', 'read-only'],
  ['hs_object_source', 'Record creation source', 'text', 'read-only'],
  ['hs_object_source_id', 'Record creation source ID', 'text', 'read-only'],
  ['hs_object_source_label', 'Record source', 'text', 'read-only'],
  ['hubspot_owner_id', 'Owner', 'external'],
];

const PERSON: readonly Line[] = [
  ['email', 'Email', 'text'],
  ['firstname', 'First Name', 'text'],
  ['lastname', 'Last Name', 'text'],
  ['phone', 'Phone Number', 'text'],
  ['company', 'Company Name', 'text'],
  ['jobtitle', 'Job Title', 'text'],
  ['lifecyclestage', 'Lifecycle Stage', 'select'],
  ['hs_lead_status', 'Lead Status', 'select'],
  ['hs_analytics_source', 'Original Traffic Source', 'select'],
];

const COMPANY: readonly Line[] = [
  ['name', 'Company name', 'text'],
  ['domain', 'Company Domain Name', 'text'],
  ['website', 'Website URL', 'text'],
  ['phone', 'Phone Number', 'text'],
  ['industry', 'Industry', 'text'],
  ['numberofemployees', 'Number of Employees', 'number'],
  ['annualrevenue', 'Annual Revenue', 'number'],
  ['lifecyclestage', 'Lifecycle Stage', 'select'],
  ['hs_lead_status', 'Lead Status', 'select'],
  ['hs_analytics_source', 'Original Traffic Source', 'select'],
];

const DEAL: readonly Line[] = [
  ['dealname', 'Deal Name', 'text'],
  ['amount', 'Amount', 'number'],
  ['closedate', 'Close Date', 'datetime'],
  ['dealstage', 'Deal Stage', 'external'],
  ['pipeline', 'Pipeline', 'external'],
  ['dealtype', 'Deal Type', 'select'],
  ['hs_is_closed', 'Is Deal Closed?', 'bool', 'read-only'],
  ['hs_is_closed_won', 'Is Closed Won', 'bool', 'read-only'],
  ['hs_analytics_source', 'Original Traffic Source', 'select'],
];

const BY_OBJECT: Readonly<Record<string, readonly Line[]>> = {
  contacts: PERSON,
  companies: COMPANY,
  deals: DEAL,
};

const OPTIONS: Readonly<Record<string, readonly string[]>> = {
  lifecyclestage: [
    'subscriber',
    'lead',
    'marketingqualifiedlead',
    'salesqualifiedlead',
    'opportunity',
    'customer',
    'evangelist',
    'other',
  ],
  hs_lead_status: [
    'NEW',
    'OPEN',
    'IN_PROGRESS',
    'OPEN_DEAL',
    'UNQUALIFIED',
    'ATTEMPTED_TO_CONTACT',
    'CONNECTED',
    'BAD_TIMING',
  ],
  hs_analytics_source: [
    'ORGANIC_SEARCH',
    'PAID_SEARCH',
    'EMAIL_MARKETING',
    'SOCIAL_MEDIA',
    'REFERRALS',
    'OTHER_CAMPAIGNS',
    'DIRECT_TRAFFIC',
    'OFFLINE',
    'PAID_SOCIAL',
    'AI_REFERRALS',
  ],
  dealtype: ['newbusiness', 'existingbusiness'],
};

const TYPES: Readonly<Record<Kind, readonly [type: string, fieldType: string]>> = {
  text: ['string', 'text'],
  number: ['number', 'number'],
  datetime: ['datetime', 'date'],
  bool: ['bool', 'booleancheckbox'],
  select: ['enumeration', 'select'],
  external: ['enumeration', 'select'],
};

/** Written at creation, read-only after; a contact's is never writable. */
export const SETTABLE_AT_CREATION: readonly string[] = ['createdate', 'hs_createdate'];

/** The group that HubSpot's own properties of this object are in. */
export function mainGroup(object: ObjectName): string {
  return `${object.singular.replace('_', '')}information`;
}

/** What every portal has for this object, whatever its export holds. */
export function standardProperties(object: ObjectName): readonly PropertyDefinition[] {
  const stamps: readonly Line[] = [
    ...object.createdProperties.map((name): Line => [name, 'Create Date', 'datetime', 'read-only']),
    [object.modifiedProperty, 'Last Modified Date', 'datetime', 'read-only'],
  ];
  const lines = [...COMMON, ...stamps, ...(BY_OBJECT[object.plural] ?? [])];
  return lines.map(([name, label, kind, access]) => {
    const [type, fieldType] = TYPES[kind];
    const draft: PropertyDraft = {
      name,
      label,
      type,
      fieldType,
      groupName: mainGroup(object),
      options: kind === 'bool' ? BOOLEAN_OPTIONS : toOptions(OPTIONS[name] ?? []),
      externalOptions: kind === 'external',
      hasUniqueValue: name === 'hs_object_id',
    };
    return vendorProperty(draft, { isReadOnly: access === 'read-only' });
  });
}

export function toOptions(values: readonly string[]): readonly PropertyOption[] {
  return values.map((value, displayOrder) => ({ label: value, value, displayOrder, hidden: false }));
}

export const BOOLEAN_OPTIONS: readonly PropertyOption[] = toOptions(['true', 'false']);
