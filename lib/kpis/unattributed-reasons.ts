import { type CellReason, type FactCell, type FactCounts, sumFacts } from './fact-cell.ts';
import { isInPeriod, type Period } from './period.ts';

/** What one reason keeps out of the channels. */
export interface UnattributedCount extends FactCounts {
  readonly reason: CellReason;
}

/** Parts the "unattributed" row of a channel table by reason, in order of the reason's name. Empty: none. */
export function unattributedReasons(
  facts: readonly FactCell[],
  period: Period,
): readonly UnattributedCount[] {
  const cells = facts.filter(({ day }) => isInPeriod(day, period));
  const reasons = new Set(cells.flatMap(({ reason }) => (reason === null ? [] : [reason])));
  return [...reasons]
    .sort()
    .map((reason) => ({ reason, ...sumFacts(cells.filter((cell) => cell.reason === reason)) }));
}
