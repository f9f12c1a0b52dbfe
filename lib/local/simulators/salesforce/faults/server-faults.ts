import { errorReply } from '../salesforce-errors.ts';
import type { VendorReply } from '../vendor-router.ts';

/** Answers that may come to any call, also to the token endpoint. */
export const SERVER_REPLIES: Readonly<Record<string, VendorReply>> = {
  'server-unavailable': errorReply(503, 'SERVER_UNAVAILABLE', 'Server too busy'),
  'server-error': errorReply(
    500,
    'UNKNOWN_EXCEPTION',
    'An unexpected error occurred. Please include this ErrorId if you contact support',
  ),
  'bad-gateway': {
    status: 502,
    text: { type: 'text/html', content: '<html><body>Bad Gateway</body></html>' },
  },
  'html-page': {
    status: 200,
    text: { type: 'text/html', content: '<html><body>We are down for maintenance.</body></html>' },
  },
};

/** Answers that only data calls get. */
export const DATA_REPLIES: Readonly<Record<string, VendorReply>> = {
  'query-timeout': errorReply(400, 'QUERY_TIMEOUT', 'Your query request was running for too long.'),
  'operation-too-large': errorReply(400, 'OPERATION_TOO_LARGE', "exceeded 100000 distinct who/what's"),
  'api-disabled': errorReply(
    403,
    'API_DISABLED_FOR_ORG',
    'The REST API is not enabled for this Organization',
  ),
  /** https://help.salesforce.com/s/articleView?id=000354473 */
  'version-retired': errorReply(410, 'GONE', 'The REST API resource has been retired or removed'),
  'version-unknown': errorReply(404, 'NOT_FOUND', 'The requested resource does not exist'),
};

/** An answer that sends the caller to another host: `movedToUrl` of the settings. */
export const REDIRECT = 'redirect';

export const SERVER_FAULTS: readonly string[] = [
  ...Object.keys(SERVER_REPLIES),
  ...Object.keys(DATA_REPLIES),
  REDIRECT,
];
