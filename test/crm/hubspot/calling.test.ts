import { describe, expect, it } from 'vitest';
import { createHubspotCrm } from '../../../lib/crm/hubspot/hubspot-crm.ts';
import { anAccount, contacts, countingRandom, manualClock } from './test-account.ts';

const OAUTH = { clientId: 'sim-app', clientSecret: 'sim-secret', refreshToken: 'sim-refresh' };
const HALF_AN_HOUR_MS = 1_800_000;

describe('limits', () => {
  it('are kept by waiting, so that no call is refused', async () => {
    const test = await anAccount({
      tables: { contacts: contacts(450) },
      limits: { perTenSeconds: 5, searchPerSecond: 4 },
    });

    for (let i = 0; i < 12; i += 1) await test.crm.describe('contacts');
    for (let i = 0; i < 9; i += 1) await test.crm.count('contacts');

    expect(test.crm.calls()).toBe(21);
    expect(test.clock.sleepsMs).toEqual([10_200, 10_200, 1020, 1020]);
  });

  it.each([
    ['rate-limit', 10_000],
    ['search-rate-limit', 1000],
  ])('that others used up are waited for as the answer says: %s', async (fault, waitMs) => {
    const test = await anAccount({ tables: { contacts: contacts(2) } });
    const description = await test.crm.describe('contacts');
    test.account.faults.arm({ name: fault, calls: 1 });

    await (fault === 'rate-limit'
      ? test.crm.readByIds(description, ['1001'], { withLinks: true })
      : test.crm.count('contacts'));

    expect(test.clock.sleepsMs).toEqual([waitMs]);
  });

  it('of the day end the run', async () => {
    const test = await anAccount({ limits: { perDay: 2 } });
    await test.crm.count('contacts');
    await test.crm.count('contacts');

    const counting = test.crm.count('contacts');

    await expect(counting).rejects.toMatchObject({ failure: 'quota' });
    expect(test.crm.calls()).toBe(3);
  });
});

describe('reads', () => {
  it.each([
    'server-error',
    'bad-gateway-html',
    'unavailable',
    'reset-before',
    'reset-after',
    'truncated-body',
  ])('are tried again after %s', async (fault) => {
    const test = await anAccount({ tables: { contacts: contacts(3) } });
    test.account.faults.arm({ name: fault, calls: 2 });

    const count = await test.crm.count('contacts');

    expect(count).toBe(3);
    expect(test.crm.calls()).toBe(3);
  });

  it('end with permission where a scope is missing, which is named', async () => {
    const test = await anAccount();
    test.account.faults.arm({ name: 'missing-scopes', calls: 1 });

    const describing = test.crm.describe('contacts');

    await expect(describing).rejects.toMatchObject({
      failure: 'permission',
      message: expect.stringContaining('crm.objects.contacts.read'),
    });
    expect(test.crm.calls()).toBe(1);
  });

  it('end with the last failure where the CRM does not come back', async () => {
    const clock = manualClock();
    const url = 'http://127.0.0.1:1';
    const crm = createHubspotCrm({
      url,
      credentials: { accessToken: 'sim' },
      clock,
      random: countingRandom(),
    });

    const counting = crm.count('contacts');

    await expect(counting).rejects.toMatchObject({ failure: 'transient' });
  });

  it('end with auth where the key is refused', async () => {
    const test = await anAccount({ credentials: { accessToken: 'revoked' } });

    const counting = test.crm.count('contacts');

    await expect(counting).rejects.toMatchObject({ failure: 'auth' });
    expect(test.crm.calls()).toBe(1);
  });

  it('take a success that is not the documented one', async () => {
    const test = await anAccount({
      front: async ({ url }) =>
        url.endsWith('/search') ? Response.json({ total: 7, results: [] }, { status: 203 }) : undefined,
    });

    const count = await test.crm.count('contacts');

    expect(count).toBe(7);
  });
});

describe('an OAuth app', () => {
  it('asks for one token however many calls start at once', async () => {
    const test = await anAccount({ tables: { contacts: contacts(3) }, credentials: OAUTH });

    const counts = await Promise.all([
      test.crm.count('contacts'),
      test.crm.count('deals'),
      test.crm.count('companies'),
    ]);

    expect(counts).toEqual([3, 0, 0]);
    expect(test.seen('POST', '/token')).toBe(1);
    expect(test.crm.calls()).toBe(4);
  });

  it('asks for the next token before the first one ends', async () => {
    const test = await anAccount({ credentials: OAUTH });
    await test.crm.count('contacts');
    test.clock.advance(HALF_AN_HOUR_MS - 60_000);

    await test.crm.count('contacts');

    expect(test.seen('POST', '/token')).toBe(2);
    expect(test.crm.calls()).toBe(4);
  });

  it('replaces a token that is refused early, once', async () => {
    const test = await anAccount({ tables: { contacts: contacts(1) }, credentials: OAUTH });
    await test.crm.count('contacts');
    test.account.faults.arm({ name: 'unauthorized', calls: 1, object: 'contacts' });

    const outcomes = await test.crm.write('contacts', [{ id: '1001', fields: { jobtitle: 'CTO' } }]);

    expect(outcomes).toMatchObject([{ status: 'applied' }]);
    expect(test.seen('POST', '/token')).toBe(2);
  });

  it('ends with auth where the refresh token is refused', async () => {
    const test = await anAccount({ credentials: { ...OAUTH, refreshToken: 'revoked' } });

    const counting = test.crm.count('contacts');

    await expect(counting).rejects.toMatchObject({ failure: 'auth' });
  });

  it('has not sent the write whose token could not be had', async () => {
    const test = await anAccount({ tables: { contacts: contacts(1) }, credentials: OAUTH });
    test.account.faults.arm({ name: 'server-error', calls: 1 });

    const writing = test.crm.write('contacts', [{ id: '1001', fields: { jobtitle: 'CTO' } }]);

    await expect(writing).rejects.toMatchObject({ failure: 'transient', wasSent: false });
  });
});
