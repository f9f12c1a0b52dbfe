import { type Calendar, toDay, toInstantMs, toTokyoDay } from './calendar.ts';
import type { Row } from './csv.ts';
import { type Deal, type Person, progressOf } from './journey.ts';
import { hubspotId, salesforceId } from './record-ids.ts';
import { convertedMs, lastInstantMs, salesforceCreatedMs, salesforceStamps } from './record-stamps.ts';
import { teamMemberFor } from './sales-team.ts';
import type { SalesforceContext } from './salesforce-export.ts';

const WORKING_STATUSES = {
  new: 'Open - Not Contacted',
  contacted: 'Working - Contacted',
  qualified: 'Qualified',
} as const;

export function contactRows({ demo, calendar }: SalesforceContext): Row[] {
  const dealOf = firstDealOf(demo.deals);
  const isContact = ({ presence }: Person) =>
    presence.salesforce === 'converted' || presence.salesforce === 'contact';
  return demo.people.filter(isContact).map((person) => {
    const deal = dealOf.get(person);
    const isConverted = person.presence.salesforce === 'converted' && deal !== undefined;
    const createdMs = isConverted ? convertedMs(person, deal.createdAtMs, calendar) : person.leadAtMs;
    return {
      Id: salesforceId('Contact', person.number),
      AccountId: salesforceId('Account', person.company.number),
      LastName: person.family,
      FirstName: person.given,
      Title: person.jobTitle,
      Email: person.salesforceEmail,
      LeadSource: person.source.leadSource ?? '',
      HubSpot_Id__c: storedId(person),
      OwnerId: salesforceId('User', teamMemberFor('field-sales', person.number).number),
      ...salesforceStamps(createdMs),
    };
  });
}

export function leadRows({ demo, calendar }: SalesforceContext): Row[] {
  const dealOf = firstDealOf(demo.deals);
  const isLead = ({ presence }: Person) =>
    presence.salesforce === 'lead' || presence.salesforce === 'converted';
  return demo.people.filter(isLead).map((person) => {
    const createdMs = salesforceCreatedMs(person, calendar);
    return {
      Id: salesforceId('Lead', person.number),
      LastName: person.family,
      FirstName: person.given,
      Company: person.company.name,
      Title: person.jobTitle,
      Email: person.salesforceEmail,
      LeadSource: person.source.leadSource ?? '',
      Status: statusOf(person),
      Industry: person.company.industry,
      NumberOfEmployees: String(person.company.employees ?? ''),
      AnnualRevenue: String(person.company.revenue ?? ''),
      HubSpot_Id__c: storedId(person),
      OwnerId: salesforceId('User', teamMemberFor('inside-sales', person.number).number),
      ...conversion(person, dealOf.get(person), calendar),
      ...salesforceStamps(createdMs, modifiedMs(person, dealOf.get(person), calendar)),
    };
  });
}

function conversion(person: Person, deal: Deal | undefined, calendar: Calendar): Row {
  if (person.presence.salesforce !== 'converted' || deal === undefined) return { IsConverted: 'false' };
  return {
    IsConverted: 'true',
    ConvertedDate: toDay(toTokyoDay(convertedMs(person, deal.createdAtMs, calendar))),
    ConvertedAccountId: salesforceId('Account', person.company.number),
    ConvertedContactId: salesforceId('Contact', person.number),
    ConvertedOpportunityId: salesforceId('Opportunity', deal.number),
  };
}

function modifiedMs(person: Person, deal: Deal | undefined, calendar: Calendar): number {
  const lastMs = lastInstantMs(calendar);
  if (deal !== undefined) return Math.min(convertedMs(person, deal.createdAtMs, calendar), lastMs);
  return Math.min(toInstantMs(toTokyoDay(person.leadAtMs) + (person.number % 20), 600), lastMs);
}

function statusOf(person: Person): string {
  if (person.fate === 'deal') return 'Closed - Converted';
  return person.fate === 'disqualified' ? 'Disqualified' : WORKING_STATUSES[progressOf(person)];
}

function storedId(person: Person): string {
  return person.hasStoredId ? hubspotId('contacts', person.number) : '';
}

/** The first deal of each person: the one its lead was converted into. */
function firstDealOf(deals: readonly Deal[]): ReadonlyMap<Person, Deal> {
  const first = new Map<Person, Deal>();
  for (const deal of deals) if (deal.person !== null && !first.has(deal.person)) first.set(deal.person, deal);
  return first;
}
