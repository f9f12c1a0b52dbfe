import type { KpiTable } from '../domain/kpi-row.ts';
import { withinCostScope } from './cost-scope.ts';
import { requireCurrency } from './fact-cell.ts';
import { groupFacts } from './group-facts.ts';
import { isInPeriod } from './period.ts';
import { kpiRow } from './table-row.ts';
import { type KpiTableInput, periodOf, tableScope } from './table-scope.ts';

/**
 * The KPI table of a period: one row per channel (or sub-channel, lead source, campaign), the blended and the
 * unattributed row. Rows + unattributed = blended in every count, in spend and in revenue, where null is nothing
 * to add. Undated records are left out unless the period is all data (`undatedFacts` counts them).
 * Empty    no facts: no rows, and two rows of zeros and reasons
 * Throws   AppError 'mixed-currency' when money is not in the reporting currency
 */
export function kpiTable(asked: KpiTableInput): KpiTable {
  const input = withinCostScope(asked);
  const { config, today, from, to, model, by } = input;
  requireCurrency(input.facts, config.currency);
  const period = periodOf(input);
  const groups = groupFacts(
    input.facts.filter(({ day }) => isInPeriod(day, period)),
    by,
  );
  const scope = tableScope(input, groups);
  return {
    asOf: today,
    currency: config.currency,
    timeZone: config.timezone,
    from,
    to,
    model,
    rows: groups.rows.map((group) => kpiRow(group, scope)),
    blended: kpiRow(groups.blended, scope),
    unattributed: kpiRow(groups.unattributed, scope),
  };
}
