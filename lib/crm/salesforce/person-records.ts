import type { CrmConfig } from '../../domain/config.ts';
import type { CrmRecord, PersonRecord } from '../../domain/entities.ts';
import { salesforceFieldName } from './field-names.ts';
import { isListed, leadStages } from './lead-stages.ts';
import { sourceOf } from './record-source.ts';
import { booleanOf, hubspotRefs, momentOf, numberOf, refOf, textOf } from './record-values.ts';

const REJECT_REASON = salesforceFieldName({ stem: 'Reject_Reason' });

/** What conversion made of a lead: field of the lead, object it points to. */
const CONVERTED_TO = [
  ['ConvertedContactId', 'Contact'],
  ['ConvertedAccountId', 'Account'],
  ['ConvertedOpportunityId', 'Opportunity'],
] as const;

/** A lead: a person and what is known of their company. */
export function toLead(record: CrmRecord, config: CrmConfig): PersonRecord {
  const shared = toPerson(record, config);
  const isDisqualified = isListed(config.statuses.disqualified, textOf(record, 'Status'));
  return {
    ...shared,
    role: 'lead',
    convertedTo: CONVERTED_TO.map(([field, object]) => refOf(record, field, object)).filter(
      (ref) => ref !== null,
    ),
    company: refOf(record, 'ConvertedAccountId', 'Account'),
    companyName: textOf(record, 'Company'),
    ...leadStages(record, config, shared.createdAt),
    employees: numberOf(record, 'NumberOfEmployees'),
    companyRevenue: numberOf(record, 'AnnualRevenue'),
    industry: textOf(record, 'Industry'),
    isOpen: !record.deleted && !booleanOf(record, 'IsConverted') && !isDisqualified,
    rejectReason: textOf(record, REJECT_REASON),
  };
}

/** A contact: stages are statuses of leads, so it enters none by itself. */
export function toContact(record: CrmRecord, config: CrmConfig): PersonRecord {
  return {
    ...toPerson(record, config),
    role: 'contact',
    convertedTo: [],
    company: refOf(record, 'AccountId', 'Account'),
    companyName: null,
    mql: config.statuses.mql === undefined ? 'not-mapped' : 'not-reached',
    sql: 'not-reached',
    employees: null,
    companyRevenue: null,
    industry: null,
    isOpen: false,
    rejectReason: null,
  };
}

function toPerson(record: CrmRecord, config: CrmConfig) {
  const { acquisitionDate } = config;
  const acquiredAt = acquisitionDate === undefined ? null : momentOf(record, acquisitionDate);
  return {
    kind: 'person',
    ref: { crm: record.crm, object: record.object, id: record.id },
    email: textOf(record, 'Email'),
    foreignRefs: hubspotRefs(record, config.foreignId, 'contacts'),
    createdAt: acquiredAt ?? record.createdAt,
    source: sourceOf(record, config),
    // A lead source says how the record came to be; what first touched the person, Salesforce does not know.
    witnesses: 'creation',
    firstTouchAt: null,
    jobTitle: textOf(record, 'Title'),
    ownerId: textOf(record, 'OwnerId'),
  } as const;
}
