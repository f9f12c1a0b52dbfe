import { parseMinor } from '../../lib/domain/money.ts';
import { type FactCell, sumFacts } from '../../lib/kpis/fact-cell.ts';
import type { ChannelTruth, DemoTruth } from '../../lib/local/demo/truth.ts';
import type { StepContext } from '../../lib/pipeline/context.ts';
import { readIssues, readSnapshot } from '../../lib/pipeline/read-snapshot.ts';
import { showKpis } from '../../lib/pipeline/show-kpis.ts';
import { loadRanks } from '../../lib/store/rank-store.ts';

type Counts = Omit<ChannelTruth, 'subChannels'>;

/** What the store answers to every question that the demo knows the truth of, in the shape of the truth. */
export async function answersOf(context: StepContext): Promise<DemoTruth> {
  const { meta, facts } = await readSnapshot(context.table, 'first');
  const issues = await readIssues(context.table);
  const byReason = (reason: FactCell['reason']): Counts =>
    countsOf(facts.filter((cell) => cell.reason === reason));
  return {
    people: meta.people,
    channels: await channelAnswers(context),
    unattributed: {
      'no-source': withoutSpend(byReason('no-source')),
      'no-rule': withoutSpend(byReason('no-rule')),
      'no-contact': withoutSpend(byReason('no-contact')),
    },
    totals: countsOf(facts),
    unallocatedSpend: byReason('spend-unknown-channel').spend,
    existingCustomers: meta.existingCustomers,
    excluded: meta.excluded,
    ...(await rankAnswers(context)),
    ambiguousEmails: new Set(
      issues
        .filter(({ code }) => code === 'ambiguous-identity')
        .map(({ ref, detail }) => groupOf(ref, detail)),
    ).size,
    issues: countBy(issues, ({ code }) => code),
    churnedCustomers: meta.ltv.churned,
    leadsByMonth: sumByMonth(facts, 'lead'),
    wonByMonth: sumByMonth(facts, 'won'),
  };
}

async function channelAnswers(context: StepContext): Promise<Record<string, ChannelTruth>> {
  const { rows } = await showKpis(context, { by: 'channel', window: 'all', model: 'first' });
  const parts = await showKpis(context, { by: 'sub-channel', window: 'all', model: 'first' });
  return Object.fromEntries(
    rows.map((row) => {
      // A form's name stands in where HubSpot knows no landing page; the demo spends on landing pages alone.
      const own = parts.rows.flatMap((part) =>
        part.channel === row.channel && part.subChannel !== null
          ? [[part.subChannel, shownCounts(part)] as const]
          : [],
      );
      return [row.key, { ...shownCounts(row), subChannels: Object.fromEntries(own) }];
    }),
  );
}

type Row = Awaited<ReturnType<typeof showKpis>>['rows'][number];

function shownCounts({ leads, opportunities, won, newCustomers, wonRevenue, spend }: Row): Counts {
  const yen = (amount: string | null): number => (amount === null ? 0 : parseMinor(amount, 'JPY'));
  return { leads, opportunities, won, newCustomers, wonRevenue: yen(wonRevenue), spend: yen(spend) };
}

function countsOf(cells: readonly FactCell[]): Counts {
  const { lead, opportunity, won, newCustomer, wonMinor, spendMinor } = sumFacts(cells);
  return {
    leads: lead,
    opportunities: opportunity,
    won,
    newCustomers: newCustomer,
    wonRevenue: wonMinor,
    spend: spendMinor,
  };
}

function withoutSpend({ spend: _, ...counts }: Counts): Omit<Counts, 'spend'> {
  return counts;
}

async function rankAnswers({ table }: StepContext): Promise<Pick<DemoTruth, 'ranks' | 'ranksByRule'>> {
  const ranks = await loadRanks(table);
  const ruled = (id: string | null): number => ranks.filter(({ rule }) => rule === id).length;
  const ranked = (name: string): number => ranks.filter(({ rank }) => rank === name).length;
  return {
    ranksByRule: {
      'hot-large': ruled('hot-large'),
      'hot-target': ruled('hot-target'),
      'hot-visits': ruled('hot-visits'),
      'cold-small': ruled('cold-small'),
      none: ruled(null),
    },
    ranks: { hot: ranked('hot'), warm: ranked('warm'), cold: ranked('cold'), none: ranked('none') },
  };
}

/** The records that share one e-mail, whichever of them the issue is about. */
function groupOf(ref: string, detail: string): string {
  const others = /with (.+)$/.exec(detail)?.[1]?.split(', ') ?? [];
  return [ref, ...others].sort().join();
}

function sumByMonth(facts: readonly FactCell[], count: 'lead' | 'won'): Record<string, number> {
  const months = Map.groupBy(facts, ({ day }) => day?.slice(0, 7) ?? 'undated');
  const sums = [...months].map(([month, cells]) => [month, sumFacts(cells)[count]] as const);
  return Object.fromEntries(sums.filter(([, sum]) => sum > 0));
}

function countBy<T>(values: readonly T[], keyOf: (value: T) => string): Record<string, number> {
  return Object.fromEntries([...Map.groupBy(values, keyOf)].map(([key, of]) => [key, of.length]));
}
