import { FaultSwitch } from '../faults.ts';
import { BULK_FAULTS } from './bulk-faults.ts';
import { toErrorBody } from './salesforce-errors.ts';
import type { VendorReply } from './vendor-router.ts';

const failure = (status: number, code: string, message: string): VendorReply => ({
  status,
  body: toErrorBody([{ code, message }]),
});

/** Faults that answer in the place of the handler: the request takes no effect. */
export const REPLACING_FAULTS: Readonly<Record<string, VendorReply>> = {
  'server-unavailable': failure(503, 'SERVER_UNAVAILABLE', 'Server too busy'),
  'server-error': failure(
    500,
    'UNKNOWN_EXCEPTION',
    'An unexpected error occurred. Please include this ErrorId if you contact support',
  ),
  'session-expired': failure(401, 'INVALID_SESSION_ID', 'Session expired or invalid'),
  'request-limit': failure(403, 'REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.'),
  'html-page': {
    status: 200,
    text: { type: 'text/html', content: '<html><body>We are down for maintenance.</body></html>' },
  },
};

/** A token call has no session that could expire. */
export const TOKEN_FAULTS: readonly string[] = Object.keys(REPLACING_FAULTS).filter(
  (name) => name !== 'session-expired',
);

/** Connection closed before the request takes effect. */
export const RESET_BEFORE = 'reset-before';
/** The request takes effect, then the connection closes without an answer: the lost response. */
export const RESET_AFTER = 'reset-after';
/** The request takes effect, but half of the answer is missing. */
export const TRUNCATED_BODY = 'truncated-body';

export const createSalesforceFaults = (): FaultSwitch =>
  new FaultSwitch([
    ...Object.keys(REPLACING_FAULTS),
    RESET_BEFORE,
    RESET_AFTER,
    TRUNCATED_BODY,
    'row-lock',
    'invalid-locator',
    ...BULK_FAULTS,
  ]);
