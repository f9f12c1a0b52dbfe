import { daysOf, firstDayOfMonth, lastDayOfMonth, monthsOf } from '../domain/calendar.ts';
import { allocate } from '../domain/money.ts';

/** One day's share of an amount, in minor units. */
export interface DayShare {
  readonly day: string;
  readonly amountMinor: number;
}

/** Days one amount may be spread over. All days of a row are one item of the table, which may hold 400 KB. */
export const MAX_DAYS = 1100;

/**
 * Spreads an amount evenly over the days `from` to `to`, both included. It is split over the months first and within
 * each over its days, so that months and days both sum exactly and each month's share is the one people work out.
 * Unit     minor units, largest remainder
 * Source   kpi-methods golden 03: $18,000 over 109 days is 5119.27 + 5119.26 + 4954.13 + 2807.34
 */
export function spreadByDay(amountMinor: number, from: string, to: string): readonly DayShare[] {
  const months = monthsOf(from, to).map((month) => {
    const [first, last] = [firstDayOfMonth(month), lastDayOfMonth(month)];
    return daysOf(first < from ? from : first, last > to ? to : last);
  });
  const shares = allocate(
    amountMinor,
    months.map((days) => days.length),
  );
  return months.flatMap((days, at) => {
    const parts = allocate(
      shares[at] ?? 0,
      days.map(() => 1),
    );
    return days.map((day, index) => ({ day, amountMinor: parts[index] ?? 0 }));
  });
}
