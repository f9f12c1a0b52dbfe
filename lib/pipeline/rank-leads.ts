import type { FieldValue } from '../domain/entities.ts';
import { rankLead, rankSentence } from '../domain/rank-lead.ts';
import { buildJourneys } from '../kpis/journeys/build-journeys.ts';
import type { PersonJourney } from '../kpis/journeys/journey.ts';
import { firstOf } from '../kpis/journeys/traits.ts';
import { type LeadRank, saveRanks } from '../store/rank-store.ts';
import { acquireLease, releaseLease, renewLease } from '../store/sync-store.ts';
import { type StepContext, secondsBetween } from './context.ts';
import { loadEntities } from './load-entities.ts';

export interface RankReport {
  readonly ranked: number;
  readonly changed: number;
  readonly byRank: Readonly<Record<LeadRank['rank'], number>>;
  readonly seconds: number;
}

/** Ranks every open lead by the rules of the config; who is no open lead any more keeps no rank. */
export async function rankLeads(context: StepContext): Promise<RankReport> {
  const { clock, config, table, log } = context;
  const startMs = clock.nowMs();
  const lease = await acquireLease(context, 'ranks', 'leads');
  try {
    const { entities, history } = await loadEntities(context);
    const { people } = buildJourneys(entities, config, history);
    const ranks = people.filter(isOpenLead).map((person) => rankOf(person, context));
    await renewLease(context, lease);
    const changed = await saveRanks(table, ranks);
    const byRank = { hot: 0, warm: 0, cold: 0, none: 0 };
    for (const { rank } of ranks) byRank[rank] += 1;
    const report = { ranked: ranks.length, changed, byRank, seconds: secondsBetween(startMs, clock.nowMs()) };
    log.info('rank-leads', {
      ranked: report.ranked,
      changed,
      hot: byRank.hot,
      cold: byRank.cold,
      none: byRank.none,
      seconds: report.seconds,
    });
    return report;
  } finally {
    await releaseLease(context, lease);
  }
}

/** A lead somebody may still work as one: never converted, no deal won, and an open record left. */
export function isOpenLead({ isLead, wonDay, records }: PersonJourney): boolean {
  const isConverted = records.some(({ entity }) => entity.convertedTo.length > 0);
  return isLead && !isConverted && wonDay === null && records.some(({ entity }) => entity.isOpen);
}

function rankOf(person: PersonJourney, { config, today }: StepContext): LeadRank {
  const { handoff } = config;
  // HubSpot gives '' for a cleared field: what another record of the person says counts then.
  const fieldOf = (name: string): FieldValue =>
    firstOf(person.records, ({ fields }) => (fields[name] === '' ? null : (fields[name] ?? null)));
  const fields = Object.fromEntries(
    handoff.rules.flatMap(({ when }) =>
      when.field === undefined ? [] : [[when.field, fieldOf(when.field)]],
    ),
  );
  const visits = fieldOf(handoff.pageVisitsField);
  const listed = fieldOf(handoff.targetListField);
  const facts = {
    employees: person.employees,
    revenue: person.companyRevenue,
    firstContactDay: person.leadDay,
    today,
    isExistingCustomer: person.isExistingCustomer,
    onTargetList: listed === null ? null : ['true', '1', 'yes'].includes(String(listed).toLowerCase()),
    fields,
    pageVisits: visits === null ? null : Number(visits),
  };
  const result = rankLead(facts, handoff.rules);
  return {
    person: person.id,
    rank: result.rank,
    rule: result.rule,
    reason: {
      en: rankSentence(result, facts, 'en', handoff.rules),
      ja: rankSentence(result, facts, 'ja', handoff.rules),
    },
  };
}
