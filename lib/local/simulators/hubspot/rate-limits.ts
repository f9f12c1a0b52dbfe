import { Temporal } from 'temporal-polyfill';
import type { SimulatorClock } from '../simulator-clock.ts';
import { VendorError } from './hubspot-errors.ts';
import { RollingWindow } from './rolling-window.ts';

export interface RateLimitOptions {
  readonly perTenSeconds?: number | undefined;
  readonly searchPerSecond?: number | undefined;
  readonly perDay?: number | undefined;
}

/** Which bucket a call is counted in: `exempt` ones count for the day only, `free` ones not at all. */
export type RateLane = 'ten-secondly' | 'search' | 'exempt' | 'free';

export interface RateLimits {
  /** Counts the call, or throws the vendor's 429. */
  readonly admit: (lane: RateLane) => void;
  /** Calls outside the ten-secondly bucket carry the daily ones only. Infinite limits have no headers. */
  readonly headers: (lane: RateLane) => ReadonlyMap<string, string>;
  readonly daily: () => { readonly used: number; readonly limit: number; readonly resetsAtMs: number };
  /** Calls of other apps of the account use up the day too. */
  readonly spendDaily: (calls: number) => void;
  readonly change: (options: RateLimitOptions) => void;
}

/** Professional and Enterprise. https://developers.hubspot.com/docs/guides/apps/api-usage/usage-details */
const PER_TEN_SECONDS = 190;
/** Per account, shared by all apps. https://developers.hubspot.com/docs/guides/api/crm/search */
const SEARCH_PER_SECOND = 5;
/** Professional. */
const PER_DAY = 625_000;
const TEN_SECONDS_MS = 10_000;
const SECOND_MS = 1000;

/** Buckets of one account, by the simulator's clock. The day ends at midnight in the account's time zone. */
export function createRateLimits(
  clock: SimulatorClock,
  timeZone: string,
  options: RateLimitOptions = {},
): RateLimits {
  let limits = withDefaults(options);
  const calls = new RollingWindow(TEN_SECONDS_MS);
  const searches = new RollingWindow(SECOND_MS);
  let day = { startMs: 0, endMs: 0, used: 0 };
  const today = () => {
    const nowMs = clock.nowMs();
    if (nowMs < day.startMs || nowMs >= day.endMs) day = { ...dayAround(nowMs, timeZone), used: 0 };
    return day;
  };
  return {
    admit: (lane) => {
      if (lane === 'free') return;
      if (today().used >= limits.perDay) throw dailyLimit();
      const nowMs = clock.nowMs();
      if (lane === 'search') take(searches, nowMs, limits.searchPerSecond, secondlyLimit);
      if (lane === 'ten-secondly') take(calls, nowMs, limits.perTenSeconds, tenSecondlyLimit);
      today().used += 1;
    },
    headers: (lane) => {
      const { perDay, perTenSeconds } = limits;
      const headers = new Map<string, string>();
      const put = (name: string, value: number) => {
        if (Number.isFinite(value)) headers.set(`x-hubspot-ratelimit-${name}`, String(value));
      };
      put('daily', perDay);
      put('daily-remaining', perDay - today().used);
      if (lane !== 'ten-secondly' || !Number.isFinite(perTenSeconds)) return headers;
      const remaining = Math.max(0, perTenSeconds - calls.count(clock.nowMs()));
      put('interval-milliseconds', TEN_SECONDS_MS);
      put('max', perTenSeconds);
      put('remaining', remaining);
      put('secondly', Math.ceil(perTenSeconds / 10));
      put('secondly-remaining', Math.min(remaining, Math.ceil(perTenSeconds / 10)));
      return headers;
    },
    daily: () => ({ used: today().used, limit: limits.perDay, resetsAtMs: today().endMs }),
    spendDaily: (spent) => {
      today().used += spent;
    },
    change: (change) => {
      limits = withDefaults({ ...limits, ...change });
    },
  };
}

export function tenSecondlyLimit(): VendorError {
  return new VendorError(429, {
    status: 'error',
    message: 'You have reached your ten_secondly_rolling limit.',
    errorType: 'RATE_LIMIT',
    policyName: 'TEN_SECONDLY_ROLLING',
    groupName: 'publicapi:private-apps:calls:simulated',
  });
}

/** Search: neither errorType nor policyName, but a category (recorded). */
export function secondlyLimit(): VendorError {
  const message = 'You have reached your secondly limit.';
  return new VendorError(429, { status: 'error', message, category: 'RATE_LIMITS' });
}

export function dailyLimit(): VendorError {
  const message = 'You have reached your daily limit.';
  return new VendorError(429, { status: 'error', message, errorType: 'RATE_LIMIT', policyName: 'DAILY' });
}

function withDefaults(options: RateLimitOptions) {
  const { perTenSeconds = PER_TEN_SECONDS, searchPerSecond = SEARCH_PER_SECOND, perDay = PER_DAY } = options;
  return { perTenSeconds, searchPerSecond, perDay };
}

function take(window: RollingWindow, nowMs: number, limit: number, refusal: () => VendorError): void {
  if (window.count(nowMs) >= limit) throw refusal();
  window.add(nowMs);
}

function dayAround(nowMs: number, timeZone: string) {
  const start = Temporal.Instant.fromEpochMilliseconds(nowMs).toZonedDateTimeISO(timeZone).startOfDay();
  return { startMs: start.epochMilliseconds, endMs: start.add({ days: 1 }).startOfDay().epochMilliseconds };
}
