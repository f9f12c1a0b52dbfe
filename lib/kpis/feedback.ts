import Big from 'big.js';
import type { FeedbackRow, ReasonCount } from '../domain/kpi-row.ts';
import type { LedgerRow, Traits } from '../domain/ledger.ts';
import { divide, type Figure, known, reasons, shownMoney, shownRatio, unknown } from './figure.ts';
import { wilsonInterval } from './methods/wilson-interval.ts';
import { isInPeriod } from './period.ts';

/** What `feedback --by` groups by. */
export const FEEDBACK_GRAINS = [
  'lead-source',
  'campaign',
  'industry',
  'employee-band',
  'job-level',
  'content',
] as const;
export type FeedbackGrain = (typeof FEEDBACK_GRAINS)[number];

const TRAIT_OF: Readonly<Record<FeedbackGrain, keyof Traits>> = {
  'lead-source': 'leadSource',
  campaign: 'campaign',
  industry: 'industry',
  'employee-band': 'employeeBand',
  'job-level': 'jobLevel',
  content: 'content',
};

export interface FeedbackInput {
  readonly rows: readonly LedgerRow[];
  readonly by: FeedbackGrain;
  readonly from: string;
  readonly to: string;
  /** Reporting currency of every amount. */
  readonly currency: string;
  /** True where the period is all data: undated records count then. */
  readonly includeUndated?: boolean;
}

/**
 * Closed-won results per lead source (or another trait), new business only, sorted by key; who has no such trait
 * is in 'unattributed'. Leads are those created in the period, wins and losses those closed in it.
 * Formula  winRate = won ÷ (won + lost) with the Wilson 95 % interval; leadToWonRate = leads of the cohort that
 *          were won, whenever ÷ leads of the cohort; medianCycleDays over wins, those before their lead left out
 * Empty    no rows; a rate without a denominator is null with a reason
 * Source   definitions.md, Rates; contract.md 4
 */
export function feedbackRows(input: FeedbackInput): readonly FeedbackRow[] {
  const groups = new Map<string, LedgerRow[]>();
  for (const row of input.rows.filter((candidate) => isCounted(candidate, input))) {
    const key = row.traits[TRAIT_OF[input.by]] ?? 'unattributed';
    const group = groups.get(key) ?? [];
    group.push(row);
    groups.set(key, group);
  }
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, rows]) => feedbackRow(key, rows, input.currency));
}

function isCounted(row: LedgerRow, input: FeedbackInput): boolean {
  if (row.business === 'existing' || row.flags.includes('existing-customer')) return false;
  return ['lead', 'won', 'lost'].includes(row.stage) && isInPeriod(row.day, input);
}

function feedbackRow(key: string, rows: readonly LedgerRow[], currency: string): FeedbackRow {
  const leads = rows.filter(({ stage }) => stage === 'lead');
  const won = rows.filter(({ stage }) => stage === 'won');
  const lost = rows.filter(({ stage }) => stage === 'lost');
  const revenue = revenueOf(won);
  const wonLeads = leads.filter(({ wonDay }) => typeof wonDay === 'string');
  const leadToWon = divide(known(wonLeads.length), known(leads.length), 'no-leads');
  const cycle = medianCycle(won);
  return {
    key,
    leads: leads.length,
    won: won.length,
    lost: lost.length,
    wonRevenue: shownMoney(revenue, currency),
    ...winRateOf(won.length, lost.length),
    leadToWonRate: shownRatio(leadToWon),
    medianCycleDays: cycle.value?.toNumber() ?? null,
    lostReasons: countReasons(lost.map(({ lossReason }) => lossReason ?? null)),
    rejectReasons: countReasons(leads.flatMap(({ rejectReason }) => rejectReason ?? [])),
    ...reasons({ wonRevenueReason: revenue, leadToWonRateReason: leadToWon, medianCycleDaysReason: cycle }),
  };
}

function winRateOf(won: number, lost: number) {
  const rate = divide(known(won), known(won + lost), 'nothing-closed');
  const interval = wilsonInterval(won, won + lost);
  return {
    winRate: shownRatio(rate),
    winRateLow: interval === null ? null : shownRatio(known(interval.low)),
    winRateHigh: interval === null ? null : shownRatio(known(interval.high)),
    ...reasons({ winRateReason: rate }),
  };
}

function revenueOf(won: readonly LedgerRow[]): Figure {
  const amounts = won.flatMap(({ amountMinor }) => amountMinor ?? []);
  if (won.length > 0 && amounts.length === 0) return unknown('no-amount');
  return known(amounts.reduce((sum, amount) => sum.plus(amount), new Big(0)));
}

/** Middle value, or the mean of the two middle ones. */
function medianCycle(won: readonly LedgerRow[]): Figure {
  const days = won.flatMap(({ cycleDays }) => cycleDays ?? []).filter((count) => count >= 0);
  const sorted = days.sort((a, b) => a - b);
  const low = sorted[Math.floor((sorted.length - 1) / 2)];
  const high = sorted[Math.floor(sorted.length / 2)];
  if (low === undefined || high === undefined) return unknown(won.length === 0 ? 'no-wins' : 'no-cycle');
  return known(new Big(low).plus(high).div(2));
}

/** Most frequent first, then by name; a blank reason is a row of its own. */
function countReasons(found: readonly (string | null)[]): readonly ReasonCount[] {
  const counts = new Map<string | null, number>();
  for (const reason of found) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts]
    .map(([reason, count]) => ({ reason, count }))
    .sort((a, b) => b.count - a.count || ((a.reason ?? '') < (b.reason ?? '') ? -1 : 1));
}
