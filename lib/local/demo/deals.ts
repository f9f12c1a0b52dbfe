import { addMonths, type DayNumber, toInstantMs, toTokyoDay } from './calendar.ts';
import type { Deal, Person } from './journey.ts';
import { atSomeMinute, type PlannedLead, type Workshop } from './people.ts';
import { makeSecondContact } from './special-people.ts';

/** Data as people keep it: one deal of each kind that contradicts itself, by source and place among its wins. */
const ODDITIES: Readonly<Record<string, 'won-before-lead' | 'no-account' | 'no-amount'>> = {
  'white_paper/4': 'won-before-lead',
  'webinar/2': 'no-account',
  'social/1': 'no-amount',
};
const LOSS_REASONS = ['価格', '機能不足', '競合採用', '時期尚早', '予算凍結', null] as const;
const OPEN_STAGES = ['Qualification', 'Proposal', 'Negotiation'] as const;
const NO_CONTACT: readonly Deal['outcome'][] = ['won', 'won', 'won', 'lost', 'lost', 'open'];
/** Monthly price in JPY; the amount of a deal is a year of it. */
const MONTHLY_PRICE = { min: 50_000, max: 300_000, step: 5_000 } as const;
const CONTRACT_MONTHS = 12;
const MINUTES_TO_CLOSE_OF_BUSINESS = 18 * 60;
/** Every how many deals something is left out or copied. */
const EVERY = { noRole: 29, blankType: 40, secondContact: 8, hubspotCopy: 15 } as const;

/** The first deals of the leads that have one, and deals that nobody was named on. Amounts are yearly JPY. */
export function makeFirstDeals(workshop: Workshop, leads: readonly PlannedLead[]): readonly Deal[] {
  const withDeal = leads.filter(({ outcome }) => outcome !== 'none');
  const credited = withDeal.map((lead, i) => firstDeal(workshop, lead, i + 1));
  const anonymous = NO_CONTACT.map((outcome, i) => anonymousDeal(workshop, outcome, credited.length + i + 1));
  return [...credited, ...anonymous];
}

function firstDeal(workshop: Workshop, lead: PlannedLead, number: number): Deal {
  const { chance } = workshop;
  const { person, index } = lead;
  const outcome = lead.outcome === 'none' ? 'open' : lead.outcome;
  const oddity = outcome === 'won' ? ODDITIES[`${person.source.id}/${index}`] : undefined;
  const days = oddity === 'won-before-lead' ? daysBefore(person) : daysAfter(workshop, person, outcome);
  const isConverted = person.presence.salesforce === 'converted';
  const isShared = outcome === 'won' && isConverted && number % EVERY.secondContact === 0;
  const hasCopy = oddity === undefined && person.presence.hubspot && number % EVERY.hubspotCopy === 0;
  return {
    ...dealOf(workshop, { company: person.company, outcome, number, ...days }),
    person,
    hasRole: !(isConverted && number % EVERY.noRole === 0),
    secondPerson: isShared ? makeSecondContact(workshop, person, toInstantMs(days.created, 720)) : null,
    hasAccount: oddity !== 'no-account',
    amount: oddity === 'no-amount' ? null : yearlyPrice(workshop),
    contractEnd: outcome === 'won' && oddity !== 'no-account' ? contractEnd(days.close) : null,
    type: number % EVERY.blankType === 0 ? null : 'New Business',
    hubspotCopy: !hasCopy ? 'none' : chance.happens(0.5) ? 'stored-id' : 'same-name',
  };
}

function anonymousDeal(workshop: Workshop, outcome: Deal['outcome'], number: number): Deal {
  const { calendar, chance, newCompany } = workshop;
  const created =
    outcome === 'open' ? calendar.lastEvent - 20 : chance.int(calendar.start, calendar.lastEvent - 70);
  const close = outcome === 'open' ? calendar.today + 30 : created + chance.int(10, 60);
  return dealOf(workshop, { company: newCompany(), outcome, number, created, close });
}

/** A plain new-business deal. */
export function dealOf(
  workshop: Workshop,
  facts: Pick<Deal, 'company' | 'outcome' | 'number'> & {
    readonly created: DayNumber;
    readonly close: DayNumber;
  },
): Deal {
  const { chance } = workshop;
  const { company, outcome, number, created, close } = facts;
  const stage = { won: 'Closed Won', lost: 'Closed Lost', open: chance.pick(OPEN_STAGES) }[outcome];
  return {
    ...{ company, outcome, number, stage, closeDay: close },
    name: `${company.name} 新規導入`,
    hasAccount: true,
    person: null,
    hasRole: true,
    secondPerson: null,
    business: 'new',
    type: 'New Business',
    createdAtMs: Math.min(atSomeMinute(chance, created), toInstantMs(created, MINUTES_TO_CLOSE_OF_BUSINESS)),
    amount: yearlyPrice(workshop),
    lossReason: outcome === 'lost' ? chance.pick(LOSS_REASONS) : null,
    contractEnd: outcome === 'won' ? contractEnd(close) : null,
    hubspotCopy: 'none',
  };
}

/** Twelve months from the win, its last day included. */
export function contractEnd(closeDay: DayNumber): DayNumber {
  return addMonths(closeDay, CONTRACT_MONTHS) - 1;
}

function yearlyPrice({ chance }: Workshop): number {
  const { min, max, step } = MONTHLY_PRICE;
  return chance.int(min / step, max / step) * step * 12;
}

function daysAfter({ calendar, chance }: Workshop, person: Person, outcome: Deal['outcome']) {
  const created = toTokyoDay(person.leadAtMs) + chance.int(3, 20);
  const close = outcome === 'open' ? calendar.today + chance.int(10, 75) : created + chance.int(10, 60);
  return { created, close };
}

/** The deal was entered and won before the person's records were created. */
function daysBefore(person: Person): { created: DayNumber; close: DayNumber } {
  const leadDay = toTokyoDay(person.leadAtMs);
  return { created: leadDay - 40, close: leadDay - 3 };
}
