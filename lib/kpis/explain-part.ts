import type { LedgerRow, Model, SpendDay } from '../domain/ledger.ts';
import { toMajor } from '../domain/money.ts';
import type { ActivityDay } from './activity-day.ts';
import { DEFAULT_OPTIONS } from './attribution/model-options.ts';
import type { Explanation } from './explanation.ts';
import type { FactCount } from './fact-cell.ts';
import { shownMoney } from './figure.ts';
import { LEDGER_COUNTERS, type LedgerCount, type LedgerCounter } from './ledger-counters.ts';
import type { MetricPart } from './metrics/metric.ts';
import { metricOf } from './metrics/registry.ts';
import type { RowFacts } from './metrics/row-facts.ts';
import { isInPeriod, type Period } from './period.ts';
import { rowSplit } from './row-split.ts';

/** Everything that a part may count, and what of it belongs to the row asked for. */
export interface PartSources {
  readonly rows: readonly LedgerRow[];
  readonly spend: readonly SpendDay[];
  readonly activity: readonly ActivityDay[];
  readonly model: Model;
  readonly period: Period;
  readonly isAsked: (channel: string | null, subChannel: string | null) => boolean;
}

/** One part of a metric with what it counts: by the same counters that the table is folded with. */
export function explainPart(part: MetricPart, facts: RowFacts, sources: PartSources): Explanation {
  const { currency } = facts.scope.input.config;
  const isSpend = part.counts.includes('spendMinor');
  // Spend that cannot be divided is shown all the same.
  const figure = isSpend && part.only === undefined ? facts.spend : part.of(facts);
  const value = part.unit === 'money' ? shownMoney(figure, currency) : (figure.value?.toFixed() ?? null);
  return {
    label: part.label,
    value,
    ...(figure.reason === null ? {} : { valueReason: figure.reason }),
    ...formulaOf(part),
    inputs: part.counts.flatMap((count) => countedBy(count, part, { sources, currency })).sort(byLabel),
  };
}

/** Words for what a metric of its own counts; the others are named by their label. */
function formulaOf({ label, counts }: MetricPart): { readonly formula?: string } {
  if (counts.includes('spendMinor')) return { formula: 'Σ spend rows' };
  const metric = metricOf(label);
  return metric === undefined ? {} : { formula: metric.formula.en };
}

function countedBy(
  count: FactCount,
  part: MetricPart,
  { sources, currency }: { readonly sources: PartSources; readonly currency: string },
): readonly Explanation[] {
  if (count === 'spendMinor' || count === 'budgetMinor') return spendRows(part, sources, currency);
  if (count === 'sessions' || count === 'conversions') return activityRows(sources, count);
  return ledgerRows(count, part, { sources, currency });
}

function ledgerRows(
  count: LedgerCount,
  { unit, only = () => true }: MetricPart,
  { sources, currency }: { readonly sources: PartSources; readonly currency: string },
): readonly Explanation[] {
  const counter: LedgerCounter = LEDGER_COUNTERS[count];
  return sources.rows.flatMap((row) => {
    const amount = row.stage === counter.stage ? counter.amount(row) : null;
    const day = counter.day === undefined ? row.day : counter.day(row);
    if (amount === null || !isInPeriod(day, sources.period)) return [];
    const { credits, split } = rowSplit(row, sources.model, DEFAULT_OPTIONS);
    const asked = credits.map(
      ({ channel, subChannel }) => sources.isAsked(channel, subChannel) && only({ channel, costScope: null }),
    );
    if (!asked.includes(true)) return [];
    const own = split(amount).reduce((sum, part, at) => sum + (asked[at] === true ? part : 0), 0);
    const value = unit === 'money' ? toMajor(own, currency) : day;
    return [
      {
        label: row.id,
        value,
        ...(value === null ? { valueReason: 'undated' } : {}),
        inputs: row.sources.map((label) => ({ label, value: day, inputs: [] })),
      },
    ];
  });
}

function spendRows(
  { only = () => true, counts }: MetricPart,
  { spend, period, isAsked }: PartSources,
  currency: string,
): readonly Explanation[] {
  const bySource = new Map<string, number>();
  for (const { kind, day, source, amountMinor, costScope, ...of } of spend) {
    const channel = of.isKnownChannel ? of.channel : null;
    if ((kind === 'budget') !== counts.includes('budgetMinor')) continue;
    if (!isInPeriod(day, period) || !isAsked(channel, of.isKnownChannel ? of.subChannel : null)) continue;
    if (!only({ channel, costScope })) continue;
    bySource.set(source, (bySource.get(source) ?? 0) + amountMinor);
  }
  return [...bySource].map(([label, minor]) => ({ label, value: toMajor(minor, currency), inputs: [] }));
}

function activityRows(
  { activity, period, isAsked }: PartSources,
  count: ActivityDay['count'],
): readonly Explanation[] {
  return activity
    .filter((day) => day.count === count && isInPeriod(day.day, period) && isAsked(day.channel, null))
    .map(({ source, value }) => ({ label: source, value: String(value), inputs: [] }));
}

/** Files and lines in natural order: line 10 comes after line 9. */
function byLabel(a: Explanation, b: Explanation): number {
  return a.label.localeCompare(b.label, 'en', { numeric: true });
}
