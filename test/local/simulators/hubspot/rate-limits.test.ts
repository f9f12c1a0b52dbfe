import { describe, expect, it } from 'vitest';
import { aPortal, type TestPortal } from './hubspot-fixture.ts';

const list = (portal: TestPortal) => portal.call('GET', '/crm/v3/objects/contacts');
const search = (portal: TestPortal) => portal.call('POST', '/crm/v3/objects/contacts/search', {});

describe('the limit of ten seconds', () => {
  it('refuses the call past it and admits again when the window has rolled on', async () => {
    const portal = aPortal({}, { limits: { perTenSeconds: 2 } });

    const first = await list(portal);
    portal.clock.advance(4000);
    await list(portal);
    const refused = await list(portal);
    portal.clock.advance(6000);
    const again = await list(portal);

    expect(first.headers.get('x-hubspot-ratelimit-max')).toBe('2');
    expect(first.headers.get('x-hubspot-ratelimit-remaining')).toBe('1');
    expect(first.headers.get('x-hubspot-ratelimit-interval-milliseconds')).toBe('10000');
    expect(refused.status).toBe(429);
    expect(refused.body).toMatchObject({
      errorType: 'RATE_LIMIT',
      policyName: 'TEN_SECONDLY_ROLLING',
      message: 'You have reached your ten_secondly_rolling limit.',
    });
    expect(again.status).toBe(200);
  });

  it('is 190 unless told otherwise', async () => {
    const portal = aPortal({}, { limits: {} });

    const reply = await list(portal);

    expect(reply.headers.get('x-hubspot-ratelimit-max')).toBe('190');
  });
});

describe('the limit of searches', () => {
  it('is five a second, with a body and headers of its own', async () => {
    const portal = aPortal({}, { limits: {} });

    const admitted = await Promise.all(Array.from({ length: 5 }, () => search(portal)));
    const refused = await search(portal);
    portal.clock.advance(1000);
    const again = await search(portal);

    expect(admitted.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect(refused.status).toBe(429);
    expect(refused.body).toEqual({
      status: 'error',
      message: 'You have reached your secondly limit.',
      correlationId: expect.any(String),
      category: 'RATE_LIMITS',
    });
    expect(refused.headers.get('x-hubspot-ratelimit-max')).toBeNull();
    expect(refused.headers.get('x-hubspot-ratelimit-daily')).toBe('625000');
    expect(again.status).toBe(200);
  });

  it('takes nothing from the limit of ten seconds', async () => {
    const portal = aPortal({}, { limits: { perTenSeconds: 1 } });
    await search(portal);

    const reply = await list(portal);

    expect(reply.status).toBe(200);
  });
});

describe('the limit of a day', () => {
  it('ends at midnight in the account’s time zone', async () => {
    const portal = aPortal({}, { limits: { perDay: 1 }, account: { timeZone: 'Asia/Tokyo' } });
    portal.clock.set(Date.parse('2026-11-23T14:59:59.000Z'));

    await list(portal);
    const refused = await list(portal);
    portal.clock.advance(1000);
    const nextDay = await list(portal);

    expect(refused.status).toBe(429);
    expect(refused.body).toMatchObject({
      policyName: 'DAILY',
      message: 'You have reached your daily limit.',
    });
    expect(nextDay.status).toBe(200);
  });
});

describe('lifted limits', () => {
  it('have no headers', async () => {
    const portal = aPortal(
      {},
      { limits: { perTenSeconds: Number.POSITIVE_INFINITY, perDay: Number.POSITIVE_INFINITY } },
    );

    const reply = await list(portal);

    expect([...reply.headers.keys()].filter((name) => name.includes('ratelimit'))).toEqual([]);
  });
});
