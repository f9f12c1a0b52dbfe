import { association } from './associations.ts';
import { type Calendar, toInstantMs, toIso, toTokyoDay } from './calendar.ts';
import type { Company } from './companies.ts';
import { type Row, type Table, tableOf } from './csv.ts';
import { hubspotDeals } from './hubspot-deals.ts';
import { type DemoCompany, type Person, progressOf } from './journey.ts';
import { hubspotId } from './record-ids.ts';
import { HUBSPOT_STAMPS, hubspotStamps, lastInstantMs } from './record-stamps.ts';
import { ownerId, SALES_TEAM, teamMemberFor } from './sales-team.ts';
import { isExistingCustomer } from './special-people.ts';

export interface HubspotContext {
  readonly demo: DemoCompany;
  readonly calendar: Calendar;
}

/** https://developers.hubspot.com/docs/guides/api/crm/associations/associations-v4 (contact to primary company) */
const CONTACT_TO_PRIMARY_COMPANY = '1';
const WORKING_STAGES = {
  new: { lifecyclestage: 'lead', hs_lead_status: 'NEW' },
  contacted: { lifecyclestage: 'marketingqualifiedlead', hs_lead_status: 'OPEN' },
  qualified: { lifecyclestage: 'salesqualifiedlead', hs_lead_status: 'IN_PROGRESS' },
} as const;
const OWNERS_CREATED = '2020-04-01T00:00:00.000Z';

/** `hubspot/*.csv` by file name: objects, associations and owners. */
export function hubspotTables(context: HubspotContext): ReadonlyMap<string, Table> {
  const people = context.demo.people.filter(({ presence }) => presence.hubspot);
  const deals = hubspotDeals(context);
  return new Map([
    [
      'contacts',
      tableOf(
        people.map((person) => contactRow(context, person)),
        HUBSPOT_STAMPS,
      ),
    ],
    ['companies', tableOf(companyRows(people), HUBSPOT_STAMPS)],
    ['deals', tableOf(deals.rows, HUBSPOT_STAMPS)],
    ['associations', tableOf([...people.map(contactToCompany), ...deals.associations], HUBSPOT_STAMPS)],
    ['owners', tableOf(ownerRows(), HUBSPOT_STAMPS)],
  ]);
}

function contactRow({ demo, calendar }: HubspotContext, person: Person): Row {
  const { number, company, source, leadAtMs } = person;
  const modifiedMs = Math.min(
    toInstantMs(toTokyoDay(leadAtMs) + 1 + (number % 30), 540),
    lastInstantMs(calendar),
  );
  return {
    id: hubspotId('contacts', number),
    email: person.email,
    firstname: person.given,
    lastname: person.family,
    company: company.name,
    jobtitle: person.jobTitle,
    industry: company.industry,
    numemployees: String(company.employees ?? ''),
    annualrevenue: String(company.revenue ?? ''),
    ...source.visit,
    ...stageOf(person, demo),
    key_page_visits: String(person.pageVisits ?? ''),
    target_list: String(person.isOnTargetList),
    stated_condition: person.statedCondition ?? '',
    hubspot_owner_id: ownerId(teamMemberFor('inside-sales', number)),
    createdate: toIso(leadAtMs),
    lastmodifieddate: toIso(Math.max(leadAtMs, modifiedMs)),
    ...hubspotStamps(leadAtMs, modifiedMs),
  };
}

function stageOf(person: Person, demo: DemoCompany): Row {
  if (person.fate === 'disqualified') return { lifecyclestage: 'lead', hs_lead_status: 'UNQUALIFIED' };
  const isWon = demo.deals.some((deal) => deal.person === person && deal.outcome === 'won');
  if (isWon || isExistingCustomer(person, demo.deals))
    return { lifecyclestage: 'customer', hs_lead_status: 'OPEN_DEAL' };
  if (person.fate === 'deal') return { lifecyclestage: 'opportunity', hs_lead_status: 'OPEN_DEAL' };
  return WORKING_STAGES[progressOf(person)];
}

function companyRows(people: readonly Person[]): Row[] {
  const first = new Map<number, { company: Company; createdMs: number }>();
  for (const { company, leadAtMs } of people) {
    const createdMs = Math.min(leadAtMs, first.get(company.number)?.createdMs ?? leadAtMs);
    first.set(company.number, { company, createdMs });
  }
  return [...first.values()].map(({ company, createdMs }) => ({
    id: hubspotId('companies', company.number),
    name: company.name,
    domain: company.domain,
    industry: company.industry,
    numberofemployees: String(company.employees ?? ''),
    annualrevenue: String(company.revenue ?? ''),
    createdate: toIso(createdMs),
    hs_lastmodifieddate: toIso(createdMs),
    ...hubspotStamps(createdMs),
  }));
}

function contactToCompany({ number, company }: Person): Row {
  const from = { type: 'contacts', id: hubspotId('contacts', number) };
  return association(
    from,
    { type: 'companies', id: hubspotId('companies', company.number) },
    CONTACT_TO_PRIMARY_COMPANY,
  );
}

function ownerRows(): Row[] {
  return SALES_TEAM.map((member) => ({
    id: ownerId(member),
    email: member.email,
    firstName: member.given,
    lastName: member.family,
    userId: ownerId(member),
    createdAt: OWNERS_CREATED,
    updatedAt: OWNERS_CREATED,
    archived: String(!member.isActive),
  }));
}
