/** An instant as people of a time zone write it: `2026-11-24 09:30 (Asia/Tokyo)`. */
export function localTime(instant: string, timeZone: string): string {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  return `${format.format(Date.parse(instant))} (${timeZone})`;
}
