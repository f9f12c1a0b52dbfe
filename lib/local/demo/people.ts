import { type Calendar, type DayNumber, toInstantMs, toTokyoDay } from './calendar.ts';
import type { Chance } from './chance.ts';
import type { SourcePlan } from './channel-plan.ts';
import type { Company, NewCompany } from './companies.ts';
import type { Person, Presence } from './journey.ts';
import { JOB_TITLES, pickPersonName } from './names.ts';

/** What a generator step needs: chance, days and companies nobody has yet. */
export interface Workshop {
  readonly chance: Chance;
  readonly calendar: Calendar;
  readonly newCompany: NewCompany;
  readonly newPerson: (draft: PersonDraft) => Person;
}

export interface PersonDraft {
  readonly source: SourcePlan;
  readonly leadAtMs: number;
  readonly presence: Presence;
  readonly fate: Person['fate'];
  readonly company?: Company;
  readonly email?: string;
  readonly role?: Person['role'];
  readonly isExcluded?: boolean;
  readonly isAmbiguous?: boolean;
}

export interface PlannedLead {
  readonly person: Person;
  readonly outcome: 'won' | 'lost' | 'open' | 'none';
  /** Place among the leads of its source with the same outcome. */
  readonly index: number;
}

/** Longest way from lead to close, in days: a deal that closes by yesterday starts this long before. */
const LONGEST_CYCLE = 95;
/** Open deals came from leads of these ages, in days. */
const OPEN_DEAL_AGE = { min: 25, max: 75 } as const;
/** Sales gives up on leads older than this. */
const GIVE_UP_AGE = 60;
const GIVE_UP_RATIO = 0.35;
const SALES_LEAD_RATIO = 0.35;
/** Ages around three months, moved away so that no reading of "3 months" changes a rank. */
const BOUNDARY = { min: 84, max: 96, shift: 14 } as const;
const MINUTES_PER_DAY = 1440;
const ODD_EMAIL_EVERY = 7;
const STORED_ID_EVERY = 31;

/** All leads of one source in the order won, lost, open deal, no deal. */
export function makeLeads(workshop: Workshop, source: SourcePlan): readonly PlannedLead[] {
  const { won, lost, openDeals } = source;
  const rest = source.leads - won - lost - openDeals;
  const groups = { won, lost, open: openDeals, none: rest } as const;
  return (['won', 'lost', 'open', 'none'] as const).flatMap((outcome) =>
    Array.from({ length: groups[outcome] }, (_, index) => {
      const day = pickDay(workshop, outcome, (index + workshop.chance.int(0, 99) / 100) / groups[outcome]);
      const person =
        outcome === 'none' ? leadWithoutDeal(workshop, source, day) : dealLead(workshop, source, day, index);
      return { person, outcome, index };
    }),
  );
}

/** Any minute of the day: a fifth of the leads fall on another day in UTC than in Tokyo. */
export function atSomeMinute(chance: Chance, day: DayNumber): number {
  return toInstantMs(day, chance.int(0, MINUTES_PER_DAY - 1));
}

export function personFactory(chance: Chance, newCompany: NewCompany): (draft: PersonDraft) => Person {
  let number = 0;
  return (draft) => {
    number += 1;
    const { family, given, mailbox } = pickPersonName(chance);
    const { company = newCompany(), role = 'lead', isExcluded = false, isAmbiguous = false } = draft;
    const email = draft.email ?? `${mailbox}.${number}@${company.domain}`;
    const hasStoredId =
      draft.presence.hubspot && draft.presence.salesforce !== 'none' && number % STORED_ID_EVERY === 0;
    const { source, leadAtMs, presence, fate } = draft;
    return {
      ...{
        number,
        family,
        given,
        email,
        company,
        role,
        source,
        leadAtMs,
        presence,
        fate,
        isExcluded,
        isAmbiguous,
      },
      jobTitle: chance.pick(JOB_TITLES),
      salesforceEmail: hasStoredId ? `private.${number}@home-mail.example` : oddEmail(email, number),
      hasStoredId,
      ...pickInterest(chance, presence),
    };
  };
}

function pickDay(
  { chance, calendar }: Workshop,
  outcome: PlannedLead['outcome'],
  progress: number,
): DayNumber {
  const { start, lastEvent, today } = calendar;
  if (outcome === 'none') {
    const day = chance.int(start, lastEvent);
    const age = today - day;
    return age >= BOUNDARY.min && age <= BOUNDARY.max ? day - BOUNDARY.shift : day;
  }
  if (outcome === 'open') return lastEvent - chance.int(OPEN_DEAL_AGE.min, OPEN_DEAL_AGE.max);
  return start + Math.floor(progress * (lastEvent - LONGEST_CYCLE - start));
}

function leadWithoutDeal(workshop: Workshop, source: SourcePlan, day: DayNumber): Person {
  const { chance, calendar, newPerson } = workshop;
  const leadAtMs = atSomeMinute(chance, day);
  const isGivenUp = calendar.today - toTokyoDay(leadAtMs) > GIVE_UP_AGE && chance.happens(GIVE_UP_RATIO);
  const presence: Presence = chance.happens(source.salesforceOnly)
    ? { hubspot: false, salesforce: 'lead' }
    : { hubspot: true, salesforce: chance.happens(SALES_LEAD_RATIO) ? 'lead' : 'none' };
  return newPerson({ source, leadAtMs, presence, fate: isGivenUp ? 'disqualified' : 'working' });
}

/** Callers open some accounts straight away: a contact with a lead source and never a lead. */
function dealLead(workshop: Workshop, source: SourcePlan, day: DayNumber, index: number): Person {
  const isSalesOnly = source.salesforceOnly === 1;
  const presence: Presence = isSalesOnly
    ? { hubspot: false, salesforce: index % 2 === 1 ? 'contact' : 'converted' }
    : { hubspot: true, salesforce: 'converted' };
  return workshop.newPerson({ source, leadAtMs: atSomeMinute(workshop.chance, day), presence, fate: 'deal' });
}

function oddEmail(email: string, number: number): string {
  return number % ODD_EMAIL_EVERY === 0 ? ` ${email.toUpperCase()} ` : email;
}

function pickInterest(
  chance: Chance,
  presence: Presence,
): Pick<Person, 'pageVisits' | 'isOnTargetList' | 'statedCondition'> {
  const pageVisits = chance.happens(0.1) ? chance.int(2, 6) : chance.int(0, 1);
  const isOnTargetList = chance.happens(0.12);
  const statedCondition = chance.happens(0.35) ? 'yes' : chance.happens(0.3) ? 'no' : null;
  return presence.hubspot
    ? { pageVisits, isOnTargetList, statedCondition }
    : { pageVisits: null, isOnTargetList: false, statedCondition: null };
}
