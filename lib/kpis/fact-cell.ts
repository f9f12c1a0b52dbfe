import { AppError } from '../domain/app-error.ts';
import type { UnattributedReason } from '../domain/ledger.ts';

/** Why a cell belongs to no channel. The last one is spend whose channel the config does not know. */
export type CellReason = UnattributedReason | 'spend-unknown-channel';

/** What a cell counts; every number adds up over cells. Money is in minor units. */
export interface FactCounts {
  /** People that became leads, existing customers left out. */
  readonly lead: number;
  readonly mql: number;
  readonly sql: number;
  /** New-business deals created. */
  readonly opportunity: number;
  /** New-business deals won. */
  readonly won: number;
  readonly wonExisting: number;
  /** New-business deals lost. */
  readonly lost: number;
  readonly newCustomer: number;
  /** Leads that were customers already. */
  readonly existingLead: number;
  /** Amount of the new-business won deals that have one. */
  readonly wonMinor: number;
  readonly wonWithAmount: number;
  readonly spendMinor: number;
}

/**
 * The facts of one day under one model, by everything a table can be grouped by.
 * Plain JSON: the cells of a month are its snapshot.
 */
export interface FactCell extends FactCounts {
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

export const NO_COUNTS: FactCounts = {
  lead: 0,
  mql: 0,
  sql: 0,
  opportunity: 0,
  won: 0,
  wonExisting: 0,
  lost: 0,
  newCustomer: 0,
  existingLead: 0,
  wonMinor: 0,
  wonWithAmount: 0,
  spendMinor: 0,
};

/** Adds cells up. Empty: all zero. */
export function sumFacts(cells: readonly FactCounts[]): FactCounts {
  const sum = { ...NO_COUNTS };
  for (const cell of cells) {
    sum.lead += cell.lead;
    sum.mql += cell.mql;
    sum.sql += cell.sql;
    sum.opportunity += cell.opportunity;
    sum.won += cell.won;
    sum.wonExisting += cell.wonExisting;
    sum.lost += cell.lost;
    sum.newCustomer += cell.newCustomer;
    sum.existingLead += cell.existingLead;
    sum.wonMinor += cell.wonMinor;
    sum.wonWithAmount += cell.wonWithAmount;
    sum.spendMinor += cell.spendMinor;
  }
  return sum;
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
