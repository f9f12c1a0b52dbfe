import { nextMidnightMs } from '../../domain/calendar.ts';
import { DAY_LIMIT_HOLD_MS } from '../crm-failure.ts';

/** Between HubSpot's midnight and ours: clocks differ, and the count may be late. */
const MARGIN_MS = 60_000;
/** Beyond what counts as the limit of a burst (`ApiBudget.hold`), also just before midnight. */
const LEAST_HOLD_MS = 16 * 60_000;

/**
 * How long nobody calls once the day's calls are used up: until midnight of the account's time zone, when HubSpot counts
 * anew; an hour where that zone is not known.
 * https://developers.hubspot.com/docs/developer-tooling/platform/usage-guidelines
 */
export function dayHoldMs(nowMs: number, timeZone: string | undefined): number {
  if (timeZone === undefined) return DAY_LIMIT_HOLD_MS;
  return Math.max(LEAST_HOLD_MS, nextMidnightMs(nowMs, timeZone) - nowMs + MARGIN_MS);
}

/** The zone if this machine knows it: HubSpot also gives old names. */
export function knownTimeZone(name: string): string | undefined {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
  } catch (cause) {
    if (cause instanceof RangeError) return undefined;
    throw cause;
  }
}
