import type { LedgerRow, Model, SpendDay } from '../domain/ledger.ts';
import { toMajor } from '../domain/money.ts';
import type { ActivityDay } from './activity-day.ts';
import type { Explanation } from './explanation.ts';
import type { FactCount } from './fact-cell.ts';
import { shownMoney } from './figure.ts';
import { LEDGER_COUNTERS, type LedgerCount, type LedgerCounter } from './ledger-counters.ts';
import type { MetricPart } from './metrics/metric.ts';
import type { RowFacts } from './metrics/row-facts.ts';
import { isInPeriod, type Period } from './period.ts';
import { rowCredit } from './row-credit.ts';

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
  const figure = isSpend ? facts.spend : part.of(facts);
  const value = part.unit === 'money' ? shownMoney(figure, currency) : (figure.value?.toFixed() ?? null);
  return {
    label: part.label,
    value,
    ...(figure.reason === null ? {} : { valueReason: figure.reason }),
    formula: isSpend ? 'Σ spend rows' : part.noun.en,
    inputs: part.counts.flatMap((count) => countedBy(count, part, { sources, currency })).sort(byLabel),
  };
}

function countedBy(
  count: FactCount,
  part: MetricPart,
  { sources, currency }: { readonly sources: PartSources; readonly currency: string },
): readonly Explanation[] {
  if (count === 'spendMinor') return spendRows(sources, currency);
  if (count === 'sessions' || count === 'conversions') return activityRows(sources, count);
  return ledgerRows(count, part, { sources, currency });
}

function ledgerRows(
  count: LedgerCount,
  { unit }: MetricPart,
  { sources, currency }: { readonly sources: PartSources; readonly currency: string },
): readonly Explanation[] {
  const counter: LedgerCounter = LEDGER_COUNTERS[count];
  return sources.rows.flatMap((row) => {
    const amount = row.stage === counter.stage ? counter.amount(row) : null;
    const day = counter.day === undefined ? row.day : counter.day(row);
    if (amount === null || !isInPeriod(day, sources.period)) return [];
    const { channel, subChannel } = rowCredit(row, sources.model);
    if (!sources.isAsked(channel, subChannel)) return [];
    const value = unit === 'money' ? toMajor(amount, currency) : day;
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

function spendRows({ spend, period, isAsked }: PartSources, currency: string): readonly Explanation[] {
  const bySource = new Map<string, number>();
  for (const { day, channel, subChannel, isKnownChannel, source, amountMinor } of spend) {
    if (!isInPeriod(day, period)) continue;
    if (isKnownChannel ? !isAsked(channel, subChannel) : !isAsked(null, null)) continue;
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
