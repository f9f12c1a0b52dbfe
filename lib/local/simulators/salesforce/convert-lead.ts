import { convertedChildren } from './converted-children.ts';
import { convertedValues, defaultCloseDate, type LeadTarget } from './converted-values.ts';
import { deriveValues } from './derived-values.ts';
import { nextId, type Org } from './org.ts';
import { changeRow, commitChange, userStamp } from './record-changes.ts';
import type { Refusal } from './salesforce-errors.ts';
import type { FieldValue, StoredRow } from './value-types.ts';

type Values = Readonly<Record<string, FieldValue>>;

/** What `convertLead` is told. https://developer.salesforce.com/docs/atlas.en-us.api.meta/api/sforce_api_calls_convertlead.htm */
export interface LeadConversion {
  readonly leadId: string;
  readonly convertedStatus: string;
  readonly accountId?: string | undefined;
  readonly contactId?: string | undefined;
  readonly opportunityId?: string | undefined;
  readonly opportunityName?: string | undefined;
  readonly doNotCreateOpportunity?: boolean | undefined;
  readonly overwriteLeadSource?: boolean | undefined;
  readonly ownerId?: string | undefined;
}

type ConvertOutcome =
  | {
      readonly ok: true;
      readonly leadId: string;
      readonly accountId: string;
      readonly contactId: string;
      readonly opportunityId: string | null;
    }
  | { readonly ok: false; readonly refusal: Refusal };

const QUEUE_PREFIX = '00G';

const refuse = (code: string, message: string, fields: readonly string[] = []): ConvertOutcome => ({
  ok: false,
  refusal: { code, message, fields },
});

/** Turns a lead into an account, a contact and, unless told not to, an opportunity: all under one stamp. */
export function convertLead(org: Org, conversion: LeadConversion): ConvertOutcome {
  const lead = org.store.table('Lead').find(conversion.leadId);
  if (lead === undefined) return refuse('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id');
  if (lead.values['IsDeleted'] === true) return refuse('ENTITY_IS_DELETED', 'entity is deleted');
  if (lead.values['IsConverted'] === true)
    return refuse('CANNOT_UPDATE_CONVERTED_LEAD', 'cannot reference converted lead');
  const { convertedStatus, ownerId } = conversion;
  if (!isConvertedStatus(org, convertedStatus))
    return refuse('INVALID_STATUS', `invalid convertedStatus: ${convertedStatus}`);
  const owner = ownerId ?? String(lead.values['OwnerId'] ?? org.userId);
  if (owner.startsWith(QUEUE_PREFIX)) {
    const message =
      'Converted objects can only be owned by users. If the lead is not owned by a user, you must specify a user for the Owner field.';
    return refuse('FIELD_INTEGRITY_EXCEPTION', message);
  }
  const missing = missingTarget(org, conversion);
  if (missing !== undefined)
    return refuse('INVALID_CROSS_REFERENCE_KEY', `invalid cross reference id`, [missing]);
  return org.store.transact(() => ({ result: converted(org, lead, conversion, owner), keep: true }));
}

const isConvertedStatus = (org: Org, status: string): boolean =>
  org.store
    .table('LeadStatus')
    .list()
    .some(({ values }) => values['ApiName'] === status && values['IsConverted'] === true);

function missingTarget(org: Org, conversion: LeadConversion): string | undefined {
  const targets = { Account: 'accountId', Contact: 'contactId', Opportunity: 'opportunityId' } as const;
  for (const [object, name] of Object.entries(targets)) {
    const id = conversion[name];
    if (id === undefined) continue;
    const row = org.store.table(object).find(id);
    if (row === undefined || row.values['IsDeleted'] === true) return name;
  }
  return undefined;
}

/** The order of the events: account, contact, opportunity, then the lead. */
function converted(org: Org, lead: StoredRow, conversion: LeadConversion, owner: string): ConvertOutcome {
  const given = org.store.table('Contact').find(conversion.contactId ?? '');
  const accountId =
    conversion.accountId ?? (given === undefined ? undefined : textOf(given.values['AccountId']));
  const account = target(org, 'Account', lead, accountId, { OwnerId: owner });
  const contact = target(org, 'Contact', lead, conversion.contactId, {
    OwnerId: owner,
    AccountId: account.id,
  });
  if (conversion.overwriteLeadSource === true && given !== undefined) {
    changeRow(org, 'Contact', contact, { LeadSource: lead.values['LeadSource'] ?? null, ...userStamp(org) });
  }
  const opportunity = opportunityOf(org, lead, conversion, { OwnerId: owner, AccountId: account.id });
  const ids = {
    ConvertedAccountId: account.id,
    ConvertedContactId: contact.id,
    ConvertedOpportunityId: opportunity?.id ?? null,
  };
  const stamp = userStamp(org);
  const ConvertedDate = String(stamp['SystemModstamp']).slice(0, 10);
  const values = {
    ...ids,
    IsConverted: true,
    ConvertedDate,
    Status: conversion.convertedStatus,
    OwnerId: owner,
  };
  changeRow(org, 'Lead', lead, { ...values, IsUnreadByOwner: false, ...stamp }, { cause: 'conversion' });
  convertedChildren(org, lead.id, {
    accountId: account.id,
    contactId: contact.id,
    opportunityId: opportunity?.id,
  });
  return {
    ok: true,
    leadId: lead.id,
    accountId: account.id,
    contactId: contact.id,
    opportunityId: opportunity?.id ?? null,
  };
}

function opportunityOf(
  org: Org,
  lead: StoredRow,
  conversion: LeadConversion,
  links: Values,
): StoredRow | undefined {
  const { opportunityId, opportunityName, doNotCreateOpportunity } = conversion;
  if (opportunityId !== undefined) return target(org, 'Opportunity', lead, opportunityId, {});
  if (doNotCreateOpportunity === true) return undefined;
  const stages = org.store.table('OpportunityStage').list();
  const first = stages.find(({ values }) => values['IsActive'] === true && values['IsClosed'] !== true);
  const company = String(lead.values['Company'] ?? '');
  const values = {
    ...links,
    Name: opportunityName ?? `${company}-`,
    StageName: first?.values['ApiName'] ?? 'Prospecting',
    CloseDate: defaultCloseDate(org),
    CampaignId: lastCampaign(org, lead.id),
  };
  return target(org, 'Opportunity', lead, undefined, values);
}

/** The campaign the lead joined last becomes the opportunity's primary source. */
function lastCampaign(org: Org, leadId: string): FieldValue {
  const members = org.store
    .table('CampaignMember')
    .holding('LeadId', leadId)
    .filter(({ values }) => values['IsDeleted'] !== true)
    .sort((a, b) => (String(a.values['CreatedDate']) < String(b.values['CreatedDate']) ? -1 : 1));
  return members.at(-1)?.values['CampaignId'] ?? null;
}

/** The record a part of the lead goes to: a new one, or the given one with its empty fields filled. */
function target(
  org: Org,
  object: LeadTarget,
  lead: StoredRow,
  id: string | undefined,
  links: Values,
): StoredRow {
  const before = id === undefined ? undefined : org.store.table(object).find(id);
  const mapped = convertedValues(org, object, lead);
  const stamp = userStamp(org);
  if (before !== undefined) {
    const empty = Object.entries(mapped).filter(([name]) => (before.values[name] ?? null) === null);
    if (empty.length === 0) return before;
    return changeRow(org, object, before, { ...Object.fromEntries(empty), ...stamp });
  }
  const newId = nextId(org, object);
  const start = {
    Id: newId,
    IsDeleted: false,
    CreatedDate: stamp['SystemModstamp'] ?? null,
    CreatedById: org.userId,
  };
  const written = deriveValues(org.store, object, start, { ...mapped, ...links });
  const after = { id: newId, values: { ...start, ...written, ...stamp } };
  return commitChange(org, { object, kind: 'CREATE', before: undefined, after, cause: 'conversion' });
}

const textOf = (value: FieldValue | undefined): string | undefined =>
  typeof value === 'string' ? value : undefined;
