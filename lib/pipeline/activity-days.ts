import type { Config } from '../domain/config.ts';
import { type ActivityDay, activityCount } from '../kpis/activity-day.ts';
import { loadActivity } from '../store/activity-store.ts';
import type { Table } from '../store/table.ts';

/** Visits and conversions (whole numbers, whatever order they are added in) of the activity files that were taken in; other metrics stay out of the figures. */
export async function loadActivityDays(table: Table, config: Config): Promise<readonly ActivityDay[]> {
  const known = new Set(config.channels.map(({ id }) => id));
  return (await loadActivity(table)).flatMap(({ day, channel, metric, value, source }) => {
    const count = activityCount(metric);
    if (count === null) return [];
    return [
      { day, channel: known.has(channel) ? channel : null, count, value: Math.round(Number(value)), source },
    ];
  });
}
