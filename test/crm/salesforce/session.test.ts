import { createVerify, generateKeyPairSync } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import type { SalesforceCredentials } from '../../../lib/crm/salesforce/credentials.ts';
import {
  createSalesforceClient,
  type SalesforceClient,
} from '../../../lib/crm/salesforce/salesforce-client.ts';
import {
  evenRandom,
  instantClock,
  refusal,
  type ScriptedOrg,
  SIM,
  type Step,
  startScriptedOrg,
} from './scripted-org.ts';

const GET = { method: 'GET', path: '/limits' } as const;
const OK: Step = { json: { ok: true } };
const EXPIRED = refusal(401, 'INVALID_SESSION_ID', 'Session expired or invalid');

let org: ScriptedOrg;
afterEach(() => org.close());

const connect = (credentials: SalesforceCredentials = SIM): SalesforceClient =>
  createSalesforceClient({ url: org.url, credentials, clock: instantClock(), random: evenRandom });

describe('a session', () => {
  it('mints one token for calls made side by side', async () => {
    org = await startScriptedOrg([OK, OK, OK]);
    const client = connect();

    await Promise.all([1, 2, 3].map(() => client.read(GET, z.unknown())));

    expect(org.tokenCalls).toHaveLength(1);
    expect(org.calls.map((call) => call.token)).toEqual(['token-1', 'token-1', 'token-1']);
  });

  it('X3 names the client and the version in every call', async () => {
    org = await startScriptedOrg([OK]);

    await connect().read(GET, z.unknown());

    expect(org.calls[0]?.path).toBe('/services/data/v66.0/limits');
    expect(org.calls[0]?.headers['sforce-call-options']).toBe('client=RevLoop');
  });

  it('F02 refreshes an expired session once and repeats the call, also a write', async () => {
    org = await startScriptedOrg([EXPIRED, OK]);
    const client = connect();

    const answer = await client.send({ method: 'PATCH', path: '/x', body: { a: 1 } }, z.unknown());

    expect(answer).toEqual({ ok: true });
    expect(org.calls.map((call) => call.token)).toEqual(['token-1', 'token-2']);
    expect(org.calls.map((call) => call.body)).toEqual(['{"a":1}', '{"a":1}']);
  });

  it('S12 gives up after a second 401', async () => {
    org = await startScriptedOrg([EXPIRED, EXPIRED, EXPIRED]);
    const client = connect();

    const failure = client.read(GET, z.unknown());

    await expect(failure).rejects.toMatchObject({ failure: 'auth', wasSent: false });
    expect(org.calls).toHaveLength(2);
  });

  it('F05 shares one refresh among calls that expired together', async () => {
    org = await startScriptedOrg((call) => (call.token === 'token-1' ? EXPIRED : OK));
    const client = connect();

    await Promise.all([1, 2, 3].map(() => client.read(GET, z.unknown())));

    expect(org.tokenCalls).toHaveLength(2);
  });

  it('keeps a rotated refresh token', async () => {
    org = await startScriptedOrg([EXPIRED, OK], { token: { refresh_token: 'rotated' } });
    const client = connect({ clientId: 'sim-app', refreshToken: 'first' });

    await client.read(GET, z.unknown());

    const sent = org.tokenCalls.map((call) => new URLSearchParams(call.body).get('refresh_token'));
    expect(sent).toEqual(['first', 'rotated']);
  });

  it('S13 hands a rotated refresh token on before its session is used', async () => {
    org = await startScriptedOrg([OK], { token: { refresh_token: 'rotated' } });
    const kept: { readonly token: unknown; readonly callsBefore: number }[] = [];
    const client = createSalesforceClient({
      url: org.url,
      credentials: { clientId: 'sim-app', refreshToken: 'first' },
      clock: instantClock(),
      random: evenRandom,
      keeper: {
        refresh: (use) =>
          use({
            refreshToken: 'first',
            keep: async (token) => void kept.push({ token, callsBefore: org.calls.length }),
            refuse: async () => undefined,
          }),
      },
    });

    await client.read(GET, z.unknown());

    expect(kept).toEqual([{ token: 'rotated', callsBefore: 0 }]);
  });

  it('F01 renews its token before it ends', async () => {
    org = await startScriptedOrg([OK, OK]);
    const clock = instantClock();
    const client = createSalesforceClient({ url: org.url, credentials: SIM, clock, random: evenRandom });
    await client.read(GET, z.unknown());
    await clock.sleep(26 * 60_000);

    await client.read(GET, z.unknown());

    expect(org.calls.map((call) => call.token)).toEqual(['token-1', 'token-2']);
  });

  it('F03 makes no further call once its credentials were refused', async () => {
    org = await startScriptedOrg([], { tokenRefusal: { status: 400, json: { error: 'invalid_grant' } } });
    const client = connect();
    await expect(client.read(GET, z.unknown())).rejects.toMatchObject({ failure: 'auth' });

    await expect(client.read(GET, z.unknown())).rejects.toMatchObject({ failure: 'auth' });

    expect(org.tokenCalls).toHaveLength(1);
    expect(org.calls).toHaveLength(0);
  });

  it.each([
    ['no client credentials user enabled', /Run As user/],
    ['user is not admin approved to access this app', /profile or a permission set/],
    ['expired access/refresh token', /connect again/],
  ])('S14 says how to fix "%s"', async (error_description, fix) => {
    const json = { error: 'invalid_grant', error_description };
    org = await startScriptedOrg([], { tokenRefusal: { status: 400, json } });

    const reading = connect().read(GET, z.unknown());

    await expect(reading).rejects.toMatchObject({ failure: 'auth', message: expect.stringMatching(fix) });
  });

  it('F96 sends no token to an instance_url that is no host of Salesforce', async () => {
    org = await startScriptedOrg([OK], { token: { instance_url: 'https://my.salesforce.com.evil.example' } });

    const reading = connect().read(GET, z.unknown());

    await expect(reading).rejects.toMatchObject({ failure: 'auth', wasSent: false });
    expect(org.calls).toHaveLength(0);
  });

  it('signs an assertion of three minutes for the fixed audience', async () => {
    org = await startScriptedOrg([OK]);
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

    await connect({ clientId: 'sim-app', username: 'ops@example.com', privateKey: pem }).read(
      GET,
      z.unknown(),
    );

    const assertion = new URLSearchParams(org.tokenCalls[0]?.body).get('assertion') ?? '';
    const [head = '', claims = '', signature = ''] = assertion.split('.');
    const isSigned = createVerify('RSA-SHA256')
      .update(`${head}.${claims}`)
      .verify(publicKey, signature, 'base64url');
    expect(isSigned).toBe(true);
    expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toEqual({
      iss: 'sim-app',
      sub: 'ops@example.com',
      aud: 'https://login.salesforce.com',
      exp: Date.parse('2026-11-02T00:03:00Z') / 1000,
    });
  });

  it('reports a refused credential as auth without repeating it', async () => {
    const json = { error: 'invalid_client', error_description: 'invalid client credentials' };
    org = await startScriptedOrg([], { tokenRefusal: { status: 400, json } });
    const client = connect();

    const failure = client.read(GET, z.unknown());

    await expect(failure).rejects.toMatchObject({
      failure: 'auth',
      message: expect.stringContaining('token: '),
    });
    expect(client.calls()).toBe(1);
  });

  it('reports the daily limit of the token endpoint, so that a write is known not to be made', async () => {
    org = await startScriptedOrg([], { tokenRefusal: refusal(403, 'REQUEST_LIMIT_EXCEEDED') });
    const client = connect();

    const failure = client.send({ method: 'PATCH', path: '/x', body: {} }, z.unknown());

    await expect(failure).rejects.toMatchObject({ failure: 'quota', wasSent: false });
    expect(org.calls).toEqual([]);
  });
});
