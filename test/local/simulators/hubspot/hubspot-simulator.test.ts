import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { aPortal, NOW, type TestPortal } from './hubspot-fixture.ts';

const TokenSchema = z.object({ access_token: z.string() });
const CREDENTIALS = { client_id: 'sim-id', client_secret: 'sim-secret', refresh_token: 'sim-refresh' };

function requestToken(portal: TestPortal, version: string, form: Record<string, string>) {
  const body = new URLSearchParams({ grant_type: 'refresh_token', ...form }).toString();
  return portal.call('POST', `/oauth/${version}/token`, body, {
    'content-type': 'application/x-www-form-urlencoded',
  });
}

describe('tokens', () => {
  it.each(['v1', 'v3', '2026-03'])(
    'are issued by /oauth/%s/token and expire after 30 minutes',
    async (version) => {
      const portal = aPortal();

      const issued = await requestToken(portal, version, CREDENTIALS);
      const { access_token } = TokenSchema.parse(issued.body);
      const authorization = { authorization: `Bearer ${access_token}` };
      const fresh = await portal.call('GET', '/crm/v3/owners', undefined, authorization);
      portal.clock.advance(1_800_000);
      const late = await portal.call('GET', '/crm/v3/owners', undefined, authorization);

      expect(issued.body).toMatchObject({
        token_type: 'bearer',
        refresh_token: 'sim-refresh',
        expires_in: 1800,
      });
      expect(fresh.status).toBe(200);
      expect(late.status).toBe(401);
      expect(late.body).toMatchObject({ category: 'EXPIRED_AUTHENTICATION' });
    },
  );

  it.each([
    ['client_id', 'BAD_CLIENT_ID'],
    ['client_secret', 'BAD_CLIENT_SECRET'],
    ['refresh_token', 'BAD_REFRESH_TOKEN'],
    ['grant_type', 'BAD_GRANT_TYPE'],
  ])('are refused for a wrong %s with %s', async (field, status) => {
    const portal = aPortal();

    const v1 = await requestToken(portal, 'v1', { ...CREDENTIALS, [field]: 'wrong' });
    const v3 = await requestToken(portal, 'v3', { ...CREDENTIALS, [field]: 'wrong' });

    expect(v1.status).toBe(400);
    expect(v1.body).toEqual({ status, message: expect.any(String), correlationId: expect.any(String) });
    expect(v3.body).toMatchObject({
      status,
      error: expect.any(String),
      error_description: expect.any(String),
    });
  });

  it.each([['Bearer pat-na1-x'], ['Basic sim-x'], ['']])('are unknown: %s', async (authorization) => {
    const portal = aPortal();

    const reply = await portal.call('GET', '/crm/v3/owners', undefined, { authorization });

    expect(reply.status).toBe(401);
    expect(reply.body).toMatchObject({ status: 'error', category: 'INVALID_AUTHENTICATION' });
  });
});

describe('every answer', () => {
  it.each([
    ['GET', '/crm/v3/objects/contacts'],
    ['GET', '/crm/v3/objects/contacts/1'],
    ['GET', '/_simulator/calls'],
  ])('%s %s carries the simulator’s date and the vendor’s content type', async (method, path) => {
    const portal = aPortal();
    portal.clock.set(Date.parse('2018-12-01T00:00:00Z'));

    const { headers } = await portal.call(method, path);

    expect(headers.get('date')).toBe('Sat, 01 Dec 2018 00:00:00 GMT');
    expect(headers.get('content-type')).toBe('application/json;charset=utf-8');
  });

  it('carries the correlation id of its body', async () => {
    const portal = aPortal();

    const { headers, body } = await portal.call('GET', '/crm/v3/objects/contacts/1');

    expect(body).toMatchObject({ correlationId: headers.get('x-hubspot-correlation-id') });
  });

  it('is counted, but for the control paths', async () => {
    const portal = aPortal();
    await portal.call('GET', '/crm/v3/objects/0-3');
    await portal.call('GET', '/crm/v3/objects/deals');
    await portal.call('POST', '/crm/v3/objects/deals/search', {});
    await portal.call('GET', '/crm/v3/owners/?limit=1');

    const reply = await portal.call('GET', '/_simulator/calls');

    expect(reply.body).toEqual([
      { method: 'GET', route: '/crm/v3/objects/{object}', object: 'deals', count: 2 },
      { method: 'GET', route: '/crm/v3/owners', count: 1 },
      { method: 'POST', route: '/crm/v3/objects/{object}/search', object: 'deals', count: 1 },
    ]);
  });
});

describe('pipelines', () => {
  it('are the default sales pipeline and the lifecycle without a file', async () => {
    const portal = aPortal();

    const deals = await portal.call('GET', '/crm/v3/pipelines/deals');
    const contacts = await portal.call('GET', '/crm/pipelines/2026-03/contacts');
    const stage = await portal.call('GET', '/crm/v3/pipelines/deals/default/stages/closedwon');

    expect(deals.body).toMatchObject({ results: [{ id: 'default', stages: { length: 7 } }] });
    expect(contacts.body).toMatchObject({ results: [{ id: 'contacts-lifecycle-pipeline' }] });
    expect(stage.body).toMatchObject({ metadata: { isClosed: 'true', probability: '1.0' } });
  });

  it.each([
    ['a list', (pipelines: unknown) => pipelines],
    ['the vendor’s answer', (pipelines: unknown) => ({ results: pipelines })],
    ['lists per object', (pipelines: unknown) => ({ deals: pipelines })],
  ])('come from pipelines.json as %s', async (_case, wrap) => {
    const stages = [{ id: 901, label: 'Gewonnen', metadata: { isClosed: true, probability: 1 } }];
    const file = JSON.stringify(wrap([{ id: 'p1', label: 'P', stages }]));
    const portal = aPortal({ 'pipelines.json': file, 'deals.csv': 'id,pipeline,dealstage\n1,p1,901' });

    const pipelines = await portal.call('GET', '/crm/v3/pipelines/deals');
    const deal = await portal.call('GET', '/crm/v3/objects/deals/1?properties=hs_is_closed_won');

    expect(pipelines.body).toMatchObject({
      results: [{ id: 'p1', stages: [{ id: '901', metadata: { isClosed: 'true', probability: '1' } }] }],
    });
    expect(deal.body).toMatchObject({ properties: { hs_is_closed_won: 'true' } });
  });
});

describe('owners', () => {
  const OWNERS = 'id,email,firstName,lastName,archived\n1,a@e.jp,A,B,false\n2,b@e.jp,C,D,true\n3,c@e.jp,E,F,';

  it('come from owners.csv, archived ones on request', async () => {
    const portal = aPortal({ 'owners.csv': OWNERS });

    const live = await portal.call('GET', '/crm/v3/owners/?limit=1');
    const next = await portal.call('GET', '/crm/v3/owners/?limit=1&after=1');
    const archived = await portal.call('GET', '/crm/v3/owners?archived=true');
    const one = await portal.call('GET', '/crm/v3/owners/3?idProperty=userId&archived=false');
    const byEmail = await portal.call('GET', '/crm/owners/2026-03?email=C@e.jp');

    expect(live.body).toMatchObject({ results: [{ id: '1', userId: 1 }], paging: { next: { after: '1' } } });
    expect(next.body).toMatchObject({ results: [{ id: '3' }] });
    expect(archived.body).toMatchObject({ results: [{ id: '2', userId: null, userIdIncludingInactive: 2 }] });
    expect(one.body).toMatchObject({ id: '3' });
    expect(byEmail.body).toMatchObject({ results: [{ id: '3' }] });
  });

  it('are those that records name, without the file', async () => {
    const portal = aPortal({ 'deals.csv': 'id,hubspot_owner_id\n1,55\n2,55' });

    const reply = await portal.call('GET', '/crm/v3/owners');

    expect(reply.body).toMatchObject({ results: [{ id: '55' }] });
  });
});

describe('the account', () => {
  it('has the time zone and the currency it was given', async () => {
    const portal = aPortal({}, { account: { timeZone: 'Asia/Tokyo', currency: 'JPY' } });

    const reply = await portal.call('GET', '/account-info/v3/details');

    expect(reply.body).toMatchObject({
      timeZone: 'Asia/Tokyo',
      companyCurrency: 'JPY',
      utcOffset: '+09:00',
      utcOffsetMilliseconds: 32_400_000,
    });
  });

  it('tells how many calls of today are used', async () => {
    const portal = aPortal({}, { account: { timeZone: 'Asia/Tokyo' }, limits: { perDay: 1000 } });
    await portal.call('GET', '/crm/v3/owners');

    const reply = await portal.call('GET', '/account-info/v3/api-usage/daily/private-apps');

    expect(reply.body).toMatchObject({
      results: [
        { usageLimit: 1000, currentUsage: 2, collectedAt: NOW, resetsAt: '2026-11-23T15:00:00.000Z' },
      ],
    });
  });

  it('defines no custom object schemas', async () => {
    const portal = aPortal();

    const reply = await portal.call('GET', '/crm-object-schemas/v3/schemas');

    expect(reply.body).toEqual({ results: [] });
  });
});
