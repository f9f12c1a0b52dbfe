import { binRecord } from './delete-records.ts';
import { nextId, type Org } from './org.ts';
import { changeRow, commitChange, systemStamp, userStamp } from './record-changes.ts';
import type { StoredRow } from './value-types.ts';

interface ConvertedIds {
  readonly accountId: string;
  readonly contactId: string;
  readonly opportunityId: string | undefined;
}

/** Hands what hung on a lead to its contact; a campaign member gets the contact and keeps the lead. */
export function convertedChildren(org: Org, leadId: string, ids: ConvertedIds): void {
  for (const member of living(org, 'CampaignMember', 'LeadId', leadId))
    giveMember(org, member, ids.contactId);
  for (const object of ['Task', 'Event']) {
    for (const activity of living(org, object, 'WhoId', leadId)) giveActivity(org, object, activity, ids);
  }
  if (ids.opportunityId !== undefined) addRole(org, ids.opportunityId, ids.contactId);
}

const living = (org: Org, object: string, field: string, id: string): readonly StoredRow[] =>
  org.store
    .table(object)
    .holding(field, id)
    .filter(({ values }) => values['IsDeleted'] !== true);

function giveMember(org: Org, member: StoredRow, contactId: string): void {
  const campaign = member.values['CampaignId'];
  const isMember = living(org, 'CampaignMember', 'ContactId', contactId).some(
    ({ values }) => values['CampaignId'] === campaign,
  );
  if (isMember) binRecord(org, 'CampaignMember', member);
  else changeRow(org, 'CampaignMember', member, { ContactId: contactId, ...systemStamp(org) });
}

function giveActivity(org: Org, object: string, activity: StoredRow, ids: ConvertedIds): void {
  const what = activity.values['WhatId'] ?? ids.opportunityId ?? ids.accountId;
  const values = { WhoId: ids.contactId, WhatId: what, AccountId: ids.accountId };
  changeRow(org, object, activity, { ...values, ...systemStamp(org) });
}

/** The contact of a lead gets a role in its opportunity, the primary one where there is none yet. */
function addRole(org: Org, opportunityId: string, contactId: string): void {
  const roles = living(org, 'OpportunityContactRole', 'OpportunityId', opportunityId);
  if (roles.some(({ values }) => values['ContactId'] === contactId)) return;
  const id = nextId(org, 'OpportunityContactRole');
  const stamp = userStamp(org);
  const after = {
    id,
    values: {
      Id: id,
      OpportunityId: opportunityId,
      ContactId: contactId,
      Role: null,
      IsPrimary: !roles.some(({ values }) => values['IsPrimary'] === true),
      IsDeleted: false,
      CreatedById: org.userId,
      CreatedDate: stamp['SystemModstamp'] ?? null,
      ...stamp,
    },
  };
  commitChange(org, { object: 'OpportunityContactRole', kind: 'CREATE', before: undefined, after });
}
