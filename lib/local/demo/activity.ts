import { type Calendar, toDay, toDayNumber } from './calendar.ts';
import type { Chance } from './chance.ts';
import { type Row, tableOf, toCsv } from './csv.ts';

export const ACTIVITY_FILE = 'activity/web-and-mail.csv';

/** Figures of a month: channel, metric, lowest and highest. */
const METRICS: readonly (readonly [channel: string, metric: string, min: number, max: number])[] = [
  ['seo', 'sessions', 6_000, 9_000],
  ['paid_search', 'sessions', 3_000, 4_500],
  ['display', 'sessions', 5_000, 8_000],
  ['display', 'clicks', 4_000, 6_000],
  ['social', 'sessions', 1_500, 2_500],
  ['newsletter', 'delivered', 7_500, 8_000],
  ['newsletter', 'opens', 1_500, 2_200],
  ['newsletter', 'clicks', 150, 300],
  ['newsletter', 'unsubscribes', 5, 30],
];
const FIRST_FOLLOWERS = 800;
const NEW_FOLLOWERS = [10, 60] as const;

/** Sessions, clicks, opens and followers per channel, on the first day of each closed month. */
export function activityCsv(calendar: Calendar, chance: Chance): string {
  let followers = FIRST_FOLLOWERS;
  const rows = calendar.months.slice(0, -1).flatMap((month): Row[] => {
    const date = toDay(toDayNumber(`${month}-01`));
    followers += chance.int(...NEW_FOLLOWERS);
    const counted = METRICS.map(([channel, metric, min, max]) => {
      return { date, channel, metric, value: String(chance.int(min, max)) };
    });
    return [...counted, { date, channel: 'social', metric: 'followers', value: String(followers) }];
  });
  return toCsv(tableOf(rows));
}
