import { AppError } from './app-error.ts';
import { addDays, addMonths, firstDayOfMonth, lastClosedDay, lastDayOfMonth, monthOf } from './calendar.ts';

const MONTH = /^\d{4}-(?:0[1-9]|1[0-2])$/;
const FISCAL = /^fy(?<year>\d{4})(?:h(?<half>[12])|q(?<quarter>[1-4]))?$/;
const MONTHS_PER_YEAR = 12;
const MONTHS_PER_HALF = 6;
const MONTHS_PER_QUARTER = 3;

/** Calendar days of the business time zone, both included. */
export interface DayRange {
  readonly from: string;
  readonly to: string;
}

/**
 * The days of a named period: `2026-10`, `fy2026`, `fy2026h1`, `fy2026q3`. A fiscal year is named after the calendar
 * year it starts in, as Japanese companies count (2026年度).
 * Throws   AppError 'date-invalid'
 */
export function parsePeriod(text: string, fiscalYearStartMonth: number): DayRange {
  const name = text.trim().toLowerCase();
  if (MONTH.test(name)) return { from: firstDayOfMonth(name), to: lastDayOfMonth(name) };
  const { year, half, quarter } = FISCAL.exec(name)?.groups ?? {};
  if (year === undefined)
    throw new AppError(
      'date-invalid',
      `${JSON.stringify(text)} is no period such as 2026-10, fy2026, fy2026h1 or fy2026q3`,
    );
  const start = firstDayOfMonth(`${year}-${String(fiscalYearStartMonth).padStart(2, '0')}`);
  if (half !== undefined) return monthsFrom(start, MONTHS_PER_HALF, Number(half));
  if (quarter !== undefined) return monthsFrom(start, MONTHS_PER_QUARTER, Number(quarter));
  return monthsFrom(start, MONTHS_PER_YEAR, 1);
}

/** The `count` whole months before today's. */
export function lastClosedMonths(today: string, count: number): DayRange {
  return { from: addMonths(firstDayOfMonth(monthOf(today)), -count), to: lastClosedDay(today) };
}

function monthsFrom(start: string, months: number, nth: number): DayRange {
  const from = addMonths(start, months * (nth - 1));
  return { from, to: addDays(addMonths(from, months), -1) };
}
