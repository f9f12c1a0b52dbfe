import type { CompanyRecord, DealRecord, PersonRecord, RecordRef } from './entities.ts';
import { refKey } from './entities.ts';
import type { DataIssue } from './ledger.ts';
import { UnionFind } from './union-find.ts';

/** Who is who: every record is an alias of one canonical id, which is the key of its oldest record. */
export interface Identity {
  /** `crm/object/id` → canonical id, for every record given. */
  readonly canonicalOf: ReadonlyMap<string, string>;
  /** Matches that could be more than one, rejected and named. */
  readonly issues: readonly DataIssue[];
}

type Matchable = {
  readonly ref: RecordRef;
  readonly createdAt: string | null;
  readonly foreignRefs: readonly RecordRef[];
};

/** Mail services for everybody: a shared domain of theirs is no company. */
const FREE_MAIL = new Set([
  'gmail.com',
  'googlemail.com',
  'yahoo.com',
  'yahoo.co.jp',
  'hotmail.com',
  'hotmail.co.jp',
  'outlook.com',
  'outlook.jp',
  'icloud.com',
  'live.jp',
  'docomo.ne.jp',
  'ezweb.ne.jp',
  'au.com',
  'softbank.ne.jp',
  'i.softbank.jp',
  'nifty.com',
  'biglobe.ne.jp',
  'so-net.ne.jp',
  'ocn.ne.jp',
]);

/**
 * People across CRMs: stored foreign ids, then conversion, then e-mail. An e-mail shared by several records of one
 * object that nothing else joins is ambiguous: nobody is matched by it, and all of them are listed.
 * The result does not depend on the order of `people`.
 */
export function identifyPeople(people: readonly PersonRecord[]): Identity {
  const groups = joinStored(people);
  for (const person of people) {
    const contacts = person.convertedTo.filter((ref) => groups.has(refKey(ref)));
    for (const ref of contacts) groups.join(refKey(person.ref), refKey(ref));
  }
  const issues = joinByValue(groups, people, ({ email }) => normalEmail(email), 'e-mail');
  return { canonicalOf: canonicalIds(groups, people), issues };
}

/** Companies across CRMs: stored foreign ids, then the domain, mail services excluded. */
export function identifyCompanies(companies: readonly CompanyRecord[]): Identity {
  const groups = joinStored(companies);
  const issues = joinByValue(groups, companies, ({ domain }) => normalDomain(domain), 'domain');
  return { canonicalOf: canonicalIds(groups, companies), issues };
}

/**
 * Deals across CRMs: stored foreign ids, then company, name and close day together. Copies that fit several deals
 * are ambiguous and listed.
 */
export function identifyDeals(
  deals: readonly DealRecord[],
  context: {
    readonly companyOf: (deal: DealRecord) => string | null;
    readonly closeDayOf: (deal: DealRecord) => string | null;
  },
): Identity {
  const groups = joinStored(deals);
  const signature = (deal: DealRecord): string | null => {
    const company = context.companyOf(deal);
    const day = context.closeDayOf(deal);
    const name = deal.name?.normalize('NFKC').trim().toLowerCase();
    return company === null || day === null || !name ? null : JSON.stringify([company, name, day]);
  };
  const crms = new Set(deals.map((deal) => deal.ref.crm));
  const issues = crms.size < 2 ? [] : joinByValue(groups, deals, signature, 'company, name and close date');
  return { canonicalOf: canonicalIds(groups, deals), issues };
}

/** E-mail as it is compared: full-width letters folded, trimmed, lower case; null where it is none. */
export function normalEmail(email: string | null): string | null {
  const normal = email?.normalize('NFKC').trim().toLowerCase() ?? '';
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(normal) ? normal : null;
}

function normalDomain(domain: string | null): string | null {
  const normal = domain
    ?.normalize('NFKC')
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/^www\./, '')
    .replace(/[/?#:].*$/, '');
  return !normal?.includes('.') || FREE_MAIL.has(normal) ? null : normal;
}

function joinStored(records: readonly Matchable[]): UnionFind {
  const groups = new UnionFind(records.map(({ ref }) => refKey(ref)));
  for (const { ref, foreignRefs } of records) {
    for (const foreign of foreignRefs)
      if (groups.has(refKey(foreign))) groups.join(refKey(ref), refKey(foreign));
  }
  return groups;
}

/** Joins groups that share a value, unless two groups of the same object do. */
function joinByValue<T extends Matchable>(
  groups: UnionFind,
  records: readonly T[],
  keyOf: (record: T) => string | null,
  what: string,
): readonly DataIssue[] {
  const byValue = new Map<string, T[]>();
  for (const record of records) {
    const value = keyOf(record);
    if (value === null) continue;
    const sharing = byValue.get(value) ?? [];
    sharing.push(record);
    byValue.set(value, sharing);
  }
  const joins: T[][] = [];
  const issues: DataIssue[] = [];
  for (const sharing of byValue.values()) {
    if (sharing.length < 2) continue;
    if (isAmbiguous(groups, sharing)) issues.push(...ambiguityOf(sharing, what));
    else joins.push(sharing);
  }
  // Joined only after every value was judged, so that no match depends on which value came first.
  for (const [first, ...others] of joins) {
    if (first !== undefined) for (const other of others) groups.join(refKey(first.ref), refKey(other.ref));
  }
  return issues.sort((a, b) => (a.ref < b.ref ? -1 : 1));
}

function isAmbiguous(groups: UnionFind, sharing: readonly Matchable[]): boolean {
  const groupOfObject = new Map<string, string>();
  return sharing.some(({ ref }) => {
    const object = `${ref.crm}/${ref.object}`;
    const group = groups.find(refKey(ref));
    const other = groupOfObject.get(object);
    groupOfObject.set(object, group);
    return other !== undefined && other !== group;
  });
}

function ambiguityOf(sharing: readonly Matchable[], what: string): readonly DataIssue[] {
  const refs = sharing.map(({ ref }) => refKey(ref)).sort();
  return refs.map((ref) => ({
    code: 'ambiguous-identity',
    ref,
    detail: `shares its ${what} with ${refs.filter((other) => other !== ref).join(', ')}`,
  }));
}

function canonicalIds(groups: UnionFind, records: readonly Matchable[]): ReadonlyMap<string, string> {
  const oldest = new Map<string, Matchable>();
  for (const record of records) {
    const group = groups.find(refKey(record.ref));
    const best = oldest.get(group);
    if (best === undefined || isOlder(record, best)) oldest.set(group, record);
  }
  return new Map(
    records.map(({ ref }) => {
      const first = oldest.get(groups.find(refKey(ref)));
      return [refKey(ref), first === undefined ? refKey(ref) : refKey(first.ref)];
    }),
  );
}

function isOlder(a: Matchable, b: Matchable): boolean {
  const [left, right] = [a.createdAt ?? '9999', b.createdAt ?? '9999'];
  return left === right ? refKey(a.ref) < refKey(b.ref) : left < right;
}
