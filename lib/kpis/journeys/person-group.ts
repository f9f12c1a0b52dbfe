import { businessDay } from '../../domain/calendar.ts';
import type { Config } from '../../domain/config.ts';
import type {
  CampaignRecord,
  FieldValue,
  MemberRecord,
  PersonRecord,
  SourceAttributes,
} from '../../domain/entities.ts';
import { NO_SOURCE, refKey } from '../../domain/entities.ts';
import { normalEmail } from '../../domain/identity.ts';
import type { Touch } from '../attribution/touch.ts';
import type { SourcedEntity } from './journey.ts';

/** The records that are one person, oldest first, with their touches. */
export interface PersonGroup {
  readonly id: string;
  readonly records: readonly SourcedEntity<PersonRecord>[];
  readonly touches: readonly Touch[];
  /** Name of the earliest campaign the person was in. */
  readonly campaign: string | null;
}

/** Groups person records by canonical id and hangs campaign memberships onto them. */
export function groupPeople(input: {
  readonly people: readonly SourcedEntity<PersonRecord>[];
  readonly members: readonly MemberRecord[];
  readonly campaigns: ReadonlyMap<string, CampaignRecord>;
  readonly canonicalOf: ReadonlyMap<string, string>;
  readonly timeZone: string;
}): readonly PersonGroup[] {
  const { people, canonicalOf, timeZone } = input;
  const byPerson = new Map<string, SourcedEntity<PersonRecord>[]>();
  for (const person of people) {
    const id = canonicalOf.get(refKey(person.entity.ref)) ?? refKey(person.entity.ref);
    const records = byPerson.get(id) ?? [];
    records.push(person);
    byPerson.set(id, records);
  }
  const campaignTouches = touchesOfMembers(input);
  return [...byPerson.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([id, unsorted]) => {
      const records = unsorted.sort(byAge);
      const memberships = campaignTouches.get(id) ?? [];
      const own = records.flatMap(({ entity }) => touchesOf(entity, records, timeZone));
      const touches = informative([...own, ...memberships]).sort(byDay);
      return { id, records, touches, campaign: memberships[0]?.source.campaign ?? null };
    });
}

/** Whether the config keeps this person out of every figure: partners, competitors, own domains. */
export function isExcluded(group: PersonGroup, config: Config): boolean {
  return config.exclude.some((rule) => group.records.some((record) => excludes(rule, record)));
}

function excludes(rule: Config['exclude'][number], { entity, fields }: SourcedEntity<PersonRecord>): boolean {
  if ('emailDomain' in rule) {
    const domain = normalEmail(entity.email)?.split('@')[1];
    return domain !== undefined && rule.emailDomain.some((other) => domain === other.toLowerCase());
  }
  if ('companyName' in rule) {
    const name = folded(entity.companyName);
    return name !== null && rule.companyName.some((other) => folded(other) === name);
  }
  const value: FieldValue | undefined = fields[rule.field];
  return value !== undefined && value !== null && rule.in.includes(String(value));
}

function touchesOf(
  record: PersonRecord,
  siblings: readonly SourcedEntity<PersonRecord>[],
  timeZone: string,
): readonly Touch[] {
  // A contact made by converting a lead of its CRM repeats the lead's source; it is no touch of its own.
  const repeatsLead =
    record.role === 'contact' &&
    siblings.some(({ entity }) => entity.role === 'lead' && entity.ref.crm === record.ref.crm);
  const at =
    record.witnesses === 'first-touch' ? (record.firstTouchAt ?? record.createdAt) : record.createdAt;
  if (repeatsLead || at === null) return [];
  return [
    { at: businessDay(at, timeZone), kind: record.witnesses, source: record.source, ref: refKey(record.ref) },
  ];
}

function touchesOfMembers(input: {
  readonly members: readonly MemberRecord[];
  readonly campaigns: ReadonlyMap<string, CampaignRecord>;
  readonly canonicalOf: ReadonlyMap<string, string>;
  readonly timeZone: string;
}): ReadonlyMap<string, readonly Touch[]> {
  const byPerson = new Map<string, Touch[]>();
  for (const member of input.members) {
    if (member.at === null) continue;
    const campaign = input.campaigns.get(refKey(member.campaign));
    const source = { ...NO_SOURCE, campaign: campaign?.name ?? null, campaignType: campaign?.type ?? null };
    const touch: Touch = {
      at: businessDay(member.at, input.timeZone),
      kind: 'campaign',
      source,
      ref: refKey(member.ref),
    };
    for (const person of new Set(member.people.map((ref) => input.canonicalOf.get(refKey(ref))))) {
      if (person === undefined) continue;
      byPerson.set(person, [...(byPerson.get(person) ?? []), touch]);
    }
  }
  return new Map([...byPerson].map(([person, touches]) => [person, touches.sort(byDay)]));
}

/** Touches that say something; where none does, all of them, so that the reason `no-source` can be given. */
function informative(touches: readonly Touch[]): Touch[] {
  const telling = touches.filter(({ source }) => !isBlank(source));
  return telling.length > 0 ? telling : [...touches];
}

function isBlank(source: SourceAttributes): boolean {
  return Object.values(source).every((value) => value === null);
}

function byDay(a: Touch, b: Touch): number {
  return a.at === b.at ? (a.ref < b.ref ? -1 : 1) : a.at < b.at ? -1 : 1;
}

function byAge(a: SourcedEntity<PersonRecord>, b: SourcedEntity<PersonRecord>): number {
  const [left, right] = [a.entity.createdAt ?? '9999', b.entity.createdAt ?? '9999'];
  return left === right ? (refKey(a.entity.ref) < refKey(b.entity.ref) ? -1 : 1) : left < right ? -1 : 1;
}

function folded(name: string | null): string | null {
  return name?.normalize('NFKC').trim().toLowerCase() ?? null;
}
