import { describe, expect, it } from 'vitest';
import { failureOfAnswer, failureOfThrown } from '../../../lib/crm/hubspot/failures.ts';

const ROLLING = {
  message: 'You have reached your ten_secondly_rolling limit.',
  policyName: 'TEN_SECONDLY_ROLLING',
};

describe('failureOfAnswer', () => {
  it.each([
    [429, ROLLING, {}, 'throttled', 10_000, false],
    [429, ROLLING, { 'x-hubspot-ratelimit-interval-milliseconds': '6000' }, 'throttled', 6000, false],
    [429, { message: ROLLING.message, category: 'RATE_LIMITS' }, {}, 'throttled', 10_000, false],
    [
      429,
      { message: 'You have reached your secondly limit.', category: 'RATE_LIMITS' },
      {},
      'throttled',
      1000,
      false,
    ],
    [429, {}, { 'retry-after': '3' }, 'throttled', 3000, false],
    [429, {}, { 'retry-after': 'Thu, 01 Jan 1970 00:00:07 GMT' }, 'throttled', 7000, false],
    [
      429,
      {},
      { 'retry-after': 'Thu, 01 Jan 1970 00:00:07 GMT', date: 'Thu, 01 Jan 1970 00:00:05 GMT' },
      'throttled',
      2000,
      false,
    ],
    [429, {}, { 'retry-after': '-5' }, 'throttled', 0, false],
    [429, {}, { 'retry-after': '1000000000' }, 'throttled', 900_000, false],
    [429, {}, { 'retry-after': 'soon' }, 'throttled', 1000, false],
    [429, {}, { 'retry-after': '' }, 'throttled', 1000, false],
    [429, { policyName: 'DAILY' }, {}, 'quota', undefined, false],
    [423, {}, {}, 'transient', 2000, false],
    [477, {}, { 'retry-after': '60' }, 'throttled', 60_000, false],
    [401, { category: 'EXPIRED_AUTHENTICATION' }, {}, 'auth', undefined, false],
    [530, {}, {}, 'auth', undefined, false],
    [403, { category: 'MISSING_SCOPES' }, {}, 'permission', undefined, false],
    [400, { category: 'VALIDATION_ERROR' }, {}, 'request', undefined, false],
    [404, {}, {}, 'request', undefined, false],
    [414, {}, {}, 'request', undefined, false],
    [408, {}, {}, 'transient', undefined, true],
    [500, {}, {}, 'transient', undefined, true],
    [524, {}, {}, 'transient', undefined, true],
    [302, {}, {}, 'corrupt', undefined, false],
  ])('reads %i %j with %j as %s', (status, body, headers, failure, retryAfterMs, wasSent) => {
    const answer = { status, headers: { ...headers }, text: JSON.stringify(body) };

    const result = failureOfAnswer(answer, 0);

    expect(result).toMatchObject({ failure, retryAfterMs, wasSent, status });
  });

  it('keeps tokens and mail addresses out of its message and its cause', () => {
    const message = 'Token pat-na1-12ab of Bearer abc.def for taro@example.com is bad';

    const result = failureOfAnswer({ status: 400, headers: {}, text: JSON.stringify({ message }) }, 0);

    expect(result.message).toBe('HTTP 400: Token [token] of [token] for [mail] is bad');
    expect(result.cause).toEqual({ message: 'Token [token] of [token] for [mail] is bad' });
  });

  it('reads an HTML page as its words', () => {
    const result = failureOfAnswer(
      { status: 502, headers: {}, text: '<html><h1>Bad gateway</h1></html>' },
      0,
    );

    expect(result.message).toBe('HTTP 502: Bad gateway');
  });
});

describe('failureOfThrown', () => {
  it.each([
    ['ECONNREFUSED', false],
    ['ENOTFOUND', false],
    ['ECONNRESET', true],
  ])('knows of %s whether the request was sent: %s', (code, wasSent) => {
    const cause = new TypeError('fetch failed', { cause: Object.assign(new Error('x'), { code }) });

    const result = failureOfThrown(cause);

    expect(result).toMatchObject({ failure: 'transient', wasSent });
  });

  it('takes a timeout as sent', () => {
    const result = failureOfThrown(new DOMException('The operation timed out', 'TimeoutError'));

    expect(result).toMatchObject({ failure: 'transient', wasSent: true });
  });
});
