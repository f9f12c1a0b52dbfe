/** A window of calendar days of the business time zone, both ends included. */
export interface Period {
  readonly from: string;
  readonly to: string;
  /** True only where the window is all data: undated records then count, elsewhere they are left out. */
  readonly includeUndated?: boolean;
}

/** Whether a day, or an undated record, counts in the period. */
export function isInPeriod(day: string | null, period: Period): boolean {
  if (day === null) return period.includeUndated === true;
  return day >= period.from && day <= period.to;
}
