import { firstDayOfMonth, lastDayOfMonth, monthOf, monthsOf } from '../../domain/calendar.ts';
import type { FactCell } from '../fact-cell.ts';
import { type Figure, known, unknown } from '../figure.ts';
import type { LagCurve } from '../lag-curve.ts';
import { lagAlignedCac } from '../methods/lag-aligned-cac.ts';
import { lagWeights } from '../methods/lag-weights.ts';
import type { RowFacts } from './row-facts.ts';

/**
 * Spend of the months that the period's wins came from, so that a budget change alone does not move CAC.
 * Formula  `lagAlignedCac` by the pooled lag from lead to won, summed over the period's months
 * Unit     minor units
 * Empty    'before-first-spend' where the weights reach before the row's first spend, 'spend-not-declared',
 *          'no-wins-to-learn-from', 'partial-month'; why the row has no spend
 * Source   kpi-methods 5, 41; golden 17
 */
export function laggedSpend({ base, group, scope, history }: RowFacts): Figure {
  const { lag, from, to } = scope.input;
  if (base.value === null) return base;
  const weights = weightsOf(lag);
  if (weights.length === 0) return unknown('no-wins-to-learn-from');
  if (from !== firstDayOfMonth(monthOf(from)) || to !== lastDayOfMonth(monthOf(to)))
    return unknown('partial-month');
  const spendOf = spendByMonth(history());
  const [first = from] = [...spendOf.keys()].sort();
  const isDeclared = (month: string): boolean =>
    spendOf.has(month) || (group.channel !== null && scope.isDeclared(group.channel, month));
  const months = monthsOf(first, to);
  const aligned = lagAlignedCac(
    months.map((month) => ({ spend: isDeclared(month) ? (spendOf.get(month) ?? 0) : null, wins: 1 })),
    weights,
  );
  let total = 0;
  for (const month of monthsOf(from, to)) {
    const { spend, reason } = aligned[months.indexOf(month)] ?? { spend: null, reason: null };
    if (spend === null) return unknown(reason ?? 'before-first-spend');
    total += spend;
  }
  return known(total);
}

/** The curve is scaled to its last value already: what is left of it is its survival. */
function weightsOf({ days, shares }: LagCurve): readonly number[] {
  return lagWeights(
    days.map((time, at) => ({ time, survival: 1 - (shares[at] ?? 1), atRisk: 0, events: 0 })),
  );
}

function spendByMonth(cells: readonly FactCell[]): ReadonlyMap<string, number> {
  const spend = new Map<string, number>();
  for (const { day, costScope, spendMinor } of cells)
    if (day !== null && costScope !== null)
      spend.set(monthOf(day), (spend.get(monthOf(day)) ?? 0) + spendMinor);
  return spend;
}
