import { daysBetween } from '../../domain/calendar.ts';
import type { FactCell } from '../fact-cell.ts';
import type { LedgerLag } from '../ledger-counters.ts';
import type { FollowUp } from '../methods/kaplan-meier.ts';

/** What begins each way between two stages. */
const STARTS = { leadToOpportunity: 'lead', leadToWon: 'lead', opportunityToWon: 'opportunity' } as const;

/**
 * How long each lead or deal of some cells was followed: to the event, else to `asOf`. What never gets there stays in
 * the watch, also a lost deal. Negative ways are data errors and left out, undated records have no age.
 */
export function followUps(cells: readonly FactCell[], lag: LedgerLag, asOf: string): readonly FollowUp[] {
  return cells.flatMap((cell) => followUpsOf(cell, lag, asOf));
}

function followUpsOf(cell: FactCell, lag: LedgerLag, asOf: string): readonly FollowUp[] {
  const { day, lags = {} } = cell;
  if (day === null || day > asOf) return [];
  const age = daysBetween(day, asOf);
  const events = Object.entries(lags).flatMap(([name, count]) => {
    const [way, days] = name.split(' ');
    return way === lag ? [{ days: Number(days), count }] : [];
  });
  const seen = events.filter(({ days }) => days >= 0 && days <= age);
  const late = events.filter(({ days }) => days < 0);
  const gone = [...seen, ...late].reduce((sum, { count }) => sum + count, 0);
  const open = Math.max(0, cell[STARTS[lag]] - gone);
  return [
    ...seen.flatMap(({ days, count }) => repeated({ time: days, isEvent: true }, count)),
    ...repeated({ time: age, isEvent: false }, open),
  ];
}

function repeated(followUp: FollowUp, count: number): readonly FollowUp[] {
  return Array.from({ length: Math.round(count) }, () => followUp);
}
