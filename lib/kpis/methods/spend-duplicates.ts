import { compareText } from '../../domain/compare-text.ts';
import { foldWord } from '../../domain/fold-word.ts';
import type { SpendEntry } from './spend-priority.ts';

/** Entries of different sources that look like one payment. */
export interface SpendDuplicate {
  readonly month: string;
  readonly amountMinor: number;
  /** References, in order of text. */
  readonly refs: readonly string[];
}

/**
 * Payments that two sources seem to report both.
 * Formula  same month, amount and vendor (the channel where neither names a vendor) from two origins or more; a vendor
 *          is compared without case, width and spaces around. Amounts of 0 are no payment
 * Unit     minor units
 * Empty    none
 * Source   kpi-methods C.3, duplicate detection
 */
export function spendDuplicates(entries: readonly SpendEntry[]): readonly SpendDuplicate[] {
  const groups = Map.groupBy(
    entries.filter(({ amountMinor }) => amountMinor !== 0),
    (entry) => JSON.stringify([entry.month, entry.amountMinor, payee(entry)]),
  );
  return [...groups.values()]
    .filter((group) => new Set(group.map(({ origin }) => origin)).size > 1)
    .map((group) => ({
      month: group[0]?.month ?? '',
      amountMinor: group[0]?.amountMinor ?? 0,
      refs: group.map(({ ref }) => ref).sort(compareText),
    }))
    .sort((a, b) => compareText(a.month, b.month) || compareText(a.refs[0] ?? '', b.refs[0] ?? ''));
}

function payee({ vendor, channel }: SpendEntry): string {
  const name = vendor === null ? '' : foldWord(vendor);
  return name === '' ? `channel ${channel}` : `vendor ${name}`;
}
