import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { control, type SimulatedOrg, startOrg } from './simulated-org.ts';

const CLIENT = { client_id: 'sim-id', client_secret: 'sim-secret' };
const REFRESH = { grant_type: 'refresh_token', refresh_token: 'sim-refresh', ...CLIENT };
const Token = z.looseObject({ access_token: z.string(), refresh_token: z.string().optional() });

let org: SimulatedOrg;
beforeEach(async () => {
  org = await startOrg();
});
afterEach(() => org.close());

const arm = (name: string) => control(org.url, 'faults', { name, calls: 1 });

async function post(endpoint: string, form: Record<string, string>, headers = {}) {
  const response = await fetch(`${org.url}/services/oauth2/${endpoint}`, {
    method: 'POST',
    headers,
    body: new URLSearchParams(form),
  });
  const text = await response.text();
  const body: unknown = text.startsWith('{') || text.startsWith('[') ? JSON.parse(text) : text;
  return { status: response.status, body };
}

const token = async (form: Record<string, string> = REFRESH) => Token.parse((await post('token', form)).body);
const limits = async (accessToken: string) => {
  const headers = { authorization: `Bearer ${accessToken}` };
  return (await fetch(`${org.url}/services/data/v66.0/limits`, { headers })).status;
};

describe('the token endpoint', () => {
  it('gives a refresh token to the web server flow and none to the flows without a user', async () => {
    const byCode = await token({ grant_type: 'authorization_code', code: 'sim-code', ...CLIENT });
    const byClient = await token({ grant_type: 'client_credentials', ...CLIENT });
    const byJwt = await token({
      grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
      assertion: 'sim-assertion',
    });

    expect(byCode.refresh_token).toMatch(/^sim-/);
    expect([byClient.refresh_token, byJwt.refresh_token]).toEqual([undefined, undefined]);
  });

  it('takes client credentials as HTTP Basic too', async () => {
    const authorization = `Basic ${Buffer.from('sim-id:sim-secret').toString('base64')}`;

    const answer = await post('token', { grant_type: 'client_credentials' }, { authorization });

    expect(answer).toMatchObject({ status: 200, body: { id: expect.stringContaining('/id/00D') } });
  });

  it('rotates refresh tokens when set so: the old one is refused', async () => {
    await control(org.url, 'settings', { rotatesRefreshTokens: true });

    const first = await token();
    const again = await post('token', REFRESH);
    const next = await token({ ...REFRESH, refresh_token: first.refresh_token ?? '' });

    expect(again).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
    expect(next.refresh_token).not.toBe(first.refresh_token);
  });

  it('loses the rotated token with rotation-lost', async () => {
    await arm('rotation-lost');

    await expect(post('token', REFRESH)).rejects.toThrow(/fetch failed/);
    const again = await post('token', REFRESH);

    expect(again).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
  });

  it('names another instance with instance-moved', async () => {
    await control(org.url, 'settings', { movedToUrl: 'https://new.example.com' });
    await arm('instance-moved');

    const answer = await token();

    expect(answer['instance_url']).toBe('https://new.example.com');
  });

  it.each([
    ['invalid-grant', 400, { error: 'invalid_grant', error_description: 'expired access/refresh token' }],
    ['app-not-approved', 400, { error: 'invalid_app_access' }],
    ['token-unavailable', 503, expect.stringContaining('Service Unavailable')],
    ['request-limit', 403, [{ errorCode: 'REQUEST_LIMIT_EXCEEDED' }]],
  ])('answers %s with %i', async (fault, status, body) => {
    await arm(fault);

    const answer = await post('token', REFRESH);

    expect(answer.status).toBe(status);
    expect(answer).toMatchObject({ body });
  });

  it('does not answer with token-timeout', async () => {
    await arm('token-timeout');

    const lost = fetch(`${org.url}/services/oauth2/token`, {
      method: 'POST',
      body: new URLSearchParams(REFRESH),
      signal: AbortSignal.timeout(50),
    });

    await expect(lost).rejects.toThrow(/timeout/);
  });
});

describe('an access token', () => {
  it('ends with the session, and a new one is taken', async () => {
    await control(org.url, 'settings', { sessionMs: 60_000 });
    const { access_token: old } = await token();
    const before = await limits(old);
    await control(org.url, 'clock', { advanceMs: 60_000 });

    const after = await limits(old);
    const renewed = await limits((await token()).access_token);

    expect([before, after, renewed]).toEqual([200, 401, 200]);
  });

  it('stays refused after token-expired', async () => {
    await arm('token-expired');

    const statuses = [await limits('sim-token'), await limits('sim-token')];
    const renewed = await limits((await token()).access_token);

    expect([...statuses, renewed]).toEqual([401, 401, 200]);
  });

  it('is inactive and refused once revoked', async () => {
    const { access_token } = await token();
    const before = await post('introspect', { token: access_token, ...CLIENT });
    await post('revoke', { token: access_token });

    const after = await post('introspect', { token: access_token, ...CLIENT });

    expect([before.body, after.body]).toMatchObject([{ active: true }, { active: false }]);
    expect(await limits(access_token)).toBe(401);
  });
});
