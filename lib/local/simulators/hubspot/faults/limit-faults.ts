import { VendorError } from '../hubspot-errors.ts';
import { dailyLimit, secondlyLimit, tenSecondlyLimit } from '../rate-limits.ts';
import { type Faults, isSearch, refuse } from './fault.ts';

const HOUR_MS = 3_600_000;
const MANY_CALLS = 1_000_000;

/** Limits, each policy with and without `Retry-After`: reliability B2. */
export const LIMIT_FAULTS: Faults = {
  'rate-limit': { run: refuse(tenSecondlyLimit), fits: (call) => call.lane === 'ten-secondly' },
  'rate-limit-retry-after': { run: refuse(() => retryAfter(tenSecondlyLimit(), '3')) },
  'rate-limit-retry-after-date': {
    run: async (_c, _handle, { portal }) => {
      throw retryAfter(tenSecondlyLimit(), new Date(portal.clock.nowMs() + 3000).toUTCString());
    },
  },
  'rate-limit-retry-after-absurd': { run: refuse(() => retryAfter(tenSecondlyLimit(), '1000000000')) },
  'rate-limit-retry-after-negative': { run: refuse(() => retryAfter(tenSecondlyLimit(), '-5')) },
  'rate-limit-retry-after-text': { run: refuse(() => retryAfter(tenSecondlyLimit(), 'soon')) },
  /** Also reported: the category instead of the policy. */
  'rate-limit-by-category': {
    run: refuse(
      () =>
        new VendorError(429, {
          status: 'error',
          message: 'You have reached your ten_secondly_rolling limit.',
          category: 'RATE_LIMITS',
        }),
    ),
  },
  'secondly-limit': {
    run: refuse(
      () =>
        new VendorError(429, {
          status: 'error',
          message: 'You have reached your secondly limit.',
          errorType: 'RATE_LIMIT',
          policyName: 'SECONDLY',
        }),
    ),
  },
  'search-rate-limit': { run: refuse(secondlyLimit), fits: isSearch },
  'daily-limit': { run: refuse(dailyLimit) },
  'daily-limit-retry-after': {
    run: refuse(() => retryAfter(dailyLimit(), String((8 * HOUR_MS) / 1000))),
  },
  /** Another app of the account spends the day; this call and all later ones of the day are refused. */
  'quota-eaten': {
    run: async (_c, handle, { limits }) => {
      limits.spendDaily(MANY_CALLS);
      await handle();
      return undefined;
    },
  },
};

function retryAfter(error: VendorError, value: string): VendorError {
  return new VendorError(error.status, { ...error.body, message: error.message }, { 'retry-after': value });
}
