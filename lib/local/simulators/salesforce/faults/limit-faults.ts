import { errorReply } from '../salesforce-errors.ts';
import type { VendorReply } from '../vendor-router.ts';

const exceeded = (what: string): VendorReply =>
  errorReply(403, 'REQUEST_LIMIT_EXCEEDED', `${what} Limit exceeded.`);

/** Answers of an org that has no calls left, for today or for this moment; the token endpoint gives them too. */
export const LIMIT_REPLIES: Readonly<Record<string, VendorReply>> = {
  'request-limit': exceeded('TotalRequests'),
  'concurrent-request-limit': exceeded('ConcurrentRequests (Concurrent API Requests)'),
  'long-transaction-limit': exceeded('ConcurrentPerOrgLongTxn'),
};

/** Another application uses calls up: from now on the org shows at least 80 % of its allowance as used. */
export const USAGE_AT_80_PERCENT = 'usage-at-80-percent';
export const HIGH_USAGE_RATIO = 0.8;

export const LIMIT_FAULTS: readonly string[] = [...Object.keys(LIMIT_REPLIES), USAGE_AT_80_PERCENT];
