import type { MetricValue } from '../../domain/kpi-row.ts';
import { type Figure, known, shownMoney, shownRatio } from '../figure.ts';
import type { TableScope } from '../table-scope.ts';
import type { Measured, Metric } from './metric.ts';
import { requireMetric } from './registry.ts';
import type { RowFacts } from './row-facts.ts';

/** Metrics of one row as `kpi show --metrics` gives them, by id. Throws `target-unknown` for a name that is none. */
export function shownMetrics(ids: readonly string[], facts: RowFacts): Readonly<Record<string, MetricValue>> {
  return Object.fromEntries(
    ids.map((id) => {
      const metric = requireMetric(id);
      return [metric.id, shown(measure(metric, facts), metric, facts.scope.input.config.currency)];
    }),
  );
}

/** What is of the company is the same on every row of a table, and measured once. */
const ofCompany = new WeakMap<TableScope, Map<string, Measured>>();

function measure(metric: Metric, facts: RowFacts): Measured {
  if (metric.grain === 'row') return metric.measure(facts);
  const known = ofCompany.get(facts.scope) ?? new Map<string, Measured>();
  ofCompany.set(facts.scope, known);
  const measured = known.get(metric.id) ?? metric.measure(facts);
  known.set(metric.id, measured);
  return measured;
}

/** A measured figure rounded as its unit is shown. */
export function shown(measured: Measured, { unit }: Pick<Metric, 'unit'>, currency: string): MetricValue {
  const { figure, word, low, high, n } = measured;
  const text = (end: Figure): string | null =>
    unit === 'money' ? shownMoney(end, currency) : shownRatio(end);
  const end = (value: typeof low): string | null =>
    value === undefined || value === null ? null : text(known(value));
  const value = unit === 'count' ? (figure.value?.toNumber() ?? null) : text(figure);
  return {
    value: word ?? value,
    ...(figure.reason === null ? {} : { reason: figure.reason }),
    ...(low === undefined ? {} : { low: end(low) }),
    ...(high === undefined ? {} : { high: end(high) }),
    ...(n === undefined ? {} : { n }),
  };
}
