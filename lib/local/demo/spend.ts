import { type Calendar, type DayNumber, daysOfMonth, toDay } from './calendar.ts';

/** One bill for a channel, without consumption tax. */
export interface SpendItem {
  readonly channel: string;
  readonly subChannel: string | null;
  readonly from: DayNumber;
  readonly to: DayNumber;
  /** Whole JPY without consumption tax; a multiple of 10, so that tax of 10 % is whole as well. */
  readonly amount: number;
  readonly sheet: 'ads' | 'programs';
}

export interface DeclaredMonth {
  readonly month: string;
  readonly channel: string;
  readonly status: 'complete' | 'none';
}

/** A channel no rule of the config knows: its spend is unallocated and listed. */
export const UNKNOWN_CHANNEL = 'sponsorship';
const UNKNOWN_CHANNEL_AMOUNT = 300_000;
/** Months, among the closed ones, whose trade show bills have not come in yet. */
const GAP_MONTHS = 3;

const MONTHLY: readonly (readonly [
  channel: string,
  subChannel: string | null,
  amount: number,
  sheet: SpendItem['sheet'],
])[] = [
  ['seo', null, 600_000, 'programs'],
  ['paid_search', 'LP-A', 1_100_000, 'ads'],
  ['paid_search', 'LP-B', 600_000, 'ads'],
  ['display', null, 1_600_000, 'ads'],
  ['social', null, 500_000, 'ads'],
  ['webinar', null, 700_000, 'programs'],
  ['white_paper', null, 600_000, 'programs'],
  ['telemarketing', null, 500_000, 'programs'],
  ['press_release', null, 150_000, 'programs'],
  ['newsletter', null, 100_000, 'programs'],
];
const TRADE_SHOW = { channel: 'trade_show', everyMonths: 4, amount: 3_000_000, days: 3 } as const;
const AMOUNT_STEP = 10;

/** All spend up to today. Every channel but the trade show has every month. */
export function makeSpend(calendar: Calendar): readonly SpendItem[] {
  const monthly = calendar.months.flatMap((month) =>
    MONTHLY.map((line) => monthlyItem(calendar, month, line)),
  );
  return [...monthly, ...tradeShows(calendar), unknownItem(calendar)];
}

/** Months without a trade show are declared complete; the last closed ones and the open one are not known. */
export function makeCoverage(calendar: Calendar): readonly DeclaredMonth[] {
  const known = calendar.months.slice(0, -1 - GAP_MONTHS);
  return calendar.months.map((month) => ({
    month,
    channel: TRADE_SHOW.channel,
    status: known.includes(month) ? 'complete' : 'none',
  }));
}

/** The open month is billed by the day so far. */
function monthlyItem(calendar: Calendar, month: string, line: (typeof MONTHLY)[number]): SpendItem {
  const [channel, subChannel, amount, sheet] = line;
  const { from, to } = daysOfMonth(month, calendar.today);
  const whole = daysOfMonth(month, Number.POSITIVE_INFINITY);
  const share = (to - from + 1) / (whole.to - whole.from + 1);
  return {
    channel,
    subChannel,
    from,
    to,
    amount: Math.round((amount * share) / AMOUNT_STEP) * AMOUNT_STEP,
    sheet,
  };
}

function tradeShows({ months, today }: Calendar): readonly SpendItem[] {
  const { channel, amount, days, everyMonths } = TRADE_SHOW;
  return months
    .slice(0, -1 - GAP_MONTHS)
    .filter((_, i) => i % everyMonths === 0)
    .map((month) => {
      const { from } = daysOfMonth(month, today);
      const to = from + days - 1;
      return { channel, subChannel: null, from, to, amount, sheet: 'programs' };
    });
}

function unknownItem({ start }: Calendar): SpendItem {
  const amount = UNKNOWN_CHANNEL_AMOUNT;
  return { channel: UNKNOWN_CHANNEL, subChannel: null, from: start, to: start, amount, sheet: 'programs' };
}

/** `YYYY-MM-DD` of both ends. */
export function spanOf(item: SpendItem): { readonly from: string; readonly to: string } {
  return { from: toDay(item.from), to: toDay(item.to) };
}
