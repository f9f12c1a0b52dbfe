import type { Org } from './org.ts';
import type { StoredRow } from './value-types.ts';

/** A list of records that goes when its parent goes. */
interface Cascade {
  readonly object: string;
  readonly field: string;
  /** A record that hangs on this field too stays, and only loses its parent. */
  readonly unless?: string;
}

export interface ChildRow {
  readonly object: string;
  readonly field: string;
  readonly row: StoredRow;
}

const activities = (field: string, unless: string): readonly Cascade[] => [
  { object: 'Task', field, unless },
  { object: 'Event', field, unless },
];

/** What a deletion takes along. https://developer.salesforce.com/docs/atlas.en-us.api.meta/api/sforce_api_calls_delete.htm */
const CASCADES: Readonly<Record<string, readonly Cascade[]>> = {
  Lead: [
    { object: 'CampaignMember', field: 'LeadId', unless: 'ContactId' },
    { object: 'LeadHistory', field: 'LeadId' },
    ...activities('WhoId', 'WhatId'),
  ],
  Contact: [
    { object: 'CampaignMember', field: 'ContactId' },
    { object: 'OpportunityContactRole', field: 'ContactId' },
    { object: 'ContactHistory', field: 'ContactId' },
    ...activities('WhoId', 'WhatId'),
  ],
  Account: [
    { object: 'Contact', field: 'AccountId' },
    { object: 'Opportunity', field: 'AccountId' },
    { object: 'AccountHistory', field: 'AccountId' },
    ...activities('WhatId', 'WhoId'),
  ],
  Opportunity: [
    { object: 'OpportunityContactRole', field: 'OpportunityId' },
    { object: 'OpportunityHistory', field: 'OpportunityId' },
    { object: 'OpportunityFieldHistory', field: 'OpportunityId' },
    ...activities('WhatId', 'WhoId'),
  ],
  Campaign: [{ object: 'CampaignMember', field: 'CampaignId' }],
};

/** Rows that are deleted with a record; found by index, so it costs no more than they are. */
export function followersOf(org: Org, object: string, id: string): readonly ChildRow[] {
  return (CASCADES[object] ?? []).flatMap(({ object: child, field, unless }) =>
    org.store
      .table(child)
      .holding(field, id)
      .filter(({ values }) => values['IsDeleted'] !== true)
      .filter(({ values }) => unless === undefined || (values[unless] ?? null) === null)
      .map((row) => ({ object: child, field, row })),
  );
}

/** Every row that points at a record, by any lookup, deleted ones left out. */
export function pointersTo(org: Org, object: string, id: string): readonly ChildRow[] {
  return org.catalog
    .childrenOf(object)
    .filter(({ field }) => field.name !== 'MasterRecordId' && !field.name.startsWith('Converted'))
    .flatMap(({ object: child, field }) =>
      org.store
        .table(child.name)
        .holding(field.name, id)
        .filter(({ values }) => values['IsDeleted'] !== true)
        .map((row) => ({ object: child.name, field: field.name, row })),
    );
}
