import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { HUBSPOT_FAULTS } from '../../../../lib/local/simulators/hubspot/fault-injection.ts';
import { aPortal, NOW, onLoopback, type TestPortal } from './hubspot-fixture.ts';

const FILES = { 'contacts.csv': 'id,firstname\n1,Al\n2,Bo\n3,Cy\n4,Di' };
const LIST = '/crm/v3/objects/contacts';
const PageSchema = z.looseObject({
  results: z.array(z.looseObject({ id: z.string() })),
  paging: z.looseObject({ next: z.looseObject({ after: z.string() }) }).optional(),
});

/** Without the check against the OpenAPI files: a fault breaks them on purpose. */
async function raw(portal: TestPortal, path = LIST, init: RequestInit = {}) {
  const headers = { authorization: 'Bearer sim-x', 'content-type': 'application/json' };
  const response = await portal.app.request(`http://hubspot.test${path}`, { headers, ...init });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

function armed(name: string, object?: string): TestPortal {
  const portal = aPortal(FILES);
  portal.faults.arm({ name, calls: 1, object });
  return portal;
}

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

describe('a payload', () => {
  it.each([
    ['duplicate-keys', /"results":\[\],"results":\[\]/],
    ['deep-nesting', /\[{1000}/],
    ['huge-number', /1e400/],
    ['lone-surrogate', /\\ud800/],
    ['unknown-fields', /UNHEARD_OF/],
  ])('%s holds %s', async (name, pattern) => {
    const reply = await raw(armed(name));

    expect(reply.status).toBe(200);
    expect(reply.text).toMatch(pattern);
  });

  it('missing-fields leaves the first record without its properties', async () => {
    const { results } = PageSchema.parse(JSON.parse((await raw(armed('missing-fields'))).text));

    expect(results[0]).not.toHaveProperty('properties');
    expect(results[1]).toHaveProperty('properties');
  });

  it('truncated-at-row is whole JSON with fewer records and no cursor', async () => {
    const page = PageSchema.parse(JSON.parse((await raw(armed('truncated-at-row'), `${LIST}?limit=3`)).text));

    expect(page.results).toHaveLength(1);
    expect(page.paging).toBeUndefined();
  });
});

describe('a page', () => {
  it('same-page-twice leads to itself', async () => {
    const portal = armed('same-page-twice');

    const first = PageSchema.parse(JSON.parse((await raw(portal, `${LIST}?limit=2`)).text));
    const after = first.paging?.next.after;
    const second = PageSchema.parse(JSON.parse((await raw(portal, `${LIST}?limit=2&after=${after}`)).text));

    expect(second.results.map(({ id }) => id)).toEqual(first.results.map(({ id }) => id));
  });

  it('short-page has fewer rows than asked and goes on where it ended', async () => {
    const page = PageSchema.parse(JSON.parse((await raw(armed('short-page'))).text));

    expect(page.results.map(({ id }) => id)).toEqual(['1', '2']);
    expect(page.paging?.next.after).toBe('2');
  });

  it('empty-page-with-cursor has no rows and goes on', async () => {
    const page = PageSchema.parse(
      JSON.parse((await raw(armed('empty-page-with-cursor'), `${LIST}?after=2`)).text),
    );

    expect(page).toMatchObject({ results: [], paging: { next: { after: '2' } } });
  });

  it.each([
    ['record-moved', NOW],
    ['future-stamp', '2027-11-23T09:00:00.000Z'],
  ])('%s stamps its first record %s just after it was read', async (name, stamp) => {
    const portal = aPortal({ 'contacts.csv': 'id,updatedAt\n1,2026-01-01' });
    portal.faults.arm({ name, calls: 1 });

    const read = PageSchema.parse(JSON.parse((await raw(portal)).text));
    const again = PageSchema.parse(JSON.parse((await raw(portal)).text));

    expect(read.results[0]?.['updatedAt']).toBe('2026-01-01T00:00:00.000Z');
    expect(again.results[0]?.['updatedAt']).toBe(stamp);
  });

  it('late-index leaves the last record out of a search', async () => {
    const portal = armed('late-index');

    const reply = await raw(portal, `${LIST}/search`, { method: 'POST', body: '{}' });

    expect(JSON.parse(reply.text)).toMatchObject({ total: 3, results: { length: 3 } });
  });
});

describe('a connection', () => {
  const read = async (portal: TestPortal, init: RequestInit = {}) => {
    const url = await onLoopback(portal);
    const response = await fetch(`${url}${LIST}`, { headers: { authorization: 'Bearer sim-x' }, ...init });
    return response.text();
  };

  it('reset-mid-body ends within the answer', async () => {
    await expect(read(armed('reset-mid-body'))).rejects.toThrow('terminated');
  });

  it('short-content-length delivers half of the JSON as if it were all', async () => {
    const text = await read(armed('short-content-length'));

    expect(() => JSON.parse(text)).toThrow(SyntaxError);
  });

  it('no-answer stays silent until the client gives up', async () => {
    const controller = new AbortController();
    const portal = armed('no-answer');
    const waiting = read(portal, { signal: controller.signal });
    await expect.poll(() => portal.calls.list().length).toBe(1);

    controller.abort();

    await expect(waiting).rejects.toThrow('abort');
  });

  it('dripping-body comes whole in the end', async () => {
    const text = (await raw(armed('dripping-body'))).text;

    expect(PageSchema.parse(JSON.parse(text)).results).toHaveLength(4);
  });

  it('write-response-lost keeps the write and waits for one', async () => {
    const portal = armed('write-response-lost');

    const list = await raw(portal);
    const body = JSON.stringify({ properties: { firstname: 'Ann' } });
    const write = await raw(portal, `${LIST}/1`, { method: 'PATCH', body });
    const after = await raw(portal, `${LIST}/1`);

    expect([list.status, write.status]).toEqual([200, 502]);
    expect(JSON.parse(after.text)).toMatchObject({ properties: { firstname: 'Ann' } });
  });

  it('huge-page sends far more than any page holds', async () => {
    const portal = armed('huge-page');
    const response = await portal.app.request(LIST, { headers: { authorization: 'Bearer sim-x' } });
    let bytes = 0;
    for await (const chunk of response.body ?? []) {
      bytes += chunk.length;
      if (bytes > 50_000_000) break;
    }

    expect(bytes).toBeGreaterThan(50_000_000);
  });
});
