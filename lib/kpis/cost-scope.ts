import { monthOf } from '../domain/calendar.ts';
import { isWithinScope } from '../domain/cost-scope.ts';
import type { FactCell } from './fact-cell.ts';
import { isInPeriod } from './period.ts';
import { type KpiTableInput, periodOf } from './table-scope.ts';

/**
 * The input of a table with the spend of one cost scope, the narrower ones included. A month that only wider spend
 * declares is not declared.
 * Empty    no spend and no declaration where no row of the period has the scope itself: media alone is not a programme's
 *          cost; without a scope everything stays
 * Source   kpi-methods 1–3
 */
export function withinCostScope(input: KpiTableInput): KpiTableInput {
  const { costScope, facts, coverage } = input;
  if (costScope === undefined) return input;
  const period = periodOf(input);
  const hasScope = facts.some((cell) => cell.costScope === costScope && isInPeriod(cell.day, period));
  if (!hasScope) return { ...input, facts: facts.filter((cell) => cell.costScope === null), coverage: [] };
  const inside = facts.filter((cell) => cell.costScope === null || isWithinScope(cell.costScope, costScope));
  const [all, kept] = [spendMonths(facts), spendMonths(inside)];
  return {
    ...input,
    facts: inside,
    coverage: coverage.filter(({ channel, month }) => {
      const key = `${month} ${channel}`;
      return kept.has(key) || !all.has(key);
    }),
  };
}

function spendMonths(cells: readonly FactCell[]): ReadonlySet<string> {
  return new Set(
    cells.flatMap(({ channel, day, costScope }) =>
      costScope === null || channel === null || day === null ? [] : [`${monthOf(day)} ${channel}`],
    ),
  );
}
