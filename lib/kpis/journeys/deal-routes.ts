import { refKey } from '../../domain/entities.ts';
import type { Credit, CreditModel } from '../../domain/ledger.ts';
import { stitchPeople } from '../attribution/stitch-people.ts';
import type { DealGroup } from './deal-group.ts';
import type { DealJourney } from './journey.ts';
import { leadDayOf } from './lead-day.ts';
import { allRecords, type PersonGroup } from './person-group.ts';
import { routeOf, touchesTogether } from './route.ts';
import { firstOf } from './traits.ts';

/** Contacts of a company without a link to a deal count as its people where they were active this shortly before it. */
const ACTIVE_WITHIN_DAYS = 90;

/** People of a company, by its canonical id. */
export type AccountContacts = ReadonlyMap<string, readonly PersonGroup[]>;

/** People by company. */
export function accountContacts(
  groups: readonly PersonGroup[],
  firms: ReadonlyMap<string, string>,
): AccountContacts {
  const found = Map.groupBy(groups, (group) => companyOf(group, firms) ?? '');
  found.delete('');
  return found;
}

/** The company of a person's records, the first that names one. */
export function companyOf(group: PersonGroup, firms: ReadonlyMap<string, string>): string | null {
  return firstOf(allRecords(group), ({ company }) =>
    company === null ? null : (firms.get(refKey(company)) ?? null),
  );
}

/**
 * What the models that part credit read of a deal: the touches of all its people, up to its creation and up to its
 * close. The lead's milestone is that of who became one first.
 */
export function dealRoutes(
  deal: DealGroup,
  credit: Readonly<Record<CreditModel, Credit>>,
  of: {
    readonly groups: ReadonlyMap<string, PersonGroup>;
    readonly contactsOf: AccountContacts;
    readonly timeZone: string;
  },
): Pick<DealJourney, 'routes' | 'stitch'> {
  const { people: ids, rule } = stitchPeople(candidates(deal, of), ACTIVE_WITHIN_DAYS);
  const people = ids.flatMap((id) => of.groups.get(id) ?? []);
  const touches = touchesTogether(people);
  const leadCreated = people.flatMap((person) => leadDayOf(person, of.timeZone) ?? []).sort()[0] ?? null;
  const { createdDay, closeDay, record } = deal;
  const opened = { leadCreated, dealCreated: createdDay, won: null };
  const closed = { ...opened, won: closeDay };
  return {
    routes: {
      opened: routeOf(touches, { day: createdDay, milestones: opened }, credit),
      closed: record.isClosed ? routeOf(touches, { day: closeDay, milestones: closed }, credit) : undefined,
    },
    stitch: rule,
  };
}

/** Links to people that no group knows, such as deleted ones, are none. */
function candidates(
  { links, companyId, createdDay }: DealGroup,
  {
    groups,
    contactsOf,
  }: { readonly groups: ReadonlyMap<string, PersonGroup>; readonly contactsOf: AccountContacts },
) {
  const known = (ids: readonly string[]): readonly string[] => ids.filter((id) => groups.has(id));
  return {
    roles: known(links.roles),
    associated: known(links.associated),
    converted: known(links.converted),
    accountContacts: (contactsOf.get(companyId ?? '') ?? []).map(({ id, touches }) => ({
      id,
      touchDays: touches.map(({ at }) => at),
    })),
    createdDay,
  };
}
