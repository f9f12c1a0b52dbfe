import { businessDay } from '../../domain/calendar.ts';
import { type Config, dealsSystem } from '../../domain/config.ts';
import type { DealRecord, PersonRecord, RecordRef, RoleRecord } from '../../domain/entities.ts';
import { refKey } from '../../domain/entities.ts';
import type { DataIssue } from '../../domain/ledger.ts';
import type { DealCandidates } from '../attribution/stitch-people.ts';
import { append } from './append.ts';
import type { MeantChange } from './record-history.ts';
import { dealEntries } from './stage-events.ts';

/** A counted deal with what links it to a company and to people, before credit is given. */
export interface DealGroup {
  readonly id: string;
  readonly record: DealRecord;
  readonly copies: readonly DealRecord[];
  readonly companyId: string | null;
  /** Canonical people, the one whose touches count first. */
  readonly peopleIds: readonly string[];
  /** The same people by what links them to the deal. */
  readonly links: DealLinks;
  readonly createdDay: string | null;
  /** Close date; where that is blank, the entry into the closing stage. */
  readonly closeDay: string | null;
  readonly validDay: string | null;
  /** Entry into the closing stage, as the CRM's history has it. */
  readonly closedEntryDay: string | null;
  readonly business: 'new' | 'existing';
  readonly isNewCustomer: boolean;
}

/** Canonical people by the strength of their link. */
export type DealLinks = Pick<DealCandidates, 'roles' | 'associated' | 'converted'>;

export interface DealGroups {
  readonly deals: readonly DealGroup[];
  readonly issues: readonly DataIssue[];
}

type Canonical = ReadonlyMap<string, string>;

/**
 * One deal per canonical id: the system of record's copy counts, other copies are matched to it, and copies that
 * match none are listed. New or existing business by the mapped type, else by an earlier win of the company.
 */
export function groupDeals(input: {
  readonly deals: readonly DealRecord[];
  readonly roles: readonly RoleRecord[];
  readonly people: readonly PersonRecord[];
  readonly canonicalDeals: Canonical;
  /** Deals that fit several others, by key. */
  readonly unclear: ReadonlyMap<string, DataIssue>;
  readonly canonicalPeople: Canonical;
  readonly canonicalCompanies: Canonical;
  readonly changesOf: ReadonlyMap<string, readonly MeantChange[]>;
  readonly config: Config;
}): DealGroups {
  const { config, canonicalDeals } = input;
  const system = dealsSystem(config);
  const byDeal = new Map<string, DealRecord[]>();
  for (const deal of input.deals) {
    const id = canonicalDeals.get(refKey(deal.ref)) ?? refKey(deal.ref);
    append(byDeal, id, deal);
  }
  const peopleOf = peopleLookup(input);
  const counted: Omit<DealGroup, 'business' | 'isNewCustomer'>[] = [];
  const issues: DataIssue[] = [];
  for (const [id, unsorted] of [...byDeal].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const copies = unsorted.sort((a, b) => (refKey(a.ref) < refKey(b.ref) ? -1 : 1));
    const own = copies.filter((copy) => copy.ref.crm === system);
    const others = copies.filter((copy) => copy.ref.crm !== system);
    if (own.length === 0) issues.push(...others.map((copy) => unmatched(copy, input.unclear, system)));
    if (own.length > 1) issues.push(...own.map((copy) => shared(copy, own, others)));
    for (const record of own) {
      // A copy that leads to several deals of the system of record belongs to none of them: no deal may vanish.
      const matched = own.length === 1 ? others : [];
      const changes = input.changesOf.get(refKey(record.ref)) ?? [];
      const entries = dealEntries(record, changes, config.timezone);
      counted.push({
        ...entries,
        id: own.length === 1 ? id : refKey(record.ref),
        record,
        copies: matched,
        companyId: companyOf([record, ...matched], input.canonicalCompanies),
        ...peopleOf([record, ...matched]),
        createdDay: dayOf(record.createdAt, config),
        closeDay: dayOf(record.closedAt, config) ?? entries.closedEntryDay,
      });
    }
  }
  return { deals: withBusiness(counted), issues };
}

function withBusiness(deals: readonly Omit<DealGroup, 'business' | 'isNewCustomer'>[]): readonly DealGroup[] {
  const winsOf = new Map<string, { id: string; day: string }[]>();
  for (const { id, record, companyId, closeDay } of deals) {
    if (!record.isWon || companyId === null || closeDay === null) continue;
    append(winsOf, companyId, { id, day: closeDay });
  }
  for (const wins of winsOf.values())
    wins.sort((a, b) => (a.day === b.day ? (a.id < b.id ? -1 : 1) : a.day < b.day ? -1 : 1));
  return deals.map((deal) => {
    const wins = deal.companyId === null ? [] : (winsOf.get(deal.companyId) ?? []);
    const { createdDay } = deal;
    const hadWon = createdDay !== null && wins.some(({ id, day }) => id !== deal.id && day <= createdDay);
    const business = deal.record.business ?? (hadWon ? 'existing' : 'new');
    return { ...deal, business, isNewCustomer: business === 'new' && wins[0]?.id === deal.id };
  });
}

/** Primary contact role, then roles, then the CRM's associated contacts, then the converted lead. */
function peopleLookup(input: {
  readonly roles: readonly RoleRecord[];
  readonly people: readonly PersonRecord[];
  readonly canonicalPeople: Canonical;
}): (copies: readonly DealRecord[]) => Pick<DealGroup, 'peopleIds' | 'links'> {
  const linked = new Map<string, { person: RecordRef; isPrimary: boolean; key: string }[]>();
  for (const role of input.roles) {
    const { deal, person, isPrimary } = role;
    append(linked, refKey(deal), { person, isPrimary, key: `1${refKey(role.ref)}` });
  }
  for (const person of input.people) {
    for (const ref of person.convertedTo)
      append(linked, refKey(ref), { person: person.ref, isPrimary: false, key: `3${refKey(person.ref)}` });
  }
  return (copies) => {
    const entries = copies.flatMap((copy) => [
      ...(linked.get(refKey(copy.ref)) ?? []),
      ...copy.people.map(({ person, isPrimary }) => ({ person, isPrimary, key: `2${refKey(person)}` })),
    ]);
    entries.sort((a, b) => Number(b.isPrimary) - Number(a.isPrimary) || (a.key < b.key ? -1 : 1));
    const idsOf = (of: readonly { readonly person: RecordRef }[]): readonly string[] => [
      ...new Set(of.flatMap(({ person }) => input.canonicalPeople.get(refKey(person)) ?? [])),
    ];
    const linkedBy = (mark: string): readonly string[] =>
      idsOf(entries.filter(({ key }) => key.startsWith(mark)));
    return {
      peopleIds: idsOf(entries),
      links: { roles: linkedBy('1'), associated: linkedBy('2'), converted: linkedBy('3') },
    };
  };
}

function companyOf(copies: readonly DealRecord[], canonical: Canonical): string | null {
  for (const { company } of copies) {
    const id = company === null ? undefined : canonical.get(refKey(company));
    if (id !== undefined) return id;
  }
  return null;
}

function dayOf(at: string | null, config: Config): string | null {
  return at === null ? null : businessDay(at, config.timezone);
}

function shared(deal: DealRecord, own: readonly DealRecord[], others: readonly DealRecord[]): DataIssue {
  const rivals = own.filter((other) => other !== deal).map(({ ref }) => refKey(ref));
  const detail = `shares ${others.map(({ ref }) => refKey(ref)).join(', ')} with ${rivals.join(', ')}; each is counted`;
  const candidates = own.map(({ ref }) => refKey(ref)).sort();
  return { code: 'ambiguous-identity', ref: refKey(deal.ref), detail, candidates };
}

function unmatched(
  { ref, company, name, closedAt }: DealRecord,
  unclear: ReadonlyMap<string, DataIssue>,
  system: string,
): DataIssue {
  const key = refKey(ref);
  const candidates = unclear.get(key)?.candidates;
  if (candidates !== undefined) {
    const detail = `fits several deals: ${candidates.filter((other) => other !== key).join(', ')}; it is not counted`;
    return { code: 'deal-unmatched-copy', ref: key, detail, candidates };
  }
  const blank = Object.entries({ company, name, 'close date': closedAt }).filter(([, value]) => !value);
  const why = blank.length === 0 ? '' : ` (it has no ${blank.map(([field]) => field).join(', no ')})`;
  const detail = `no deal in ${system} has its stored id, or its company, name and close date${why}; it is not counted`;
  return { code: 'deal-unmatched-copy', ref: key, detail };
}
