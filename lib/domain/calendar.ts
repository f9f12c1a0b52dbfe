import { AppError } from './app-error.ts';
import type { DayOrInstant } from './entities.ts';

const MS_PER_DAY = 86_400_000;
/** More than the 25 hours of a day on which clocks go back. */
const LONGEST_DAY_MS = 26 * 3_600_000;
const MONTHS_PER_YEAR = 12;
/** Length of `YYYY-MM`. */
const MONTH_LENGTH = 7;
const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
/** A time without an offset would be read in the machine's own zone. */
const HAS_OFFSET = /^\d{4}-\d{2}-\d{2}T.*(?:Z|[+-]\d{2}:\d{2})$/;
const dayFormats = new Map<string, Intl.DateTimeFormat>();

/**
 * The calendar day of a value in a time zone. Plain days are never shifted.
 * Throws   AppError 'date-invalid' on text that is neither a day nor an instant
 */
export function businessDay(value: DayOrInstant, timeZone: string): string {
  if (DAY.test(value)) return value;
  const instantMs = HAS_OFFSET.test(value) ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(instantMs)) throw invalid(value, 'a day or an instant');
  return dayFormat(timeZone).format(instantMs);
}

/** The first millisecond of the next day in a time zone, by halving: a day has 23 to 25 hours. */
export function nextMidnightMs(nowMs: number, timeZone: string): number {
  const format = dayFormat(timeZone);
  const today = format.format(nowMs);
  let [before, after] = [nowMs, nowMs + LONGEST_DAY_MS];
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (format.format(middle) === today) before = middle;
    else after = middle;
  }
  return after;
}

/** The month `YYYY-MM` of a day. */
export function monthOf(day: string): string {
  return day.slice(0, MONTH_LENGTH);
}

/** The day `days` later; earlier where negative. Throws AppError 'date-invalid'. */
export function addDays(day: string, days: number): string {
  return toDay(dayNumber(day) + days);
}

/** The same day `months` later, or that month's last day where it is shorter. Throws AppError 'date-invalid'. */
export function addMonths(day: string, months: number): string {
  const date = day.slice(MONTH_LENGTH);
  if (!DAY.test(day)) throw invalid(day, 'a day YYYY-MM-DD');
  const month = toMonth(monthNumber(day) + months);
  const last = lastDayOfMonth(month);
  return `${month}${date}` < last ? `${month}${date}` : last;
}

/** Days from `a` to `b`; negative where `b` is earlier. Throws AppError 'date-invalid'. */
export function daysBetween(a: string, b: string): number {
  return dayNumber(b) - dayNumber(a);
}

/** Months from that of `a` to that of `b` (days or months), whatever the day; negative where `b` is earlier. */
export function monthsBetween(a: string, b: string): number {
  return monthNumber(b) - monthNumber(a);
}

/** Every day from `from` to `to`, both included; none where `to` is earlier. */
export function daysOf(from: string, to: string): readonly string[] {
  const first = dayNumber(from);
  const count = Math.max(0, dayNumber(to) - first + 1);
  return Array.from({ length: count }, (_, at) => toDay(first + at));
}

/** Every month that `from` to `to` (days or months) touches; none where `to` is earlier. */
export function monthsOf(from: string, to: string): readonly string[] {
  const first = monthNumber(from);
  const count = Math.max(0, monthNumber(to) - first + 1);
  return Array.from({ length: count }, (_, at) => toMonth(first + at));
}

export function firstDayOfMonth(month: string): string {
  return `${month}-01`;
}

export function lastDayOfMonth(month: string): string {
  return addDays(firstDayOfMonth(toMonth(monthNumber(month) + 1)), -1);
}

/** The last day of the month before today's: figures up to it are of closed months. */
export function lastClosedDay(today: string): string {
  return addDays(firstDayOfMonth(monthOf(today)), -1);
}

function dayFormat(timeZone: string): Intl.DateTimeFormat {
  const known = dayFormats.get(timeZone);
  if (known !== undefined) return known;
  // Canadian English writes days as YYYY-MM-DD, which saves taking each apart.
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    calendar: 'iso8601',
    numberingSystem: 'latn',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  dayFormats.set(timeZone, format);
  return format;
}

function dayNumber(day: string): number {
  const [, year, month, date] = DAY.exec(day) ?? [];
  if (date === undefined) throw invalid(day, 'a day YYYY-MM-DD');
  return Date.UTC(Number(year), Number(month) - 1, Number(date)) / MS_PER_DAY;
}

function toDay(number: number): string {
  return new Date(number * MS_PER_DAY).toISOString().slice(0, 10);
}

function monthNumber(text: string): number {
  const number = Number(text.slice(0, 4)) * MONTHS_PER_YEAR + Number(text.slice(5, MONTH_LENGTH)) - 1;
  if (!Number.isInteger(number)) throw invalid(text, 'a day or a month');
  return number;
}

function toMonth(number: number): string {
  const [year, month] = [Math.floor(number / MONTHS_PER_YEAR), (number % MONTHS_PER_YEAR) + 1];
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}`;
}

function invalid(text: string, want: string): AppError {
  return new AppError('date-invalid', `${JSON.stringify(text)} is not ${want}`);
}
