import type { Config } from '../../domain/config.ts';
import type {
  ActivityRecord,
  CampaignRecord,
  FieldValue,
  MemberRecord,
  PersonRecord,
} from '../../domain/entities.ts';
import { refKey } from '../../domain/entities.ts';
import { normalEmail } from '../../domain/identity/normal-email.ts';
import { inOrder } from '../attribution/touch.ts';
import type { JourneyTouch, SourcedEntity } from './journey.ts';
import { sharedTouches, touchesOf } from './person-touches.ts';
import { type CreditableTouch, creditable, withChannel } from './touch-channel.ts';

/** The records that are one person, oldest first, with their touches. */
export interface PersonGroup {
  readonly id: string;
  readonly records: readonly SourcedEntity<PersonRecord>[];
  /** Deleted records that those took the place of. */
  readonly forebears: readonly PersonRecord[];
  /** Every touch, oldest first, with its channel and the rule that gave it. */
  readonly touches: readonly JourneyTouch[];
  /** Those that a model may credit. */
  readonly creditable: readonly CreditableTouch[];
  /** Name of the earliest campaign the person was in. */
  readonly campaign: string | null;
}

/** Groups person records by canonical id and hangs campaign memberships and sales activities onto them. */
export function groupPeople(input: {
  readonly people: readonly SourcedEntity<PersonRecord>[];
  readonly forebears: readonly PersonRecord[];
  readonly members: readonly MemberRecord[];
  readonly activities: readonly ActivityRecord[];
  readonly campaigns: ReadonlyMap<string, CampaignRecord>;
  readonly canonicalOf: ReadonlyMap<string, string>;
  readonly config: Config;
}): readonly PersonGroup[] {
  const { people, canonicalOf, config } = input;
  const byPerson = new Map<string, SourcedEntity<PersonRecord>[]>();
  for (const person of people) {
    const id = canonicalOf.get(refKey(person.entity.ref)) ?? refKey(person.entity.ref);
    const records = byPerson.get(id) ?? [];
    records.push(person);
    byPerson.set(id, records);
  }
  const forebearsOf = Map.groupBy(input.forebears, ({ ref }) => canonicalOf.get(refKey(ref)) ?? refKey(ref));
  const touchesByPerson = sharedTouches(input);
  return [...byPerson.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([id, unsorted]) => {
      const records = unsorted.sort((a, b) => byAge(a.entity, b.entity));
      const forebears = (forebearsOf.get(id) ?? []).sort(byAge);
      const all = allRecords({ records, forebears });
      const own = all.flatMap((record) => touchesOf(record, all, config.timezone));
      const shared = touchesByPerson.get(id) ?? [];
      const touches = inOrder([...own, ...shared]).map((touch) => withChannel(touch, config.channels));
      const campaign = touches.find(({ kind }) => kind === 'campaign')?.source.campaign ?? null;
      return { id, records, forebears, touches, creditable: creditable(touches, config.channels), campaign };
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

function byAge(a: PersonRecord, b: PersonRecord): number {
  const [left, right] = [a.createdAt ?? '9999', b.createdAt ?? '9999'];
  return left === right ? (refKey(a.ref) < refKey(b.ref) ? -1 : 1) : left < right ? -1 : 1;
}

function folded(name: string | null): string | null {
  return name?.normalize('NFKC').trim().toLowerCase() ?? null;
}

/** Live records, then those they took the place of. */
export function allRecords(group: Pick<PersonGroup, 'records' | 'forebears'>): readonly PersonRecord[] {
  return [...group.records.map(({ entity }) => entity), ...group.forebears];
}
