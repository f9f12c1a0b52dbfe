import type { ChangePage, Cursor, ObjectDescription, SweepKind } from '../crm.ts';
import { CrmFailure } from '../crm-failure.ts';
import type { SalesforceClient } from './salesforce-client.ts';
import { sweepComputed } from './sweep-computed.ts';
import { sweepDeleted } from './sweep-deleted.ts';

/** Objects whose records are deleted one by one. The others are set-up, or go with the record they belong to. */
const DELETABLE: readonly string[] = [
  'Campaign',
  'Account',
  'Contact',
  'Lead',
  'Opportunity',
  'OpportunityContactRole',
  'CampaignMember',
  'Task',
  'Event',
];
/** Objects that admins give formula and roll-up fields. */
const COMPUTING: readonly string[] = [
  'Campaign',
  'Account',
  'Contact',
  'Lead',
  'Opportunity',
  'CampaignMember',
];

/** What `readChanges` cannot see of an object: purges from the recycle bin, and values that are computed. */
export function sweepsOf(object: string): readonly SweepKind[] {
  return [
    ...(DELETABLE.includes(object) ? (['deleted'] as const) : []),
    ...(COMPUTING.includes(object) ? (['computed'] as const) : []),
  ];
}

/** Pages of one sweep. Throws 'request' for one that the object has not. */
export function sweep(
  client: SalesforceClient,
  description: ObjectDescription,
  { kind, cursor }: { readonly kind: SweepKind; readonly cursor: Cursor | null },
): AsyncIterable<ChangePage> {
  if (kind === 'deleted') return sweepDeleted(client, description.object, cursor);
  if (kind === 'computed') return sweepComputed(client, description, cursor);
  throw new CrmFailure('request', `${description.object} has no sweep of ${kind}`);
}
