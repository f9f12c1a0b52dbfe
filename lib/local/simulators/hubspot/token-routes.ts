import { type Context, Hono } from 'hono';
import { VendorError } from './hubspot-errors.ts';
import type { Portal } from './portal.ts';

/** Tokens of this process and until when each is good. */
export interface IssuedTokens {
  readonly issue: () => string;
  readonly state: (token: string) => 'valid' | 'expired' | 'unknown';
}

/** Access tokens last 30 minutes. https://developers.hubspot.com/docs/guides/api/app-management/oauth-tokens */
const LIFETIME_SECONDS = 1800;
const SIMULATED = 'sim-';
const USER_ID = 1;

export function createIssuedTokens(portal: Pick<Portal, 'clock' | 'random'>): IssuedTokens {
  const expiry = new Map<string, number>();
  return {
    issue: () => {
      // Not `sim-…`: those never expire.
      const token = `issued-${portal.random.id(16)}`;
      expiry.set(token, portal.clock.nowMs() + LIFETIME_SECONDS * 1000);
      return token;
    },
    state: (token) => {
      if (token.startsWith(SIMULATED)) return 'valid';
      const expiresAtMs = expiry.get(token);
      if (expiresAtMs === undefined) return 'unknown';
      return portal.clock.nowMs() < expiresAtMs ? 'valid' : 'expired';
    },
  };
}

/** `POST /token` of every OAuth version. Version 1 names its errors in `status`; later ones add RFC 6749's. */
export function tokenRoutes(portal: Portal, tokens: IssuedTokens, style: 'v1' | 'rfc'): Hono {
  const app = new Hono();
  app.post('/token', async (c) => {
    const form = new URLSearchParams(await c.req.text());
    const field = (name: string) => form.get(name) ?? '';
    const grant = field('grant_type');
    if (grant !== 'refresh_token' && grant !== 'client_credentials') {
      throw refusal(style, 'BAD_GRANT_TYPE', 'missing or unknown grant type', 'unsupported_grant_type');
    }
    if (!field('client_id').startsWith(SIMULATED)) {
      throw refusal(style, 'BAD_CLIENT_ID', 'missing or unknown client id', 'invalid_client');
    }
    if (!field('client_secret').startsWith(SIMULATED)) {
      throw refusal(style, 'BAD_CLIENT_SECRET', 'missing or invalid client secret', 'invalid_client');
    }
    if (grant === 'refresh_token' && !field('refresh_token').startsWith(SIMULATED)) {
      throw refusal(style, 'BAD_REFRESH_TOKEN', 'missing or invalid refresh token', 'invalid_grant');
    }
    return grantToken(c, portal, tokens, grant === 'refresh_token' ? field('refresh_token') : undefined);
  });
  return app;
}

function grantToken(c: Context, portal: Portal, tokens: IssuedTokens, refreshToken: string | undefined) {
  return c.json({
    token_type: 'bearer',
    access_token: tokens.issue(),
    expires_in: LIFETIME_SECONDS,
    hub_id: portal.account.portalId,
    user_id: USER_ID,
    scopes: ['oauth'],
    ...(refreshToken === undefined
      ? { token_use: 'client_credentials' }
      : { refresh_token: refreshToken, token_use: 'access_token' }),
  });
}

function refusal(style: 'v1' | 'rfc', status: string, message: string, error: string): VendorError {
  const rfc = style === 'rfc' ? { error, error_description: message } : {};
  return new VendorError(400, { status, message, ...rfc });
}
