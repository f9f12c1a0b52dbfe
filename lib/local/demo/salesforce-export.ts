import type { Calendar } from './calendar.ts';
import type { DemoCampaign } from './campaigns.ts';
import type { Company } from './companies.ts';
import { type Row, type Table, tableOf } from './csv.ts';
import type { DemoCompany } from './journey.ts';
import { hubspotId, type SalesforceObject, salesforceId } from './record-ids.ts';
import { SALESFORCE_STAMPS, salesforceStamps } from './record-stamps.ts';
import { SALES_TEAM, teamMemberFor } from './sales-team.ts';
import { campaignRows, memberRows } from './salesforce-campaigns.ts';
import { opportunityRows, roleRows } from './salesforce-opportunities.ts';
import { contactRows, leadRows } from './salesforce-people.ts';

export interface SalesforceContext {
  readonly demo: DemoCompany;
  readonly calendar: Calendar;
  readonly campaigns: readonly DemoCampaign[];
}

/** Accounts whose HubSpot id a connector stored; the others match by domain. */
const STORED_ID_EVERY = 3;

/** `salesforce/*.csv`: what a data export of the org would hold. */
export function salesforceTables(context: SalesforceContext): ReadonlyMap<SalesforceObject, Table> {
  return new Map<SalesforceObject, Table>([
    ['User', tableOf(userRows(), SALESFORCE_STAMPS)],
    ['Account', tableOf(accountRows(context), SALESFORCE_STAMPS)],
    ['Contact', tableOf(contactRows(context), SALESFORCE_STAMPS)],
    ['Lead', tableOf(leadRows(context), SALESFORCE_STAMPS)],
    ['Opportunity', tableOf(opportunityRows(context), SALESFORCE_STAMPS)],
    ['OpportunityContactRole', tableOf(roleRows(context), SALESFORCE_STAMPS)],
    ['Campaign', tableOf(campaignRows(context), SALESFORCE_STAMPS)],
    ['CampaignMember', tableOf(memberRows(context), SALESFORCE_STAMPS)],
  ]);
}

function userRows(): Row[] {
  return SALES_TEAM.map((member) => ({
    Id: salesforceId('User', member.number),
    Username: member.email,
    Name: `${member.family} ${member.given}`,
    Email: member.email,
    IsActive: String(member.isActive),
    UserType: 'Standard',
  }));
}

function accountRows({ demo }: SalesforceContext): Row[] {
  const inHubspot = new Set(demo.people.filter((p) => p.presence.hubspot).map((p) => p.company.number));
  const accounts = new Map<number, { company: Company; createdMs: number; isCustomer: boolean }>();
  for (const { company, createdAtMs, outcome } of demo.deals) {
    const known = accounts.get(company.number);
    const createdMs = Math.min(createdAtMs, known?.createdMs ?? createdAtMs);
    accounts.set(company.number, { company, createdMs, isCustomer: known?.isCustomer || outcome === 'won' });
  }
  return [...accounts.values()].map(({ company, createdMs, isCustomer }) => {
    const isStored = company.number % STORED_ID_EVERY === 0 && inHubspot.has(company.number);
    return {
      Id: salesforceId('Account', company.number),
      Name: company.name,
      Website: `https://www.${company.domain}/`,
      Industry: company.industry,
      NumberOfEmployees: String(company.employees ?? ''),
      AnnualRevenue: String(company.revenue ?? ''),
      Type: isCustomer ? 'Customer - Direct' : 'Prospect',
      OwnerId: salesforceId('User', teamMemberFor('field-sales', company.number).number),
      HubSpot_Id__c: isStored ? hubspotId('companies', company.number) : '',
      ...salesforceStamps(createdMs),
    };
  });
}
