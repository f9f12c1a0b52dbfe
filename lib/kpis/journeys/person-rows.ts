import { businessDay } from '../../domain/calendar.ts';
import { compareText } from '../../domain/compare-text.ts';
import type { Config } from '../../domain/config.ts';
import type { PersonRecord, StageState } from '../../domain/entities.ts';
import { refKey } from '../../domain/entities.ts';
import type { LedgerRow, RowFlag } from '../../domain/ledger.ts';
import { creditsFor } from './credit.ts';
import type { DealIndex } from './deal-index.ts';
import { companyOf } from './deal-routes.ts';
import type { PersonJourney } from './journey.ts';
import { earliestDay } from './lead-day.ts';
import { allRecords, isExcluded, type PersonGroup } from './person-group.ts';
import type { MeantChange } from './record-history.ts';
import { routeOf } from './route.ts';
import { type StageEvent, stageEvents, withEvents } from './stage-events.ts';
import { targetMark } from './target-account.ts';
import { firstOf, traitsOf } from './traits.ts';

interface StageDay {
  readonly day: string;
  readonly isInferred: boolean;
}

interface PersonContext {
  readonly deals: DealIndex;
  readonly firms: ReadonlyMap<string, string>;
  readonly changesOf: ReadonlyMap<string, readonly MeantChange[]>;
  readonly config: Config;
}

/** A person's journey without its ledger rows. */
export function toPersonJourney(group: PersonGroup, context: PersonContext): PersonJourney {
  const { config, firms, deals } = context;
  const records = allRecords(group);
  const leadRecords = leadRecordsOf(records);
  const leadDay = earliestDay(leadRecords, config.timezone);
  const dealIds = deals.dealsOf.get(group.id) ?? [];
  const companyId = companyOf(group, firms);
  const excluded = isExcluded(group, config);
  const wins = dealIds.flatMap((id) => deals.winDayOf.get(id) ?? []).sort();
  return {
    id: group.id,
    records: group.records,
    forebears: group.forebears,
    stageEvents: eventsOf(records, context.changesOf),
    isLead: leadRecords.length > 0 && !excluded,
    isExcluded: excluded,
    isExistingCustomer:
      leadDay !== null && hadWonBefore(companyId, leadDay, deals.partsOf.get(group.id), deals),
    leadDay,
    companyId,
    touches: group.touches,
    creditable: group.creditable,
    credit: creditsFor(group.creditable, { leadCreated: leadDay, dealCreated: null, won: null }).credit,
    traits: traitsOf(records, group.campaign),
    employees: firstOf(records, ({ employees }) => employees),
    companyRevenue: firstOf(records, ({ companyRevenue }) => companyRevenue),
    wonDay: wins[0] ?? null,
    dealIds,
  };
}

/** Lead, MQL and SQL rows of one person; none for who does not count as a lead. */
export function personRows(
  person: PersonJourney,
  context: {
    readonly deals: DealIndex;
    readonly available: { readonly mql: boolean; readonly sql: boolean };
    readonly config: Config;
  },
): readonly LedgerRow[] {
  if (!person.isLead) return [];
  const { available, config } = context;
  const milestones = { leadCreated: person.leadDay, dealCreated: null, won: null };
  const routeUntil = (day: string | null): Pick<LedgerRow, 'route'> => {
    const route = routeOf(person.creditable, { day, milestones }, person.credit);
    return route === undefined ? {} : { route };
  };
  const base = {
    id: person.id,
    credit: person.credit,
    traits: person.traits,
    sources: allRecords(person).map(({ ref }) => refKey(ref)),
  };
  const flags: readonly RowFlag[] = [
    ...(person.isExistingCustomer ? (['existing-customer'] as const) : []),
    ...(person.leadDay === null ? (['undated'] as const) : []),
  ];
  const rejectReason = firstOf(person.records, ({ entity }) => entity.rejectReason);
  const lead: LedgerRow = {
    ...base,
    stage: 'lead',
    day: person.leadDay,
    ...routeUntil(person.leadDay),
    flags,
    opportunityDay: firstDay(person, context.deals.newDealDayOf),
    wonDay: person.wonDay,
    // Of a record that was merged away, what is stored depends on when the merge was read.
    isContactable: person.records.some(({ entity }) => entity.email !== null),
    ...targetMark(person, config),
    rejectReason,
  };
  if (person.isExistingCustomer) return [lead];
  const records = allRecords(person).map((record) => withEvents(record, person.stageEvents));
  const opportunity = firstDay(person, context.deals.createdDayOf);
  const sql = available.sql ? stageDay(records, 'sql', opportunity, config.timezone) : null;
  const mql = available.mql ? stageDay(records, 'mql', sql?.day ?? opportunity, config.timezone) : null;
  return [
    { ...lead, mqlDay: mql?.day ?? null, sqlDay: sql?.day ?? null },
    ...(mql === null ? [] : [{ ...base, ...routeUntil(mql.day), ...entryRow('mql', mql) }]),
    ...(sql === null ? [] : [{ ...base, ...routeUntil(sql.day), ...entryRow('sql', sql) }]),
  ];
}

function eventsOf(
  records: readonly PersonRecord[],
  changesOf: ReadonlyMap<string, readonly MeantChange[]>,
): readonly StageEvent[] {
  const events = records.flatMap(({ ref }) => stageEvents(changesOf.get(refKey(ref)) ?? []));
  return events.sort((a, b) => compareText(a.at, b.at) || compareText(a.ref, b.ref));
}

/** The earliest entry any record knows; a stage that was skipped takes the next stage's day. */
function stageDay(
  records: readonly PersonRecord[],
  stage: 'mql' | 'sql',
  nextDay: string | null,
  timeZone: string,
): StageDay | null {
  const entries = records.flatMap((record) => toStageDay(record[stage], timeZone));
  const [first] = entries.sort((a, b) =>
    a.day === b.day ? Number(a.isInferred) - Number(b.isInferred) : a.day < b.day ? -1 : 1,
  );
  if (first !== undefined) return first;
  return nextDay === null ? null : { day: nextDay, isInferred: true };
}

function toStageDay(state: StageState, timeZone: string): readonly StageDay[] {
  return typeof state === 'string'
    ? []
    : [{ day: businessDay(state.at, timeZone), isInferred: state.inferred }];
}

function entryRow(
  stage: 'mql' | 'sql',
  { day, isInferred }: StageDay,
): Pick<LedgerRow, 'stage' | 'day' | 'flags'> {
  return { stage, day, flags: isInferred ? ['inferred'] : [] };
}

/** The first day that any of a person's deals has. */
function firstDay({ dealIds }: PersonJourney, dayOf: ReadonlyMap<string, string>): string | null {
  return dealIds.flatMap((id) => dayOf.get(id) ?? []).sort()[0] ?? null;
}

/** Leads; a contact stands in only where there is no lead and it names its source. */
function leadRecordsOf(records: readonly PersonRecord[]): readonly PersonRecord[] {
  const leads = records.filter(({ role }) => role === 'lead');
  return leads.length > 0 ? leads : records.filter(({ source }) => source.leadSource !== null);
}

/** The company had won before this lead, other than by a deal this person took part in. */
function hadWonBefore(
  companyId: string | null,
  leadDay: string,
  ownDeals: ReadonlySet<string> | undefined,
  deals: DealIndex,
): boolean {
  if (companyId === null) return false;
  const wins = deals.winsOfCompany.get(companyId) ?? [];
  return wins.some(({ id, day }) => day < leadDay && ownDeals?.has(id) !== true);
}
