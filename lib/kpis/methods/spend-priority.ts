import { SPEND_ORIGINS, type SpendOrigin } from '../../domain/spend-origin.ts';

/** Spend of one row in one month, in minor units of the reporting currency. */
export interface SpendEntry {
  readonly origin: SpendOrigin;
  /** `file:line` or `crm/object/id`. */
  readonly ref: string;
  readonly channel: string;
  readonly month: string;
  readonly amountMinor: number;
  readonly vendor: string | null;
}

export interface PrioritySpend<T extends SpendEntry> {
  readonly counted: readonly T[];
  /** Entries of a channel's month that a better source speaks for; shown, never added. */
  readonly superseded: readonly T[];
}

/**
 * Which source speaks for a channel's month.
 * Formula  per channel and month, the entries of the first origin of `order` that has any row there, a row of 0
 *          included: a file that says 0 was spent has spoken. An origin that `order` leaves out never speaks
 * Empty    nothing in, nothing out
 * Source   kpi-methods C.3, source priority per channel × month
 */
export function bySourcePriority<T extends SpendEntry>(
  entries: readonly T[],
  order: readonly SpendOrigin[] = SPEND_ORIGINS,
): PrioritySpend<T> {
  const rankOf = ({ origin }: T): number => order.indexOf(origin);
  const best = new Map<string, number>();
  for (const entry of entries) {
    const rank = rankOf(entry);
    if (rank >= 0) best.set(keyOf(entry), Math.min(best.get(keyOf(entry)) ?? rank, rank));
  }
  const speaks = (entry: T): boolean => best.get(keyOf(entry)) === rankOf(entry);
  return { counted: entries.filter(speaks), superseded: entries.filter((entry) => !speaks(entry)) };
}

function keyOf({ channel, month }: SpendEntry): string {
  return `${month} ${channel}`;
}
