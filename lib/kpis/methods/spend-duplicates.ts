import { compareText } from '../../domain/compare-text.ts';
import { foldWord } from '../../domain/fold-word.ts';
import { UnionFind } from '../../domain/union-find.ts';
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
 * Formula  same month, amount and payee from two origins or more: the same vendor where both name one, else the same
 *          channel, for no campaign of a CRM names a vendor. A vendor is compared without case, width and spaces around.
 *          Amounts of 0 are no payment
 * Unit     minor units
 * Empty    none
 * Source   kpi-methods C.3, duplicate detection
 */
export function spendDuplicates(entries: readonly SpendEntry[]): readonly SpendDuplicate[] {
  const alike = Map.groupBy(
    entries.filter(({ amountMinor }) => amountMinor !== 0),
    ({ month, amountMinor }) => `${month} ${amountMinor}`,
  );
  return [...alike.values()]
    .flatMap(payments)
    .map((group) => ({
      month: group[0]?.month ?? '',
      amountMinor: group[0]?.amountMinor ?? 0,
      refs: group.map(({ ref }) => ref).sort(compareText),
    }))
    .sort((a, b) => compareText(a.month, b.month) || compareText(a.refs[0] ?? '', b.refs[0] ?? ''));
}

/** Entries of one month and amount, parted by what is one payment; those that stand alone are left out. */
function payments(group: readonly SpendEntry[]): readonly (readonly SpendEntry[])[] {
  const sets = new UnionFind(group.map(({ ref }) => ref));
  for (const [at, one] of group.entries())
    for (const other of group.slice(at + 1)) if (isSamePayment(one, other)) sets.join(one.ref, other.ref);
  const parts = [...Map.groupBy(group, ({ ref }) => sets.find(ref)).values()];
  return parts.filter((part) => new Set(part.map(({ origin }) => origin)).size > 1);
}

function isSamePayment(a: SpendEntry, b: SpendEntry): boolean {
  if (a.origin === b.origin) return false;
  const [one, other] = [vendorOf(a), vendorOf(b)];
  return one === '' || other === '' ? a.channel === b.channel : one === other;
}

function vendorOf({ vendor }: SpendEntry): string {
  return vendor === null ? '' : foldWord(vendor);
}
