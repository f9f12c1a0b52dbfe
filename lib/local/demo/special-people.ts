import { toTokyoDay } from './calendar.ts';
import { planOf } from './channel-plan.ts';
import type { Company } from './companies.ts';
import type { Deal, Person } from './journey.ts';
import { atSomeMinute, type Workshop } from './people.ts';

const AMBIGUOUS_GROUPS = 3;
const OWN_STAFF = 8;
const PARTNERS = 6;
const COMPETITORS = 2;
/** Customers' colleagues: the first half download before the deal is won, the others after. */
const COLLEAGUES = 24;
const DAYS_BEFORE_WIN = 10;
const DAYS_AFTER_WIN = 20;
const HUBSPOT_ONLY = { hubspot: true, salesforce: 'none' } as const;

/** Own staff, partners and a competitor, whom `exclude` of the demo config names. */
export const EXCLUDED_COMPANIES: readonly Pick<Company, 'name' | 'domain'>[] = [
  { name: 'レブデモ株式会社', domain: 'revdemo.example' },
  { name: '架空代理店株式会社', domain: 'reseller-partner.example' },
  { name: '架空競合クラウド株式会社', domain: 'rival-cloud.example' },
];

export function makeExcluded(workshop: Workshop): readonly Person[] {
  const sizes = [OWN_STAFF, PARTNERS, COMPETITORS];
  return EXCLUDED_COMPANIES.flatMap((named, i) => {
    const company = { ...workshop.newCompany(), ...named };
    return Array.from({ length: sizes[i] ?? 0 }, () => downloader(workshop, { company, isExcluded: true }));
  });
}

/** Two HubSpot contacts and one Salesforce lead share an e-mail address: three people, as far as anybody can tell. */
export function makeAmbiguous(workshop: Workshop): readonly Person[] {
  const { calendar, chance, newCompany, newPerson } = workshop;
  const draft = { fate: 'working', isAmbiguous: true } as const;
  return Array.from({ length: AMBIGUOUS_GROUPS }, (_, i) => {
    const company = newCompany();
    const email = `info.${i + 1}@${company.domain}`;
    const base = { ...draft, company, leadAtMs: atSomeMinute(chance, calendar.start + 30 + i) };
    return [
      newPerson({ ...base, email, source: planOf('seo'), presence: HUBSPOT_ONLY }),
      newPerson({ ...base, email: email.toUpperCase(), source: planOf('social'), presence: HUBSPOT_ONLY }),
      newPerson({
        ...base,
        email,
        source: planOf('webinar'),
        presence: { hubspot: false, salesforce: 'lead' },
      }),
    ];
  }).flat();
}

/** Colleagues of customers who download a white paper: leads before the company's win, existing customers after it. */
export function makeColleagues(workshop: Workshop, won: readonly Deal[]): readonly Person[] {
  const { lastEvent, start } = workshop.calendar;
  const isFit = ({ closeDay, hasAccount }: Deal) =>
    hasAccount && closeDay - DAYS_BEFORE_WIN > start && closeDay + DAYS_AFTER_WIN <= lastEvent;
  return won
    .filter(isFit)
    .slice(0, COLLEAGUES)
    .map(({ company, closeDay }, i) => {
      const day = i < COLLEAGUES / 2 ? closeDay - DAYS_BEFORE_WIN : closeDay + DAYS_AFTER_WIN;
      return downloader(workshop, { company, day });
    });
}

/** A second contact on the customer's side, entered by sales when the deal was opened: known, but no lead. */
export function makeSecondContact(workshop: Workshop, first: Person, createdAtMs: number): Person {
  return workshop.newPerson({
    source: planOf('no-source'),
    role: 'member',
    leadAtMs: createdAtMs,
    presence: { hubspot: false, salesforce: 'contact' },
    fate: 'deal',
    company: first.company,
  });
}

function downloader(
  { calendar, chance, newPerson }: Workshop,
  { company, isExcluded = false, day }: { company: Company; isExcluded?: boolean; day?: number },
): Person {
  const leadAtMs = atSomeMinute(chance, day ?? chance.int(calendar.start, calendar.lastEvent));
  const source = planOf('white_paper');
  return newPerson({ source, leadAtMs, presence: HUBSPOT_ONLY, fate: 'working', company, isExcluded });
}

/** The company had won a deal before this person's first record, other than one of this person's own. */
export function isExistingCustomer(person: Person, deals: readonly Deal[]): boolean {
  return deals.some(
    (deal) =>
      deal.outcome === 'won' &&
      deal.hasAccount &&
      deal.company === person.company &&
      deal.person !== person &&
      deal.secondPerson !== person &&
      deal.closeDay < toTokyoDay(person.leadAtMs),
  );
}
