import { businessDay } from '../../domain/calendar.ts';
import type { ActivityRecord, CampaignRecord, MemberRecord, PersonRecord } from '../../domain/entities.ts';
import { NO_SOURCE, refKey, type TouchSource } from '../../domain/entities.ts';
import { TOUCH_KINDS, type TouchKind } from '../../domain/touch-kinds.ts';
import type { Touch } from '../attribution/touch.ts';

/** Touches that a person's own record witnesses; `siblings` are all records of the person. */
export function touchesOf(
  record: PersonRecord,
  siblings: readonly PersonRecord[],
  timeZone: string,
): readonly Touch[] {
  const ref = refKey(record.ref);
  const visits = (record.visits ?? []).map(({ at, kind, source }) => ({
    at: businessDay(at, timeZone),
    kind,
    source,
    ref,
  }));
  // A contact made by converting a lead of its CRM repeats the lead's source; it is no touch of its own.
  const repeatsLead =
    record.role === 'contact' &&
    siblings.some(({ role, ref }) => role === 'lead' && ref.crm === record.ref.crm);
  const at =
    record.witnesses === 'first-touch' ? (record.firstTouchAt ?? record.createdAt) : record.createdAt;
  if (repeatsLead || at === null) return visits;
  return [{ at: businessDay(at, timeZone), kind: record.witnesses, source: record.source, ref }, ...visits];
}

/**
 * Touches kept in records of their own, by canonical person: campaigns that the person responded to, and calls, meetings
 * and mails that took place. An invitation without an answer, a task and a note are no contacts with a person.
 */
export function sharedTouches(input: {
  readonly members: readonly MemberRecord[];
  readonly activities: readonly ActivityRecord[];
  readonly campaigns: ReadonlyMap<string, CampaignRecord>;
  readonly canonicalOf: ReadonlyMap<string, string>;
  readonly config: { readonly timezone: string };
}): ReadonlyMap<string, readonly Touch[]> {
  const { canonicalOf, campaigns } = input;
  const byPerson = new Map<string, Touch[]>();
  const add = (shared: Shared, kind: TouchKind, source: TouchSource): void => {
    if (shared.at === null) return;
    const touch = {
      at: businessDay(shared.at, input.config.timezone),
      kind,
      source,
      ref: refKey(shared.ref),
    };
    for (const person of new Set(shared.people.map((ref) => canonicalOf.get(refKey(ref))))) {
      if (person === undefined) continue;
      const touches = byPerson.get(person);
      if (touches === undefined) byPerson.set(person, [touch]);
      else touches.push(touch);
    }
  };
  for (const member of input.members) {
    if (!member.responded) continue;
    const campaign = campaigns.get(refKey(member.campaign));
    const source = { ...NO_SOURCE, campaign: campaign?.name ?? null, campaignType: campaign?.type ?? null };
    add(member, 'campaign', source);
  }
  for (const activity of input.activities) {
    const kind = TOUCH_KINDS.find((known) => known === activity.type);
    if (kind === undefined || !activity.isDone) continue;
    const word = activity.direction === null ? kind : `${kind}-${activity.direction}`;
    add(activity, kind, { ...NO_SOURCE, activity: word });
  }
  return byPerson;
}

type Shared = Pick<MemberRecord | ActivityRecord, 'ref' | 'people' | 'at'>;
