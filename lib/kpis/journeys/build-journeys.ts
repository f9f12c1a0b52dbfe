import { businessDay } from '../../domain/calendar.ts';
import type { Config } from '../../domain/config.ts';
import type { CampaignRecord, DealRecord, Entity } from '../../domain/entities.ts';
import { refKey } from '../../domain/entities.ts';
import { identifyCompanies } from '../../domain/identity/identify-companies.ts';
import { identifyDeals } from '../../domain/identity/identify-deals.ts';
import { identifyPeople } from '../../domain/identity/identify-people.ts';
import type { LedgerRow } from '../../domain/ledger.ts';
import { withCompanyFacts } from './company-facts.ts';
import { rateBook } from './deal-amount.ts';
import { groupDeals } from './deal-group.ts';
import { indexDeals } from './deal-index.ts';
import { accountContacts } from './deal-routes.ts';
import { dealIssues, dealRows, toDealJourney } from './deal-rows.ts';
import type { Journeys, SourcedEntity } from './journey.ts';
import { groupPeople } from './person-group.ts';
import { personRows, toPersonJourney } from './person-rows.ts';
import { NO_HISTORY, pastCompanies, pastDeals, pastPeople, type RecordHistory } from './record-history.ts';

/**
 * Turns the records of all CRMs into journeys and ledger rows. Pure: the same records in any order give the same
 * result. Deleted records must not be among `entities`: what is left of them is in `history`.
 */
export function buildJourneys(
  entities: readonly SourcedEntity[],
  config: Config,
  history: RecordHistory = NO_HISTORY,
): Journeys {
  const companies = entities.filter(isKind('company')).map(({ entity }) => entity);
  const deals = entities.filter(isKind('deal')).map(({ entity }) => entity);
  const rates = rateBook(
    entities.filter(isKind('rate')).map(({ entity }) => entity),
    config.timezone,
  );
  const members = entities.filter(isKind('member')).map(({ entity }) => entity);
  const changesOf = Map.groupBy(history.changes, ({ of }) => refKey(of));

  const firms = identifyCompanies(companies, pastCompanies(history));
  const people = withCompanyFacts(entities.filter(isKind('person')), companies, firms.canonicalOf);
  const former = pastPeople(history);
  const who = identifyPeople(
    people.map(({ entity }) => entity),
    former,
  );
  const forebears = former.gone.filter(({ ref }) => who.forebears.has(refKey(ref)));
  const which = identifyDeals(deals, contextOf(firms.canonicalOf, config), pastDeals(history));

  const dealGroups = groupDeals({
    deals,
    roles: entities.filter(isKind('role')).map(({ entity }) => entity),
    people: [...people.map(({ entity }) => entity), ...forebears],
    canonicalDeals: which.canonicalOf,
    unclear: new Map(which.issues.map((issue) => [issue.ref, issue])),
    canonicalPeople: who.canonicalOf,
    canonicalCompanies: firms.canonicalOf,
    changesOf,
    config,
  });
  const personGroups = groupPeople({
    people,
    forebears,
    members,
    activities: entities.filter(isKind('activity')).map(({ entity }) => entity),
    campaigns: campaignsByKey(entities),
    canonicalOf: who.canonicalOf,
    config,
  });
  const groupOf = new Map(personGroups.map((group) => [group.id, group]));
  const contactsOf = accountContacts(personGroups, firms.canonicalOf);
  const dealJourneys = dealGroups.deals.map((deal) =>
    toDealJourney(deal, groupOf, { config, rates, contactsOf }),
  );
  const index = indexDeals(dealGroups.deals);
  const personJourneys = personGroups.map((group) =>
    toPersonJourney(group, { deals: index, firms: firms.canonicalOf, changesOf, config }),
  );
  const available = stagesAvailable(people);
  const rows = [
    ...personJourneys.flatMap((person) => personRows(person, { deals: index, available, config })),
    ...dealJourneys.flatMap((deal) => dealRows(deal, config)),
  ].sort(byStageAndId);
  return {
    rows,
    people: personJourneys,
    deals: dealJourneys,
    issues: [
      ...who.issues,
      ...firms.issues,
      ...which.issues,
      ...dealGroups.issues,
      ...dealIssues(dealJourneys, config),
    ],
    aliases: new Map([...who.aliases, ...firms.aliases, ...which.aliases]),
    available: {
      ...available,
      firstTouch:
        members.some(({ responded }) => responded) ||
        people.some(({ entity }) => entity.witnesses === 'first-touch'),
    },
  };
}

function isKind<K extends Entity['kind']>(kind: K) {
  return (sourced: SourcedEntity): sourced is SourcedEntity<Extract<Entity, { kind: K }>> =>
    sourced.entity.kind === kind;
}

function campaignsByKey(entities: readonly SourcedEntity[]): ReadonlyMap<string, CampaignRecord> {
  return new Map(entities.filter(isKind('campaign')).map(({ entity }) => [refKey(entity.ref), entity]));
}

function contextOf(firms: ReadonlyMap<string, string>, config: Config) {
  return {
    companyOf: (deal: DealRecord) =>
      deal.company === null ? null : (firms.get(refKey(deal.company)) ?? null),
    closeDayOf: (deal: DealRecord) =>
      deal.closedAt === null ? null : businessDay(deal.closedAt, config.timezone),
  };
}

/** A stage is known where at least one record's CRM maps it. */
function stagesAvailable(people: readonly SourcedEntity<Extract<Entity, { kind: 'person' }>>[]) {
  const leads = people.filter(({ entity }) => entity.role === 'lead');
  return {
    mql: leads.some(({ entity }) => entity.mql !== 'not-mapped'),
    sql: leads.some(({ entity }) => entity.sql !== 'not-mapped'),
  };
}

function byStageAndId(a: LedgerRow, b: LedgerRow): number {
  return a.stage === b.stage ? (a.id < b.id ? -1 : 1) : a.stage < b.stage ? -1 : 1;
}
