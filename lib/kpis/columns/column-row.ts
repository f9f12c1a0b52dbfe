import type { TouchKind } from '../../domain/touch-kinds.ts';
import type { Milestones } from '../attribution/touch.ts';

/** One touch of a row. `credit` says who gets its part, as one text (a channel, or a channel with its sub-channel). */
export interface ColumnTouch {
  /** Calendar day in the business time zone. */
  readonly day: string;
  readonly kind: TouchKind;
  readonly credit: string;
  /** A visit by typing the address in. */
  readonly isDirect?: boolean;
}

/** A deal, or another ledger row, on its way into columns. */
export interface ColumnRow {
  /** Decides which of two wins of one day came first. */
  readonly id: string;
  /** What its sums are grouped by, as one text: its month. Null: it is in no sum. */
  readonly group: string | null;
  readonly companyId: string | null;
  /** Minor units; null where it has none, which sums as 0. */
  readonly amountMinor: number | null;
  readonly milestones: Milestones;
  /** In the order of `inOrder`, oldest first. */
  readonly touches: readonly ColumnTouch[];
}
