import { type FactCell, type FactCounts, sumFacts } from './fact-cell.ts';

/** What a dated period leaves out because the CRM gives no day: it counts in totals only. Empty: all zero. */
export function undatedFacts(facts: readonly FactCell[]): FactCounts {
  return sumFacts(facts.filter(({ day }) => day === null));
}
