import { monthOf } from '../../domain/calendar.ts';
import { leadDaysOf, maturity } from '../lag-curve.ts';
import { capeCod, type LeadCohort, type MaturedCohort } from '../methods/cape-cod.ts';
import type { RowFacts } from './row-facts.ts';

/**
 * The leads of a row seen through to their end, month by month, by Cape Cod.
 * Empty    the reason: 'no-leads', 'no-wins-to-learn-from' without a lag curve, 'too-fresh' where no lead has come any way
 * Source   kpi-methods 32, 43; golden 20
 */
export function maturedCohort({ group, scope, sum }: RowFacts, spend: number): MaturedCohort | string {
  const { lag, today } = scope.input;
  if (sum.lead === 0) return 'no-leads';
  if (lag.days.length === 0) return 'no-wins-to-learn-from';
  const dated = group.cells.filter(({ day, lead }) => day !== null && lead > 0);
  const months = [...Map.groupBy(dated, ({ day }) => monthOf(day ?? ''))].sort(([a], [b]) =>
    a < b ? -1 : 1,
  );
  const cohorts = months.map(
    ([, cells], at): LeadCohort => ({
      leads: cells.reduce((total, { lead }) => total + lead, 0),
      won: cells.reduce((total, { leadToWon }) => total + leadToWon, 0),
      // Only the sum of spend counts here, and it need not lie in the months of the leads.
      spend: at === 0 ? spend : 0,
      maturity: maturity(leadDaysOf(cells), lag, today) ?? 0,
    }),
  );
  return capeCod(cohorts)?.total ?? 'too-fresh';
}
