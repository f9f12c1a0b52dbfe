import { toDay, toTokyoDay } from './calendar.ts';
import { campaignAt, type DemoCampaign } from './campaigns.ts';
import type { Row } from './csv.ts';
import type { Person } from './journey.ts';
import { salesforceId } from './record-ids.ts';
import { lastInstantMs, salesforceCreatedMs, salesforceStamps } from './record-stamps.ts';
import type { SalesforceContext } from './salesforce-export.ts';

/** Leads of other sources that attended a webinar later: a touch, but not their first. */
const LATER_WEBINAR_EVERY = 6;
const LATER_WEBINAR_MS = 2 * 86_400_000;
const PLANNING_MS = 14 * 86_400_000;
/** Memberships per person: the campaign it came from and a later one. */
const MEMBERSHIPS_PER_PERSON = 2;

export function campaignRows({ campaigns, calendar }: SalesforceContext): Row[] {
  return campaigns.map((campaign) => ({
    Id: salesforceId('Campaign', campaign.number),
    Name: campaign.name,
    Type: campaign.type,
    Status: 'Completed',
    IsActive: String(campaign.month === calendar.months.at(-1)),
    StartDate: campaign.startDay,
    ...salesforceStamps(Date.parse(`${campaign.startDay}T00:00:00Z`) - PLANNING_MS),
  }));
}

export function memberRows({ demo, campaigns, calendar }: SalesforceContext): Row[] {
  const known = demo.people.filter(({ presence, role }) => presence.salesforce !== 'none' && role === 'lead');
  return known.flatMap((person) => {
    const createdMs = salesforceCreatedMs(person, calendar);
    const type = person.source.campaignType;
    const origin = type && campaignAt(campaigns, type, person.leadAtMs);
    const laterMs = createdMs + LATER_WEBINAR_MS;
    const isLater =
      person.source.channel !== null &&
      type === undefined &&
      person.number % LATER_WEBINAR_EVERY === 0 &&
      laterMs <= lastInstantMs(calendar);
    const later = isLater ? campaignAt(campaigns, 'Webinar', laterMs) : undefined;
    return [
      ...(origin === undefined ? [] : [memberRow(person, origin, { atMs: createdMs, place: 0 })]),
      ...(later === undefined ? [] : [memberRow(person, later, { atMs: laterMs, place: 1 })]),
    ];
  });
}

function memberRow(
  person: Person,
  campaign: DemoCampaign,
  { atMs, place }: { readonly atMs: number; readonly place: number },
): Row {
  const { salesforce } = person.presence;
  return {
    Id: salesforceId('CampaignMember', person.number * MEMBERSHIPS_PER_PERSON + place),
    CampaignId: salesforceId('Campaign', campaign.number),
    LeadId: salesforce === 'contact' ? '' : salesforceId('Lead', person.number),
    ContactId: salesforce === 'lead' ? '' : salesforceId('Contact', person.number),
    Status: 'Responded',
    HasResponded: 'true',
    FirstRespondedDate: toDay(toTokyoDay(atMs)),
    ...salesforceStamps(atMs),
  };
}
