import { businessDay, daysBetween } from '../../domain/calendar.ts';
import type { Config } from '../../domain/config.ts';
import { refKey } from '../../domain/entities.ts';
import type { DataIssue, LedgerRow, RowFlag, Traits } from '../../domain/ledger.ts';
import { creditsFor, NO_CONTACT } from './credit.ts';
import { dealAmount, type RateBook } from './deal-amount.ts';
import type { DealGroup } from './deal-group.ts';
import { type AccountContacts, dealRoutes } from './deal-routes.ts';
import type { DealJourney } from './journey.ts';
import { leadDayOf } from './lead-day.ts';
import { allRecords, type PersonGroup } from './person-group.ts';
import { isDisputed } from './stage-events.ts';
import { isTargetGroup } from './target-account.ts';
import { leadSourceOf, traitsOf } from './traits.ts';

/** Gives a deal its credit, its amount and its cycle. */
export function toDealJourney(
  deal: DealGroup,
  groups: ReadonlyMap<string, PersonGroup>,
  {
    config,
    rates,
    contactsOf,
  }: {
    readonly config: Config;
    readonly rates: RateBook;
    readonly contactsOf: AccountContacts;
  },
): DealJourney {
  const { record, peopleIds, createdDay, closeDay } = deal;
  const group = peopleIds.map((id) => groups.get(id)).find((known) => known !== undefined);
  const leadDay = group === undefined ? null : leadDayOf(group, config.timezone);
  const milestones = {
    leadCreated: leadDay,
    dealCreated: createdDay,
    won: record.isClosed ? closeDay : null,
  };
  const { credit, isNegativeLag } =
    group === undefined
      ? { credit: NO_CONTACT, isNegativeLag: false }
      : creditsFor(group.creditable, milestones);
  const amount = dealAmount(record, { currency: config.currency, day: closeDay, rates });
  const { amountMinor } = amount;
  const cycleDays =
    leadDay === null || closeDay === null || !record.isClosed ? null : daysBetween(leadDay, closeDay);
  const flags: RowFlag[] = [];
  if (isNegativeLag || (cycleDays !== null && cycleDays < 0)) flags.push('negative-lag');
  if (record.isWon && amountMinor === null) flags.push('no-amount');
  if (record.isWon && deal.companyId === null) flags.push('no-company');
  if (record.isClosed && closeDay === null) flags.push('undated');
  if (record.isWon && isDisputed({ closeDay, entryDay: deal.closedEntryDay, createdDay }))
    flags.push('close-date-disputed');
  return {
    id: deal.id,
    record,
    copies: deal.copies,
    companyId: deal.companyId,
    personId: group?.id ?? null,
    createdDay,
    closeDay,
    business: deal.business,
    isNewCustomer: deal.isNewCustomer,
    credit,
    ...dealRoutes(deal, credit, { groups, contactsOf, timeZone: config.timezone }),
    traits: dealTraits(deal, group),
    flags,
    amountMinor,
    lacksRate: 'reason' in amount && amount.reason === 'no-rate',
    validDay: deal.validDay,
    closedEntryDay: deal.closedEntryDay,
    cycleDays,
    isTarget: group === undefined ? null : isTargetGroup(group, config),
  };
}

/** Opportunity row, and a won or lost row once it is closed. */
export function dealRows(deal: DealJourney, config: Config): readonly LedgerRow[] {
  const { record } = deal;
  const base = {
    id: deal.id,
    credit: deal.credit,
    traits: deal.traits,
    sources: [record, ...deal.copies].map(({ ref }) => refKey(ref)),
    business: deal.business,
    amountMinor: deal.amountMinor,
    currency: config.currency,
    companyId: deal.companyId,
    personId: deal.personId,
    ...(deal.stitch === null ? {} : { stitch: deal.stitch }),
  };
  const { opened, closed: ended } = deal.routes;
  const opportunity: LedgerRow = {
    ...base,
    stage: 'opportunity',
    day: deal.createdDay,
    ...(opened === undefined ? {} : { route: opened }),
    flags: deal.createdDay === null ? ['undated'] : [],
    outcome: !record.isClosed ? 'open' : record.isWon ? 'won' : 'lost',
    closeDay: deal.closeDay,
    ...(deal.isTarget === null ? {} : { isTarget: deal.isTarget }),
    ...(deal.validDay === null ? {} : { validDay: deal.validDay }),
  };
  if (!record.isClosed) return [opportunity];
  const closed = {
    ...base,
    ...(ended === undefined ? {} : { route: ended }),
    day: deal.closeDay,
    flags: deal.flags,
    cycleDays: deal.cycleDays,
  };
  if (!record.isWon) return [opportunity, { ...closed, stage: 'lost', lossReason: record.lossReason }];
  const contractEnd = record.contractEnd === null ? null : businessDay(record.contractEnd, config.timezone);
  return [
    opportunity,
    { ...closed, stage: 'won', isNewCustomer: deal.isNewCustomer, contractEnd, createdDay: deal.createdDay },
  ];
}

/** Facts about deals that contradict each other or are missing; the deals still count. */
export function dealIssues(deals: readonly DealJourney[], config: Config): readonly DataIssue[] {
  return deals.flatMap((deal) => {
    const ref = refKey(deal.record.ref);
    const found: DataIssue[] = [];
    const { isWon, currency, isClosed } = deal.record;
    if (isWon && deal.cycleDays !== null && deal.cycleDays < 0) {
      found.push({
        code: 'won-before-lead',
        ref,
        detail: `won ${-deal.cycleDays} days before the person's first contact`,
      });
    }
    if (isWon && deal.companyId === null) {
      found.push({ code: 'deal-without-company', ref, detail: 'counted as won, not as a new customer' });
    }
    if (isWon && deal.personId === null) {
      found.push({ code: 'deal-without-contact', ref, detail: 'nobody is linked to it; it is unattributed' });
    }
    if (isWon && deal.amountMinor === null) {
      found.push({ code: 'deal-without-amount', ref, detail: 'the win counts, its revenue is blank' });
    }
    if (isClosed && deal.closeDay === null) {
      found.push({ code: 'undated', ref, detail: 'has no close date; it counts in totals only' });
    }
    if (deal.flags.includes('close-date-disputed')) {
      const detail = `closed on ${deal.closeDay}, but entered its won stage on ${deal.closedEntryDay}`;
      found.push({ code: 'close-date-disputed', ref, detail });
    }
    if (deal.lacksRate) {
      const on = deal.closeDay === null ? '' : ` on ${deal.closeDay}`;
      found.push({
        code: 'unknown-currency',
        ref,
        detail: `its amount is in ${currency}, for which no rate to ${config.currency} is known${on}; its revenue is blank`,
      });
    }
    return found;
  });
}

function dealTraits({ record }: DealGroup, group: PersonGroup | undefined): Traits {
  const traits = traitsOf(group === undefined ? [] : allRecords(group), group?.campaign ?? null);
  return { ...traits, leadSource: traits.leadSource ?? leadSourceOf([record.source]) };
}
