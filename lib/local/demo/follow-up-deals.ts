import { type Calendar, type DayNumber, toInstantMs } from './calendar.ts';
import { contractEnd, dealOf } from './deals.ts';
import type { Deal } from './journey.ts';
import type { Workshop } from './people.ts';

/** Of contracts that have ended, every fourth was not renewed. */
const CHURN_EVERY = 4;
/** Renewals are opened this many days before the contract ends, and signed ten days before it. */
const RENEWAL_LEAD = 60;
const RENEWAL_SIGNED = 10;
const UPSELL_EVERY = 9;
const UPSELL_AFTER = 90;
const BLANK_TYPE_EVERY = 3;
/** Customers with a second new-business deal of another department: one more win, no new customer. */
const SECOND_DEPARTMENTS = 2;
const NOON = 720;

/** Renewals, upsells and second departments of customers; `firstNumber` is the first free deal number. */
export function makeFollowUps(
  workshop: Workshop,
  won: readonly Deal[],
  firstNumber: number,
): readonly Deal[] {
  const customers = won.filter(({ hasAccount, person }) => hasAccount && person !== null);
  const drafts = [
    ...customers.flatMap((deal, i) => renewal(workshop, deal, i) ?? []),
    ...customers.flatMap((deal, i) => (i % UPSELL_EVERY === 0 ? (upsell(workshop, deal, i) ?? []) : [])),
    ...customers
      .filter(({ closeDay }) => closeDay + UPSELL_AFTER <= workshop.calendar.lastEvent)
      .slice(0, SECOND_DEPARTMENTS)
      .map((deal) => secondDepartment(workshop, deal)),
  ];
  return drafts.map((draft, i) => ({ ...draft, number: firstNumber + i }));
}

function renewal(workshop: Workshop, deal: Deal, index: number): Deal | undefined {
  const end = deal.contractEnd;
  const { today } = workshop.calendar;
  if (end === null || end >= today + RENEWAL_LEAD) return undefined;
  const isOver = end <= today;
  if (isOver && index % (CHURN_EVERY * 2) === 0) return undefined;
  const outcome = !isOver ? 'open' : index % CHURN_EVERY === 0 ? 'lost' : 'won';
  const days = { created: end - RENEWAL_LEAD, close: isOver ? end - RENEWAL_SIGNED : end };
  const draft = follow(workshop, deal, { outcome, ...days });
  return {
    ...draft,
    name: `${deal.company.name} 更新`,
    type: 'Renewal',
    amount: deal.amount ?? draft.amount,
    contractEnd: outcome === 'won' ? contractEnd(end + 1) : null,
  };
}

function upsell(workshop: Workshop, deal: Deal, index: number): Deal | undefined {
  const days = followDays(workshop.calendar, deal);
  if (days === undefined) return undefined;
  const type = index % BLANK_TYPE_EVERY === 0 ? null : 'Existing Business';
  return {
    ...follow(workshop, deal, { outcome: 'won', ...days }),
    name: `${deal.company.name} 追加ライセンス`,
    type,
    contractEnd: deal.contractEnd,
  };
}

function secondDepartment(workshop: Workshop, deal: Deal): Deal {
  const days = followDays(workshop.calendar, deal) ?? { created: deal.closeDay, close: deal.closeDay };
  return {
    ...follow(workshop, deal, { outcome: 'won', ...days }),
    name: `${deal.company.name} 第二事業部`,
    business: 'new',
    type: 'New Business',
    contractEnd: deal.contractEnd,
  };
}

function followDays(
  { lastEvent }: Calendar,
  { closeDay }: Deal,
): { created: DayNumber; close: DayNumber } | undefined {
  const close = closeDay + UPSELL_AFTER;
  return close > lastEvent ? undefined : { created: close - 30, close };
}

function follow(
  workshop: Workshop,
  deal: Deal,
  facts: Pick<Deal, 'outcome'> & { readonly created: DayNumber; readonly close: DayNumber },
): Deal {
  const draft = dealOf(workshop, { company: deal.company, number: 0, ...facts });
  return {
    ...draft,
    createdAtMs: toInstantMs(facts.created, NOON),
    person: deal.person,
    business: 'existing',
  };
}
