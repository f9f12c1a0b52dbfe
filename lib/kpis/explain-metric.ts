import type { LedgerRow, SpendDay } from '../domain/ledger.ts';
import type { ActivityDay } from './activity-day.ts';
import { explainPart, type PartSources } from './explain-part.ts';
import type { Explanation } from './explanation.ts';
import { foldFacts } from './fold-facts.ts';
import { type FactGroup, groupFacts } from './group-facts.ts';
import type { Metric } from './metrics/metric.ts';
import { rowFacts } from './metrics/row-facts.ts';
import { shown } from './metrics/shown-metrics.ts';
import { isInPeriod } from './period.ts';
import { type KpiTableInput, periodOf, tableScope } from './table-scope.ts';

/** Which row of which table to explain. */
export interface MetricQuery extends Omit<KpiTableInput, 'facts' | 'by' | 'metrics'> {
  readonly rows: readonly LedgerRow[];
  readonly spend: readonly SpendDay[];
  readonly activity?: readonly ActivityDay[];
  /** Left out: all of them together (blended). Null: unattributed. */
  readonly channel?: string | null;
  /** Left out: the whole channel. Null: what names no sub-channel. */
  readonly subChannel?: string | null;
}

/**
 * How one metric of one row came about: the value as the table has it, and under it each part with the ledger rows,
 * spend rows and activity rows that it counts.
 * Empty    null with the metric's reason, and what there is as inputs
 */
export function explainMetric(metric: Metric, query: MetricQuery): Explanation {
  const { rows, spend, activity = [], model } = query;
  const asked = metric.grain === 'company' ? withoutRow(query) : query;
  const facts = foldFacts(rows, spend, model, activity);
  const by = asked.subChannel === undefined ? 'channel' : 'sub-channel';
  const input: KpiTableInput = { ...asked, facts, by };
  const groups = groupFacts(
    facts.filter(({ day }) => isInPeriod(day, periodOf(input))),
    by,
  );
  const row = rowFacts(groupOf(asked, groups.blended), tableScope(input, groups));
  const { value, reason } = shown(metric.measure(row), metric, input.config.currency);
  const sources: PartSources = {
    rows,
    spend,
    activity,
    model,
    period: periodOf(input),
    isAsked: isAsked(asked),
  };
  const parts = new Map(metric.parts.map((part) => [part.label, part]));
  return {
    label: metric.field ?? metric.id,
    value: value === null ? null : String(value),
    ...(reason === undefined ? {} : { valueReason: reason }),
    formula: formulaOf(metric),
    inputs: [...parts.values()].map((part) => explainPart(part, row, sources)),
  };
}

/** A metric of the company is the same on every row. */
function withoutRow({ channel: _channel, subChannel: _subChannel, ...query }: MetricQuery): MetricQuery {
  return query;
}

/** The row asked for, also where the table would not show it for want of facts. */
function groupOf({ channel, subChannel }: MetricQuery, blended: FactGroup): FactGroup {
  if (channel === undefined) return blended;
  const asks = isAsked({ channel, ...(subChannel === undefined ? {} : { subChannel }) });
  const cells = blended.cells.filter((cell) => asks(cell.channel, cell.subChannel));
  if (channel === null)
    return { kind: 'unattributed', key: 'unattributed', channel: null, subChannel: null, cells };
  const key = typeof subChannel === 'string' ? `${channel}/${subChannel}` : channel;
  return { kind: 'row', key, channel, subChannel: subChannel ?? null, cells };
}

function isAsked({
  channel,
  subChannel,
}: Pick<MetricQuery, 'channel' | 'subChannel'>): PartSources['isAsked'] {
  return (ofChannel, ofSubChannel) =>
    channel === undefined ||
    (ofChannel === channel && (subChannel === undefined || ofSubChannel === subChannel));
}

/** A plain quotient is written by the labels of its parts, so that they can be found below. */
function formulaOf({ formula, parts }: Metric): string {
  const [numerator, denominator] = parts;
  if (numerator === undefined || denominator === undefined) return formula.en;
  const isQuotient = formula.en === `${numerator.noun.en} ÷ ${denominator.noun.en}`;
  return isQuotient ? `${numerator.label} ÷ ${denominator.label}` : formula.en;
}
