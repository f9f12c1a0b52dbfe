import { describe, expect, it } from 'vitest';
import { HUBSPOT_FAULTS } from '../../../../lib/local/simulators/hubspot/fault-injection.ts';
import { armed, raw } from './armed-portal.ts';
import type { TestPortal } from './hubspot-fixture.ts';

it('are those of this list, and no others', () => {
  expect([...HUBSPOT_FAULTS].sort()).toEqual([
    'bad-gateway-html',
    'daily-limit',
    'daily-limit-retry-after',
    'deep-nesting',
    'dripping-body',
    'duplicate-keys',
    'empty-page-with-cursor',
    'future-stamp',
    'gateway-timeout',
    'huge-number',
    'huge-page',
    'invalid-cursor',
    'invalid-grant',
    'late-index',
    'locked',
    'lone-surrogate',
    'maintenance-html',
    'migrating',
    'missing-fields',
    'missing-scopes',
    'missing-scopes-in-context',
    'no-answer',
    'other-portal',
    'quota-eaten',
    'rate-limit',
    'rate-limit-by-category',
    'rate-limit-retry-after',
    'rate-limit-retry-after-absurd',
    'rate-limit-retry-after-date',
    'rate-limit-retry-after-negative',
    'rate-limit-retry-after-text',
    'record-moved',
    'redirect',
    'request-timeout',
    'reset-after',
    'reset-before',
    'reset-mid-body',
    'same-page-twice',
    'search-rate-limit',
    'secondly-limit',
    'server-error',
    'short-content-length',
    'short-page',
    'token-format',
    'token-revoked',
    'token-rotated',
    'token-server-error',
    'truncated-at-row',
    'truncated-body',
    'unauthorized',
    'unavailable',
    'unknown-fields',
    'version-gone',
    'web-server-down',
    'write-response-lost',
  ]);
});

describe('a refusal', () => {
  it.each([
    ['token-revoked', 401, 'INVALID_AUTHENTICATION'],
    ['missing-scopes-in-context', 403, '"context":{"requiredGranularScopes"'],
    ['token-format', 530, '<html>'],
    ['secondly-limit', 429, '"policyName":"SECONDLY"'],
    ['rate-limit-by-category', 429, 'RATE_LIMITS'],
    ['request-timeout', 408, 'timeout'],
    ['gateway-timeout', 504, 'Timeout'],
    ['web-server-down', 521, '<html>'],
    ['maintenance-html', 200, '<html>'],
    ['migrating', 477, 'Migration'],
    ['version-gone', 404, 'Not Found'],
    ['redirect', 302, ''],
  ])('%s answers %i with %s', async (name, status, part) => {
    const portal = armed(name);

    const reply = await raw(portal);
    const after = await raw(portal);

    expect(reply.status).toBe(status);
    expect(reply.text).toContain(part);
    expect(reply.headers.get('content-type')).not.toBeNull();
    expect(after.status).toBe(200);
  });

  it.each([
    ['rate-limit-retry-after', '3'],
    ['rate-limit-retry-after-date', 'Mon, 23 Nov 2026 09:00:03 GMT'],
    ['rate-limit-retry-after-absurd', '1000000000'],
    ['rate-limit-retry-after-negative', '-5'],
    ['rate-limit-retry-after-text', 'soon'],
    ['daily-limit-retry-after', '28800'],
    ['migrating', '60'],
  ])('%s says to wait: %s', async (name, value) => {
    const reply = await raw(armed(name));

    expect(reply.headers.get('retry-after')).toBe(value);
  });

  it('quota-eaten refuses everything for the rest of the day', async () => {
    const portal = armed('quota-eaten');

    const first = await raw(portal);
    const later = await raw(portal);
    portal.clock.advance(86_400_000);
    const nextDay = await raw(portal);

    expect([first.status, later.status, nextDay.status]).toEqual([429, 429, 200]);
    expect(later.text).toContain('"policyName":"DAILY"');
  });
});

describe('the token endpoint', () => {
  const form = 'grant_type=refresh_token&client_id=sim-i&client_secret=sim-s&refresh_token=sim-r';
  const refresh = (portal: TestPortal) => raw(portal, '/oauth/v1/token', { method: 'POST', body: form });

  it.each([
    ['invalid-grant', 400, '"status":"BAD_REFRESH_TOKEN"'],
    ['token-server-error', 500, 'internal error'],
    ['token-rotated', 200, '"refresh_token":"sim-rotated-'],
  ])('%s answers %i with %s, and no other call does', async (name, status, part) => {
    const portal = armed(name);

    const list = await raw(portal);
    const token = await refresh(portal);

    expect(list.status).toBe(200);
    expect(token.status).toBe(status);
    expect(token.text).toContain(part);
  });

  it('other-portal names another account', async () => {
    const portal = armed('other-portal');

    const wrong = await raw(portal, '/account-info/v3/details');
    const right = await raw(portal, '/account-info/v3/details');

    expect(JSON.parse(wrong.text)).toMatchObject({ portalId: 147_000_002 });
    expect(JSON.parse(right.text)).toMatchObject({ portalId: 147_000_001 });
  });
});
