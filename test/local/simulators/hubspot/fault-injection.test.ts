import { describe, expect, it } from 'vitest';
import { aPortal, onLoopback } from './hubspot-fixture.ts';

const FILES = { 'contacts.csv': 'id,firstname\n1,Al\n2,Bo' };
const LIST = '/crm/v3/objects/contacts';
const SEARCH = '/crm/v3/objects/contacts/search';

describe('an armed fault', () => {
  it.each([
    ['server-error', 500, { status: 'error' }],
    ['unavailable', 503, { status: 'error' }],
    ['rate-limit', 429, { policyName: 'TEN_SECONDLY_ROLLING' }],
    ['daily-limit', 429, { policyName: 'DAILY' }],
    ['unauthorized', 401, { category: 'EXPIRED_AUTHENTICATION' }],
    ['missing-scopes', 403, { category: 'MISSING_SCOPES' }],
    ['locked', 423, { status: 'error' }],
  ])('%s answers %i for as many calls as told', async (name, status, body) => {
    const portal = aPortal(FILES);
    await portal.call('POST', '/_simulator/faults', { name, calls: 2 });

    const replies = [
      await portal.call('GET', LIST),
      await portal.call('GET', LIST),
      await portal.call('GET', LIST),
    ];

    expect(replies.map((reply) => reply.status)).toEqual([status, status, 200]);
    expect(replies[0]?.body).toMatchObject(body);
  });

  it('search-rate-limit waits for a search, rate-limit for anything else', async () => {
    const portal = aPortal(FILES);
    portal.faults.arm({ name: 'search-rate-limit', calls: 1 });
    portal.faults.arm({ name: 'rate-limit', calls: 1 });

    const search = await portal.call('POST', SEARCH, {});
    const list = await portal.call('GET', LIST);

    expect(search.body).toMatchObject({ message: 'You have reached your secondly limit.' });
    expect(list.body).toMatchObject({ policyName: 'TEN_SECONDLY_ROLLING' });
  });

  it('hits only the object it names', async () => {
    const portal = aPortal(FILES);
    portal.faults.arm({ name: 'server-error', calls: 1, object: 'deals' });

    const contacts = await portal.call('GET', LIST);
    const deals = await portal.call('GET', '/crm/v3/objects/0-3');

    expect([contacts.status, deals.status]).toEqual([200, 500]);
  });

  it('bad-gateway-html answers a page instead of JSON', async () => {
    const portal = aPortal(FILES);
    portal.faults.arm({ name: 'bad-gateway-html', calls: 1 });

    const reply = await portal.call('GET', LIST);

    expect(reply.status).toBe(502);
    expect(reply.headers.get('content-type')).toContain('text/html');
    expect(reply.body).toContain('<html>');
  });

  it('invalid-cursor waits for a call with a cursor', async () => {
    const portal = aPortal(FILES);
    portal.faults.arm({ name: 'invalid-cursor', calls: 1 });

    const first = await portal.call('GET', LIST);
    const second = await portal.call('GET', `${LIST}?after=1`);

    expect([first.status, second.status]).toEqual([200, 400]);
  });

  it('truncated-body cuts the JSON of an answer in half', async () => {
    const portal = aPortal(FILES);
    portal.faults.arm({ name: 'truncated-body', calls: 1 });

    const response = await portal.app.request(LIST, { headers: { authorization: 'Bearer sim-x' } });
    const text = await response.text();

    expect(response.status).toBe(200);
    expect(() => JSON.parse(text)).toThrow(SyntaxError);
  });

  it('is refused when its name is unknown', async () => {
    const portal = aPortal(FILES);

    const reply = await portal.call('POST', '/_simulator/faults', { name: 'nonsense', calls: 1 });

    expect(reply.status).toBe(400);
    expect(reply.body).toMatchObject({ names: expect.arrayContaining(['reset-after']) });
  });
});

describe('a cut connection', () => {
  it.each([
    ['reset-before', 'Al'],
    ['reset-after', 'Ann'],
  ])('%s leaves the name as %s', async (name, firstname) => {
    const portal = aPortal(FILES);
    const url = await onLoopback(portal);
    portal.faults.arm({ name, calls: 1 });

    const cut = fetch(`${url}${LIST}/1`, {
      method: 'PATCH',
      headers: { authorization: 'Bearer sim-x', 'content-type': 'application/json' },
      body: JSON.stringify({ properties: { firstname: 'Ann' } }),
    });

    await expect(cut).rejects.toThrow('fetch failed');
    const read = await portal.call('GET', `${LIST}/1`);
    expect(read.body).toMatchObject({ properties: { firstname } });
  });
});
