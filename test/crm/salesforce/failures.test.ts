import { describe, expect, it } from 'vitest';
import {
  errorCodeOf,
  isRetryableRow,
  toFailure,
  toNetworkFailure,
} from '../../../lib/crm/salesforce/failures.ts';

const rest = (errorCode: string, message = '') => JSON.stringify([{ errorCode, message }]);
const oauth = (error: string) => JSON.stringify({ error, error_description: 'text' });
const HTML = '<html>URL No Longer Exists</html>';
const SOAP_FAULT = '<faultcode>sf:INSUFFICIENT_ACCESS</faultcode><faultstring>no rights</faultstring>';

describe('a failed answer of Salesforce', () => {
  it.each([
    ['an expired session', 401, rest('INVALID_SESSION_ID'), 'auth', false],
    ['a refused grant', 400, oauth('invalid_grant'), 'auth', false],
    ['an unknown client', 400, oauth('invalid_client_id'), 'auth', false],
    ['the daily limit', 403, rest('REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.'), 'quota', false],
    [
      'a limit of the moment',
      403,
      rest('REQUEST_LIMIT_EXCEEDED', 'ConcurrentPerOrgLongTxn Limit exceeded.'),
      'throttled',
      false,
    ],
    ['an edition without API', 403, rest('API_DISABLED_FOR_ORG'), 'permission', false],
    ['a metadata call without the right', 500, SOAP_FAULT, 'permission', true],
    ['a refusal while overloaded', 503, rest('SERVER_UNAVAILABLE'), 'throttled', false],
    ['a page of an edge server', 503, HTML, 'throttled', true],
    ['an error inside the org', 500, rest('UNKNOWN_EXCEPTION'), 'transient', true],
    ['a gateway that gave up', 504, HTML, 'transient', true],
    ['a locked row', 400, rest('UNABLE_TO_LOCK_ROW'), 'transient', false],
    ['a query that ran too long', 400, rest('QUERY_TIMEOUT'), 'transient', false],
    ['a query that is wrong', 400, rest('MALFORMED_QUERY'), 'request', false],
    ['an org that moved away', 404, HTML, 'request', false],
    ['a redirect', 302, '', 'request', false],
  ] as const)('%s is classified', (_name, status, body, failure, wasSent) => {
    const classified = toFailure({ status, body, headers: {} });

    expect(classified).toMatchObject({ failure, wasSent, status });
  });

  it('keeps the vendor’s code and the wait it asks for', () => {
    const failure = toFailure({
      status: 429,
      body: rest('X_LIMIT', 'slow down'),
      headers: { 'retry-after': '7' },
    });

    expect(errorCodeOf(failure)).toBe('X_LIMIT');
    expect(failure.retryAfterMs).toBe(7000);
    expect(failure.message).toBe('HTTP 429: X_LIMIT slow down');
  });

  it.each([
    ['ECONNREFUSED', false],
    ['ENOTFOUND', false],
    ['UND_ERR_CONNECT_TIMEOUT', false],
    ['ECONNRESET', true],
    ['UND_ERR_SOCKET', true],
  ])('without an answer, %s tells whether the request may have arrived', (code, wasSent) => {
    const cause = new TypeError('fetch failed', { cause: Object.assign(new Error('inner'), { code }) });

    const failure = toNetworkFailure(cause);

    expect(failure).toMatchObject({ failure: 'transient', wasSent });
  });

  it.each([
    ['UNABLE_TO_LOCK_ROW', 'unable to obtain exclusive access', true],
    ['CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', 'Trigger: execution\n\ncaused by: UNABLE_TO_LOCK_ROW', true],
    ['CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', 'Trigger: the customer forbids it', false],
    ['FIELD_CUSTOM_VALIDATION_EXCEPTION', 'no', false],
    ['CANNOT_UPDATE_CONVERTED_LEAD', 'cannot reference converted lead', false],
  ])('a row refused with %s (%s) is retryable: %s', (code, message, expected) => {
    expect(isRetryableRow(code, message)).toBe(expected);
  });
});
