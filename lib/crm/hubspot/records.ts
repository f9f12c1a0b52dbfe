import type { CrmConfig } from '../../domain/config.ts';
import type { CompanyRecord, CrmRecord, Entity, OwnerRecord, PersonRecord } from '../../domain/entities.ts';
import { toActivity } from './activity-record.ts';
import { toCampaign } from './campaign-record.ts';
import { toDeal } from './deal-record.ts';
import { foreignRefsOf } from './foreign-refs.ts';
import { isCustomer, mqlOf, sqlOf } from './lifecycle.ts';
import { toRate } from './rate-record.ts';
import { firstDate, firstText, linkedOne, lowerBoundOf, refOf, textOf } from './record-values.ts';
import { sourceOf, visitsOf } from './source.ts';

/** Lead status of a contact that sales gave up, where the config names none. */
const DISQUALIFIED = ['UNQUALIFIED'];

type ToEntity = (record: CrmRecord, config: CrmConfig) => Entity | null;

const MAPS: Readonly<Record<string, ToEntity>> = {
  contacts: toPerson,
  companies: toCompany,
  deals: toDeal,
  owners: toOwner,
  campaigns: toCampaign,
  'currency-rates': toRate,
};

/** The record in our words; null for an object that has none. Throws AppError 'record-invalid' for a value of the wrong kind. */
export function toHubspotEntity(record: CrmRecord, config: CrmConfig): Entity | null {
  return (MAPS[record.object] ?? toActivity)(record, config);
}

/** HubSpot knows no lead beside the contact: each contact is one, and its source is that of its first touch. */
function toPerson(record: CrmRecord, config: CrmConfig): PersonRecord {
  const createdInCrm = firstDate(record, 'createdate') ?? record.createdAt;
  const createdAt = firstDate(record, config.acquisitionDate) ?? createdInCrm;
  const status = textOf(record, 'hs_lead_status');
  const isDisqualified = status !== null && (config.statuses.disqualified ?? DISQUALIFIED).includes(status);
  return {
    kind: 'person',
    ref: refOf(record),
    role: 'lead',
    email: textOf(record, 'email'),
    foreignRefs: foreignRefsOf(record, config),
    convertedTo: [],
    company: linkedOne(record, 'companies', 'associatedcompanyid'),
    companyName: textOf(record, 'company'),
    createdAt,
    source: sourceOf(record, config),
    witnesses: 'first-touch',
    firstTouchAt: firstDate(record, 'hs_analytics_first_timestamp') ?? createdAt,
    visits: visitsOf(record),
    mql: mqlOf(record, config, createdInCrm),
    sql: sqlOf(record, config, createdInCrm),
    employees: lowerBoundOf(record, 'numemployees', 'numberofemployees'),
    companyRevenue: lowerBoundOf(record, 'annualrevenue'),
    industry: textOf(record, 'industry'),
    jobTitle: textOf(record, 'jobtitle'),
    ownerId: textOf(record, 'hubspot_owner_id'),
    isOpen: !record.deleted && !isCustomer(record) && !isDisqualified,
    rejectReason: textOf(record, 'revloop_reject_reason'),
  };
}

function toCompany(record: CrmRecord, config: CrmConfig): CompanyRecord {
  return {
    kind: 'company',
    ref: refOf(record),
    name: textOf(record, 'name'),
    domain: textOf(record, 'domain')?.toLowerCase() ?? null,
    foreignRefs: foreignRefsOf(record, config),
    employees: lowerBoundOf(record, 'numberofemployees'),
    revenue: lowerBoundOf(record, 'annualrevenue'),
    industry: textOf(record, 'industry'),
    ownerId: textOf(record, 'hubspot_owner_id'),
    createdAt: firstDate(record, 'createdate') ?? record.createdAt,
  };
}

function toOwner(record: CrmRecord): OwnerRecord {
  const name = [textOf(record, 'firstName'), textOf(record, 'lastName')].filter((part) => part !== null);
  return {
    kind: 'owner',
    ref: refOf(record),
    name: name.length > 0 ? name.join(' ') : firstText(record, 'email'),
    isActive: !record.deleted,
  };
}
