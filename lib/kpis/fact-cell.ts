import { AppError } from '../domain/app-error.ts';
import type { UnattributedReason } from '../domain/ledger.ts';
import type { LedgerCount } from './ledger-counters.ts';
import { SHARE_UNIT } from './share-unit.ts';

/** Why a cell belongs to no channel. The last two are spend and activity whose channel the config does not know. */
export type CellReason = UnattributedReason | 'spend-unknown-channel' | 'activity-unknown-channel';

/** What a cell counts; every number adds up over cells. Money is in minor units; counts are fractions where a model parts them. */
export type FactCount = LedgerCount | 'spendMinor' | 'budgetMinor' | 'sessions' | 'conversions';
export type FactCounts = Readonly<Record<FactCount, number>>;

/** What a cell is of: everything a table can be grouped by, and the day. */
export interface FactKey {
  /** Null: undated, counted in totals only. */
  readonly day: string | null;
  readonly channel: string | null;
  readonly subChannel: string | null;
  /** Null where a channel has the credit. */
  readonly reason: CellReason | null;
  readonly leadSource: string | null;
  readonly campaign: string | null;
  /** Set on spend cells only: a cell with a cost scope says that spend was declared, 0 included. */
  readonly costScope: string | null;
  /** Currency of the cell's money; null where it has none. */
  readonly currency: string | null;
}

/** How many took how long: `leadToWon 35` → 2. */
export type FactLags = Readonly<Record<string, number>>;

/** The facts of one day under one model. Plain JSON: the cells of a month are its snapshot. */
export interface FactCell extends FactKey, FactCounts {
  /** Left out where nothing got any further. */
  readonly lags?: FactLags;
}

export const NO_COUNTS: FactCounts = {
  lead: 0,
  existingLead: 0,
  contactableLead: 0,
  targetLead: 0,
  leadToMql: 0,
  leadToSql: 0,
  leadMqlToSql: 0,
  leadToOpportunity: 0,
  leadSqlToOpportunity: 0,
  leadToWon: 0,
  mql: 0,
  sql: 0,
  opportunity: 0,
  targetOpportunity: 0,
  validOpportunity: 0,
  createdMinor: 0,
  createdWithAmount: 0,
  createdWon: 0,
  openDeal: 0,
  openMinor: 0,
  openWithAmount: 0,
  dueDeal: 0,
  dueMinor: 0,
  won: 0,
  newCustomer: 0,
  wonMinor: 0,
  wonWithAmount: 0,
  dealDays: 0,
  wonWithDays: 0,
  wonExisting: 0,
  wonExistingMinor: 0,
  lost: 0,
  lostMinor: 0,
  lostWithAmount: 0,
  spendMinor: 0,
  budgetMinor: 0,
  sessions: 0,
  conversions: 0,
};

/** The name of every count. */
export const FACT_COUNTS: readonly FactCount[] = Object.keys(NO_COUNTS).filter(isFactCount);

/** Adds cells up, exactly and so in any order: fractions as whole parts of a record. Empty: all zero. */
export function sumFacts(cells: readonly FactCounts[]): FactCounts {
  const sum = { ...NO_COUNTS };
  const parts: Partial<Record<FactCount, number>> = {};
  for (const cell of cells)
    for (const name of FACT_COUNTS) {
      const value = cell[name];
      if (Number.isInteger(value)) sum[name] += value;
      else parts[name] = (parts[name] ?? 0) + toParts(value);
    }
  for (const name of FACT_COUNTS) {
    const added = parts[name];
    if (added !== undefined) sum[name] = fromParts(toParts(sum[name]) + added);
  }
  return sum;
}

/** A count in whole parts of a record. */
export function toParts(count: number): number {
  return Math.round(count * SHARE_UNIT);
}

/** The count again, which is a fraction where its parts make no whole records. */
export function fromParts(parts: number): number {
  return parts / SHARE_UNIT;
}

/**
 * Refuses to add money of different currencies.
 * Throws  AppError 'mixed-currency' when a cell's money is not in `currency`
 */
export function requireCurrency(cells: readonly FactCell[], currency: string): void {
  const other = cells.find((cell) => cell.currency !== null && cell.currency !== currency);
  if (other === undefined) return;
  throw new AppError(
    'mixed-currency',
    `Money of ${other.day ?? 'an undated row'} is in ${other.currency}, but the reporting currency is ${currency}.`,
  );
}

function isFactCount(name: string): name is FactCount {
  return Object.hasOwn(NO_COUNTS, name);
}
