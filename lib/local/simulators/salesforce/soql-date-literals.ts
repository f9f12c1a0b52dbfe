import { badRequest } from './salesforce-errors.ts';

/** Half-open: from this day, before that one, both `YYYY-MM-DD` in UTC. */
export interface DayRange {
  readonly from: string;
  readonly before: string;
}

const DAY_MS = 86_400_000;

/** Days that `TODAY`, `LAST_MONTH`, `LAST_N_DAYS:30` … stand for. Throws MALFORMED_QUERY for one that is not simulated. */
export function rangeOf(literal: string, nowMs: number): DayRange {
  const [word = '', count = '0'] = literal.toUpperCase().split(':');
  const now = new Date(nowMs);
  const year = now.getUTCFullYear();
  const month = now.getUTCMonth();
  const today = Date.UTC(year, month, now.getUTCDate());
  const n = Number(count);
  const ranges: Readonly<Record<string, readonly [number, number]>> = {
    TODAY: [today, today + DAY_MS],
    YESTERDAY: [today - DAY_MS, today],
    TOMORROW: [today + DAY_MS, today + 2 * DAY_MS],
    LAST_N_DAYS: [today - n * DAY_MS, today + DAY_MS],
    NEXT_N_DAYS: [today + DAY_MS, today + (n + 1) * DAY_MS],
    N_DAYS_AGO: [today - n * DAY_MS, today - (n - 1) * DAY_MS],
    LAST_90_DAYS: [today - 90 * DAY_MS, today + DAY_MS],
    THIS_MONTH: [Date.UTC(year, month), Date.UTC(year, month + 1)],
    LAST_MONTH: [Date.UTC(year, month - 1), Date.UTC(year, month)],
    NEXT_MONTH: [Date.UTC(year, month + 1), Date.UTC(year, month + 2)],
    LAST_N_MONTHS: [Date.UTC(year, month - n), Date.UTC(year, month)],
    THIS_YEAR: [Date.UTC(year, 0), Date.UTC(year + 1, 0)],
    LAST_YEAR: [Date.UTC(year - 1, 0), Date.UTC(year, 0)],
    LAST_N_YEARS: [Date.UTC(year - n, 0), Date.UTC(year, 0)],
  };
  const range = ranges[word];
  if (range === undefined) throw badRequest('MALFORMED_QUERY', `date literal not simulated: ${literal}`);
  return { from: toDay(range[0]), before: toDay(range[1]) };
}

const toDay = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
