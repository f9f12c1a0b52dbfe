import type { DataIssue, UnattributedReason } from '../../domain/ledger.ts';
import { type Calendar, toMonth, toTokyoDay } from './calendar.ts';
import { countChurned, countIssues } from './data-errors.ts';
import type { DemoCompany, Person } from './journey.ts';
import { expectedRule, type RankRuleId } from './lead-ranks.ts';
import { isExistingCustomer } from './special-people.ts';
import { type SpendItem, UNKNOWN_CHANNEL } from './spend.ts';
import { countStages, isWon, type Journeys, journeysOf, type StageCounts } from './stage-counts.ts';

export interface ChannelTruth extends StageCounts {
  /** JPY without consumption tax. */
  readonly spend: number;
  readonly subChannels: Readonly<Record<string, StageCounts & { readonly spend: number }>>;
}

/** The true answers of the demo, over all of its data and by first touch. */
export interface DemoTruth {
  readonly people: number;
  readonly channels: Readonly<Record<string, ChannelTruth>>;
  readonly unattributed: Readonly<Record<UnattributedReason, StageCounts>>;
  readonly totals: StageCounts & { readonly spend: number };
  /** Spend of a channel that the config does not know; part of the total. */
  readonly unallocatedSpend: number;
  readonly existingCustomers: number;
  readonly excluded: number;
  /** Open leads by the rule that ranks them. */
  readonly ranksByRule: Readonly<Record<RankRuleId, number>>;
  readonly ranks: Readonly<Record<'hot' | 'warm' | 'cold' | 'none', number>>;
  /** E-mail addresses that several people share. */
  readonly ambiguousEmails: number;
  readonly issues: Readonly<Partial<Record<DataIssue['code'], number>>>;
  /** Companies whose last contract has ended by today. */
  readonly churnedCustomers: number;
  /** `YYYY-MM` in Tokyo → leads, and new-business wins. */
  readonly leadsByMonth: Readonly<Record<string, number>>;
  readonly wonByMonth: Readonly<Record<string, number>>;
}

/** Counted from the journeys that the files are written from, by `definitions.md` and without RevLoop. */
export function truthOf(demo: DemoCompany, spend: readonly SpendItem[], calendar: Calendar): DemoTruth {
  const { excluded, existing, leads } = sortPeople(demo);
  const deals = demo.deals.filter(({ business }) => business === 'new');
  const counted = { people: leads, deals };
  const ranksByRule = countRules(leads, calendar);
  const won = deals.filter(isWon);
  return {
    people: demo.people.length,
    channels: channelTruths(counted, spend),
    unattributed: {
      'no-source': countStages(journeysOf(counted, ({ source }) => source.reason === 'no-source')),
      'no-rule': countStages(journeysOf(counted, ({ source }) => source.reason === 'no-rule')),
      'no-contact': countStages({ people: [], deals: deals.filter(({ person }) => person === null) }),
    },
    totals: { ...countStages(counted), spend: sumSpend(spend) },
    unallocatedSpend: sumSpend(spend.filter(({ channel }) => channel === UNKNOWN_CHANNEL)),
    existingCustomers: existing.length,
    excluded: excluded.length,
    ranksByRule,
    ranks: {
      hot: ranksByRule['hot-large'] + ranksByRule['hot-target'] + ranksByRule['hot-visits'],
      warm: 0,
      cold: ranksByRule['cold-small'],
      none: ranksByRule.none,
    },
    ambiguousEmails: new Set(demo.people.filter((person) => person.isAmbiguous).map((p) => p.company.domain))
      .size,
    issues: countIssues(demo),
    churnedCustomers: countChurned(demo.deals, calendar),
    leadsByMonth: countBy(leads, (person) => toMonth(toTokyoDay(person.leadAtMs))),
    wonByMonth: countBy(won, (deal) => toMonth(deal.closeDay)),
  };
}

function sortPeople({ people, deals }: DemoCompany) {
  const candidates = people.filter(({ role }) => role === 'lead');
  const excluded = candidates.filter(({ isExcluded }) => isExcluded);
  const counted = candidates.filter(({ isExcluded }) => !isExcluded);
  const existing = counted.filter((person) => isExistingCustomer(person, deals));
  return { excluded, existing, leads: counted.filter((person) => !existing.includes(person)) };
}

function channelTruths(journeys: Journeys, spend: readonly SpendItem[]): Record<string, ChannelTruth> {
  const channels = [...new Set(journeys.people.flatMap(({ source }) => source.channel ?? []))].sort();
  return Object.fromEntries(
    channels.map((channel) => {
      const own = journeysOf(journeys, ({ source }) => source.channel === channel);
      const bills = spend.filter((item) => item.channel === channel);
      return [channel, { ...withSpend(own, bills), subChannels: subChannelTruths(own, bills) }];
    }),
  );
}

function subChannelTruths(own: Journeys, bills: readonly SpendItem[]): ChannelTruth['subChannels'] {
  const subChannels = [...new Set(own.people.flatMap(({ source }) => source.subChannel ?? []))].sort();
  return Object.fromEntries(
    subChannels.map((subChannel) => {
      const part = journeysOf(own, ({ source }) => source.subChannel === subChannel);
      return [
        subChannel,
        withSpend(
          part,
          bills.filter((item) => item.subChannel === subChannel),
        ),
      ];
    }),
  );
}

function withSpend(journeys: Journeys, bills: readonly SpendItem[]) {
  return { ...countStages(journeys), spend: sumSpend(bills) };
}

function countRules(leads: readonly Person[], calendar: Calendar): Record<RankRuleId, number> {
  const counts = { 'hot-large': 0, 'hot-target': 0, 'hot-visits': 0, 'cold-small': 0, none: 0 };
  for (const person of leads)
    if (person.fate === 'working') counts[expectedRule(person, calendar.today)] += 1;
  return counts;
}

function countBy<T>(values: readonly T[], keyOf: (value: T) => string): Record<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(keyOf(value), (counts.get(keyOf(value)) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function sumSpend(items: readonly SpendItem[]): number {
  return items.reduce((sum, { amount }) => sum + amount, 0);
}
