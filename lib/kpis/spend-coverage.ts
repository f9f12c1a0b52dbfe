import { monthOf, monthsOf } from '../domain/calendar.ts';
import type { SpendCoverage } from '../domain/ledger.ts';
import type { FactCell } from './fact-cell.ts';
import type { Period } from './period.ts';

/** Months of a period, summed over channels, and those among them with declared spend. */
export interface CoverageCount {
  readonly declared: number;
  readonly all: number;
}

/** Whether a channel's month is declared: it has a spend row, or coverage.csv calls it complete or partial. */
export type IsDeclared = (channel: string, month: string) => boolean;

/** Reads the declarations out of spend cells and coverage rows. No row is not zero. */
export function declarations(cells: readonly FactCell[], coverage: readonly SpendCoverage[]): IsDeclared {
  const declared = new Set<string>();
  for (const { channel, day, costScope } of cells)
    if (channel !== null && day !== null && costScope !== null) declared.add(keyOf(channel, monthOf(day)));
  for (const { channel, month, status } of coverage)
    if (status !== 'none') declared.add(keyOf(channel, month));
  return (channel, month) => declared.has(keyOf(channel, month));
}

/**
 * Counts declared months of channels over a period.
 * Formula  spendCoverage = declared ÷ all months the period touches
 * Empty    no channels: 0 of 0
 * Source   definitions.md, Money
 */
export function coverageOf(
  channels: readonly string[],
  period: Period,
  isDeclared: IsDeclared,
): CoverageCount {
  const months = monthsOf(period.from, period.to);
  const declared = channels.reduce(
    (sum, channel) => sum + months.filter((month) => isDeclared(channel, month)).length,
    0,
  );
  return { declared, all: channels.length * months.length };
}

function keyOf(channel: string, month: string): string {
  return `${month} ${channel}`;
}
