import type { BudgetLane, UsageReport } from '../api-budget.ts';

/** The limit a call counts against, by the path of the numbered or the dated API. */
export function laneOf(pathname: string): BudgetLane {
  if (pathname.endsWith('/search')) return 'search';
  return /^\/crm\/(?:v[34]\/associations|associations\/)/.test(pathname) ? 'associations' : 'normal';
}

/** What an answer's headers say of the limits; those of the 10-second window hold for normal calls alone. */
export function usageOf(lane: BudgetLane, headers: Readonly<Record<string, string>>): UsageReport {
  const number = (name: string): number | undefined => {
    const text = headers[`x-hubspot-ratelimit-${name}`];
    const value = text === undefined || text.trim() === '' ? Number.NaN : Number(text);
    return Number.isFinite(value) && value >= 0 ? value : undefined;
  };
  const limitToday = number('daily');
  const leftToday = number('daily-remaining');
  const day =
    limitToday === undefined || leftToday === undefined
      ? {}
      : { limitToday, usedToday: Math.max(0, limitToday - leftToday) };
  const burstLimit = number('max');
  if (lane !== 'normal' || burstLimit === undefined || burstLimit === 0) return { lane, ...day };
  const burstRemaining = number('remaining');
  const burstWindowMs = number('interval-milliseconds');
  return {
    lane,
    ...day,
    burstLimit,
    ...(burstRemaining === undefined ? {} : { burstRemaining }),
    ...(burstWindowMs === undefined || burstWindowMs === 0 ? {} : { burstWindowMs }),
  };
}
