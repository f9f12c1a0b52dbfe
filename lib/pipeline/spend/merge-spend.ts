import { monthOf } from '../../domain/calendar.ts';
import type { DataIssue, SpendDay } from '../../domain/ledger.ts';
import { toMajor } from '../../domain/money.ts';
import type { SpendOrigin } from '../../domain/spend-origin.ts';
import { type SpendDuplicate, spendDuplicates } from '../../kpis/methods/spend-duplicates.ts';
import { bySourcePriority, type SpendEntry } from '../../kpis/methods/spend-priority.ts';
import type { OriginDays } from './campaign-rows.ts';

interface MonthEntry extends SpendEntry {
  readonly days: readonly SpendDay[];
}

export interface MergedSpend {
  readonly days: readonly SpendDay[];
  readonly issues: readonly DataIssue[];
}

/**
 * Spend of all sources, each payment once: for a channel's month the first source of `order` that has a row there.
 * What a better source speaks for, and what looks like one payment in two sources, is listed.
 */
export function mergeSpend(
  rows: readonly OriginDays[],
  { order, currency }: { readonly order: readonly SpendOrigin[]; readonly currency: string },
): MergedSpend {
  const entries = rows.flatMap(entriesOf);
  const { counted, superseded } = bySourcePriority(entries, order);
  const issues = [
    ...[...Map.groupBy(superseded, ({ ref }) => ref).values()].map((group) => displaced(group, currency)),
    ...spendDuplicates(entries).map((duplicate) => doubled(duplicate, currency)),
  ];
  return { days: counted.flatMap(({ days }) => days), issues };
}

/** One entry per row and month; no campaign of a CRM names its vendor, so the channel stands for it. */
function entriesOf({ origin, days }: OriginDays): readonly MonthEntry[] {
  const groups = Map.groupBy(days, ({ source, channel, day }) => `${monthOf(day)} ${channel} ${source}`);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const amountMinor = group.reduce((sum, day) => sum + day.amountMinor, 0);
    const { source, channel } = first;
    return [
      { origin, ref: source, channel, month: monthOf(first.day), amountMinor, vendor: null, days: group },
    ];
  });
}

function displaced(group: readonly MonthEntry[], currency: string): DataIssue {
  const total = group.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  const months = [...new Set(group.map(({ month }) => month))].sort().join(', ');
  const { ref = '', channel = '' } = group[0] ?? {};
  const money = `${toMajor(total, currency)} ${currency}`;
  const detail = `${money} of ${channel} in ${months}: a source that comes first in spendSources has rows there`;
  return { code: 'spend-superseded', ref, detail };
}

function doubled({ refs, month, amountMinor }: SpendDuplicate, currency: string): DataIssue {
  const money = `${toMajor(amountMinor, currency)} ${currency}`;
  return {
    code: 'spend-duplicate',
    ref: refs[0] ?? '',
    detail: `${money} in ${month} stands in ${refs.join(' and ')}; counted once`,
    candidates: refs,
  };
}
