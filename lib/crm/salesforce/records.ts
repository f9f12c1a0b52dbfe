import type { CrmConfig } from '../../domain/config.ts';
import type {
  CampaignRecord,
  CompanyRecord,
  CrmRecord,
  Entity,
  MemberRecord,
  OwnerRecord,
  RecordRef,
  RoleRecord,
} from '../../domain/entities.ts';
import { toEvent, toTask } from './activity-record.ts';
import { toDeal } from './deal-record.ts';
import { toContact, toLead } from './person-records.ts';
import { toCurrency, toDatedRate } from './rate-record.ts';
import { booleanOf, hubspotRefs, momentOf, numberOf, refOf, requiredRefOf, textOf } from './record-values.ts';

const MAPPINGS: Readonly<Record<string, (record: CrmRecord, config: CrmConfig) => Entity>> = {
  User: toOwner,
  Campaign: toCampaign,
  Account: toCompany,
  Contact: toContact,
  Lead: toLead,
  Opportunity: toDeal,
  OpportunityContactRole: toRole,
  CampaignMember: toMember,
  Task: toTask,
  Event: toEvent,
  CurrencyType: toCurrency,
  DatedConversionRate: toDatedRate,
};

/**
 * What a Salesforce record is in our terms; null for an object that is none of them.
 * Throws AppError 'record-invalid' where a field holds a value of the wrong kind. Imports no SDK.
 */
export function toSalesforceEntity(record: CrmRecord, config: CrmConfig): Entity | null {
  return MAPPINGS[record.object]?.(record, config) ?? null;
}

function toCompany(record: CrmRecord, config: CrmConfig): CompanyRecord {
  return {
    kind: 'company',
    ref: refTo(record),
    name: textOf(record, 'Name'),
    domain: domainOf(textOf(record, 'Website')),
    foreignRefs: hubspotRefs(record, config.foreignId, 'companies'),
    employees: numberOf(record, 'NumberOfEmployees'),
    revenue: numberOf(record, 'AnnualRevenue'),
    industry: textOf(record, 'Industry'),
    ownerId: textOf(record, 'OwnerId'),
    createdAt: record.createdAt,
  };
}

function toRole(record: CrmRecord): RoleRecord {
  return {
    kind: 'role',
    ref: refTo(record),
    deal: requiredRefOf(record, 'OpportunityId', 'Opportunity'),
    person: requiredRefOf(record, 'ContactId', 'Contact'),
    isPrimary: booleanOf(record, 'IsPrimary'),
  };
}

function toCampaign(record: CrmRecord): CampaignRecord {
  const isActive = booleanOf(record, 'IsActive');
  return {
    kind: 'campaign',
    ref: refTo(record),
    name: textOf(record, 'Name'),
    type: textOf(record, 'Type'),
    isActive,
  };
}

/** After a conversion a member names both the lead and the contact: one person. */
function toMember(record: CrmRecord): MemberRecord {
  const people = [refOf(record, 'ContactId', 'Contact'), refOf(record, 'LeadId', 'Lead')];
  return {
    kind: 'member',
    ref: refTo(record),
    campaign: requiredRefOf(record, 'CampaignId', 'Campaign'),
    people: people.filter((person) => person !== null),
    at: momentOf(record, 'FirstRespondedDate') ?? record.createdAt,
    responded: booleanOf(record, 'HasResponded'),
  };
}

/** A user whose state is hidden counts as active. */
function toOwner(record: CrmRecord): OwnerRecord {
  const isActive = textOf(record, 'IsActive') === null || booleanOf(record, 'IsActive');
  return { kind: 'owner', ref: refTo(record), name: textOf(record, 'Name'), isActive };
}

function refTo({ crm, object, id }: CrmRecord): RecordRef {
  return { crm, object, id };
}

/** Host of a website without `www.`, in lower case; null for text that is no address. */
function domainOf(website: string | null): string | null {
  if (website === null) return null;
  const address = /^[a-z]+:\/\//i.test(website) ? website : `https://${website}`;
  const host = URL.parse(address.trim())?.hostname.replace(/^www\./, '');
  return host?.includes('.') === true ? host : null;
}
