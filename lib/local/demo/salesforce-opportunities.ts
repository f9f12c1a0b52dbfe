import { toDay, toInstantMs } from './calendar.ts';
import { campaignAt } from './campaigns.ts';
import type { Row } from './csv.ts';
import type { Deal, Person } from './journey.ts';
import { hubspotId, salesforceId } from './record-ids.ts';
import { lastInstantMs, salesforceStamps } from './record-stamps.ts';
import { teamMemberFor } from './sales-team.ts';
import type { SalesforceContext } from './salesforce-export.ts';

const PROBABILITY: Readonly<Record<string, string>> = {
  Qualification: '20',
  Proposal: '50',
  Negotiation: '80',
  'Closed Won': '100',
  'Closed Lost': '0',
};
const CLOSE_MINUTE = 17 * 60;
/** Roles per deal: the buyer and, on some deals, a colleague. */
const ROLES_PER_DEAL = 2;

export function opportunityRows({ demo, calendar, campaigns }: SalesforceContext): Row[] {
  return demo.deals.map((deal) => {
    const { person, company, outcome } = deal;
    const campaignType = person?.source.campaignType;
    const campaign =
      campaignType && person ? campaignAt(campaigns, campaignType, person.leadAtMs) : undefined;
    const closedMs = outcome === 'open' ? deal.createdAtMs : toInstantMs(deal.closeDay, CLOSE_MINUTE);
    return {
      Id: salesforceId('Opportunity', deal.number),
      AccountId: deal.hasAccount ? salesforceId('Account', company.number) : '',
      Name: deal.name,
      StageName: deal.stage,
      IsClosed: String(outcome !== 'open'),
      IsWon: String(outcome === 'won'),
      Amount: String(deal.amount ?? ''),
      CloseDate: toDay(deal.closeDay),
      Type: deal.type ?? '',
      LeadSource: person?.source.leadSource ?? '',
      Loss_Reason__c: deal.lossReason ?? '',
      Contract_End__c: deal.contractEnd === null ? '' : toDay(deal.contractEnd),
      CampaignId: campaign === undefined ? '' : salesforceId('Campaign', campaign.number),
      HubSpot_Id__c: deal.hubspotCopy === 'stored-id' ? hubspotId('deals', deal.number) : '',
      Probability: PROBABILITY[deal.stage] ?? '',
      ForecastCategoryName: outcome === 'open' ? 'Pipeline' : outcome === 'won' ? 'Closed' : 'Omitted',
      OwnerId: salesforceId('User', teamMemberFor('field-sales', company.number).number),
      ...salesforceStamps(deal.createdAtMs, Math.min(closedMs, lastInstantMs(calendar))),
    };
  });
}

/** The buyer is primary; a deal without a role is found through its lead's conversion, if at all. */
export function roleRows({ demo }: SalesforceContext): Row[] {
  return demo.deals.flatMap((deal) => [
    ...(deal.person !== null && deal.hasRole ? [roleRow(deal, deal.person, true)] : []),
    ...(deal.secondPerson !== null && deal.hasRole ? [roleRow(deal, deal.secondPerson, false)] : []),
  ]);
}

function roleRow(deal: Deal, person: Person, isPrimary: boolean): Row {
  return {
    Id: salesforceId('OpportunityContactRole', deal.number * ROLES_PER_DEAL + (isPrimary ? 0 : 1)),
    OpportunityId: salesforceId('Opportunity', deal.number),
    ContactId: salesforceId('Contact', person.number),
    IsPrimary: String(isPrimary),
    Role: isPrimary ? 'Decision Maker' : 'Evaluator',
    ...salesforceStamps(deal.createdAtMs),
  };
}
