import { Temporal } from 'temporal-polyfill';

/** Months of history before the open one. */
const CLOSED_MONTHS = 18;
const MS_PER_DAY = 86_400_000;
const MS_PER_MINUTE = 60_000;
/** The company works in Asia/Tokyo, which has had no daylight saving time since 1951. */
const TOKYO_OFFSET_MS = 9 * 60 * MS_PER_MINUTE;

/** A calendar day in Tokyo, counted from 1970-01-01. */
export type DayNumber = number;

/** The days of the demo: 18 closed months and the open one, up to today. */
export interface Calendar {
  readonly today: DayNumber;
  /** First day of the first month. */
  readonly start: DayNumber;
  /** Last day on which something has happened: yesterday, so that no record lies in the future at any hour of today. */
  readonly lastEvent: DayNumber;
  /** `YYYY-MM`, oldest first; the last one is open. */
  readonly months: readonly string[];
}

/** `today` as `YYYY-MM-DD`. */
export function makeCalendar(today: string): Calendar {
  const firstMonth = Temporal.PlainDate.from(today).toPlainYearMonth().subtract({ months: CLOSED_MONTHS });
  const months = Array.from({ length: CLOSED_MONTHS + 1 }, (_, i) =>
    firstMonth.add({ months: i }).toString(),
  );
  const todayNumber = toDayNumber(today);
  return { today: todayNumber, start: toDayNumber(`${firstMonth}-01`), lastEvent: todayNumber - 1, months };
}

export function toDayNumber(day: string): DayNumber {
  return Date.parse(`${day}T00:00:00Z`) / MS_PER_DAY;
}

/** `YYYY-MM-DD`. */
export function toDay(number: DayNumber): string {
  return new Date(number * MS_PER_DAY).toISOString().slice(0, 10);
}

/** `YYYY-MM` of a day. */
export function toMonth(number: DayNumber): string {
  return toDay(number).slice(0, 7);
}

export function addMonths(number: DayNumber, months: number): DayNumber {
  return toDayNumber(Temporal.PlainDate.from(toDay(number)).add({ months }).toString());
}

/** Days of a month `YYYY-MM`: its first, and its last or `until`, whichever comes first. */
export function daysOfMonth(
  month: string,
  until: DayNumber,
): { readonly from: DayNumber; readonly to: DayNumber } {
  const from = toDayNumber(`${month}-01`);
  return { from, to: Math.min(addMonths(from, 1) - 1, until) };
}

/** The instant at `minute` of a Tokyo day, in milliseconds. */
export function toInstantMs(day: DayNumber, minute: number): number {
  return day * MS_PER_DAY + minute * MS_PER_MINUTE - TOKYO_OFFSET_MS;
}

/** The Tokyo day of an instant. */
export function toTokyoDay(instantMs: number): DayNumber {
  return Math.floor((instantMs + TOKYO_OFFSET_MS) / MS_PER_DAY);
}

export function toIso(instantMs: number): string {
  return new Date(instantMs).toISOString();
}
