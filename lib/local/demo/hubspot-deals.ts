import { association } from './associations.ts';
import { type Calendar, toInstantMs, toIso } from './calendar.ts';
import type { Row } from './csv.ts';
import type { HubspotContext } from './hubspot-export.ts';
import type { Deal, Person } from './journey.ts';
import { hubspotId } from './record-ids.ts';
import { hubspotStamps, lastInstantMs } from './record-stamps.ts';
import { ownerId, teamMemberFor } from './sales-team.ts';

/** https://developers.hubspot.com/docs/guides/api/crm/associations/associations-v4 (deal to contact, deal to primary company) */
const DEAL_TO_CONTACT = '3';
const DEAL_TO_PRIMARY_COMPANY = '5';
const STAGES = { won: 'closedwon', lost: 'closedlost', open: 'presentationscheduled' } as const;
/** A deal somebody opened in HubSpot and never in Salesforce. */
const UNMATCHED_NUMBER = 9001;
const UNMATCHED_AGE = 30;
const NOON = 720;

/** HubSpot's copies of some Salesforce deals, and one deal that Salesforce does not have. */
export function hubspotDeals({ demo, calendar }: HubspotContext): {
  readonly rows: readonly Row[];
  readonly associations: readonly Row[];
} {
  const copies = demo.deals.flatMap((deal) => {
    const { person } = deal;
    return deal.hubspotCopy === 'none' || person === null ? [] : [{ deal, person }];
  });
  const [template] = copies;
  const owner = demo.people.find(({ presence, fate }) => presence.hubspot && fate === 'working');
  const all =
    template && owner
      ? [...copies, { deal: unmatched(template.deal, owner, calendar), person: owner }]
      : copies;
  return {
    rows: all.map(({ deal }) => dealRow(deal, calendar)),
    associations: all.flatMap(({ deal, person }) => links(deal, person)),
  };
}

function unmatched(template: Deal, person: Person, calendar: Calendar): Deal {
  return {
    ...template,
    number: UNMATCHED_NUMBER,
    name: `${person.company.name} トライアル相談`,
    company: person.company,
    person,
    outcome: 'open',
    createdAtMs: toInstantMs(calendar.lastEvent - UNMATCHED_AGE, NOON),
    closeDay: calendar.today + UNMATCHED_AGE,
  };
}

function dealRow(deal: Deal, calendar: Calendar): Row {
  const modifiedMs = Math.min(toInstantMs(deal.closeDay, NOON), lastInstantMs(calendar));
  return {
    id: hubspotId('deals', deal.number),
    dealname: deal.name,
    dealstage: STAGES[deal.outcome],
    pipeline: 'default',
    dealtype: deal.business === 'new' ? 'newbusiness' : 'existingbusiness',
    amount: String(deal.amount ?? ''),
    deal_currency_code: 'JPY',
    closedate: toIso(toInstantMs(deal.closeDay, NOON)),
    hs_is_closed: String(deal.outcome !== 'open'),
    hs_is_closed_won: String(deal.outcome === 'won'),
    hubspot_owner_id: ownerId(teamMemberFor('field-sales', deal.company.number)),
    createdate: toIso(deal.createdAtMs),
    hs_lastmodifieddate: toIso(Math.max(deal.createdAtMs, modifiedMs)),
    ...hubspotStamps(deal.createdAtMs, modifiedMs),
  };
}

function links(deal: Deal, person: Person): readonly Row[] {
  const from = { type: 'deals', id: hubspotId('deals', deal.number) };
  return [
    association(from, { type: 'contacts', id: hubspotId('contacts', person.number) }, DEAL_TO_CONTACT),
    association(
      from,
      { type: 'companies', id: hubspotId('companies', deal.company.number) },
      DEAL_TO_PRIMARY_COMPANY,
    ),
  ];
}
