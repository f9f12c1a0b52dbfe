import { groupFacts } from '../../../lib/kpis/group-facts.ts';
import type { Measured } from '../../../lib/kpis/metrics/metric.ts';
import { metricOf } from '../../../lib/kpis/metrics/registry.ts';
import { type RowFacts, rowFacts } from '../../../lib/kpis/metrics/row-facts.ts';
import { isInPeriod } from '../../../lib/kpis/period.ts';
import { tableScope } from '../../../lib/kpis/table-scope.ts';
import { aTableInput, type TableParts } from '../builders.ts';

/** The facts of every row of a table by key, as metrics are handed them: January 2026, seen on 15 February. */
export function factsOf(parts: TableParts = {}): ReadonlyMap<string, RowFacts> {
  const input = aTableInput(parts);
  const cells = input.facts.filter(({ day }) => isInPeriod(day, input));
  const groups = groupFacts(cells, input.by);
  const scope = tableScope(input, groups);
  return new Map(
    [...groups.rows, groups.blended, groups.unattributed].map((group) => [group.key, rowFacts(group, scope)]),
  );
}

/** What a metric comes to on one row. */
export function measured(id: string, parts: TableParts, key = 'seminar'): Measured {
  const metric = metricOf(id);
  const facts = factsOf(parts).get(key);
  if (metric === undefined || facts === undefined) throw new Error(`no metric ${id} or no row ${key}`);
  return metric.measure(facts);
}

/** Its value as a number, else the reason. */
export function numberOf(id: string, parts: TableParts, key?: string): number | string {
  const { figure } = measured(id, parts, key);
  return figure.value === null ? figure.reason : figure.value.toNumber();
}
