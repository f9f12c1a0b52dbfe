import { createSign } from 'node:crypto';
import * as z from 'zod';
import type { Clock } from '../../runtime/clock.ts';
import type { Random } from '../../runtime/random.ts';
import { withRetry } from '../../runtime/retry.ts';
import { CrmFailure } from '../crm-failure.ts';
import type { SalesforceCredentials } from './credentials.ts';
import { type HttpAnswer, parseJson } from './failures.ts';
import type { HttpCall } from './http-call.ts';

/** The longest life of an assertion. https://help.salesforce.com/s/articleView?id=sf.remoteaccess_oauth_jwt_flow.htm */
const ASSERTION_LIFE_S = 180;
const JWT_GRANT = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
const FORM = { 'content-type': 'application/x-www-form-urlencoded' } as const;

const TokenAnswer = z.object({
  access_token: z.string().min(1),
  instance_url: z.url().transform((url) => url.replace(/\/+$/, '')),
  refresh_token: z.string().min(1).optional(),
});

export interface Token {
  readonly accessToken: string;
  /** Base of every data call, without a trailing slash. */
  readonly instanceUrl: string;
}

interface Session {
  readonly token: () => Promise<Token>;
  /** A token other than `stale`; callers that hold the same stale one share one call. */
  readonly renew: (stale: Token) => Promise<Token>;
}

/**
 * Mints access tokens, one call at a time. A rotated refresh token replaces the old one for the life of the session.
 * Throws `CrmFailure` with `wasSent` false: a data call that got no token was never made.
 */
export function createSession(options: {
  readonly url: string;
  readonly credentials: SalesforceCredentials;
  readonly send: (call: HttpCall) => Promise<HttpAnswer>;
  readonly clock: Clock;
  readonly random: Random;
}): Session {
  const { url, send, clock, random } = options;
  let credentials = options.credentials;
  let current: Promise<Token> | undefined;

  // https://help.salesforce.com/s/articleView?id=sf.remoteaccess_oauth_flows.htm
  const mint = async (): Promise<Token> => {
    const body = new URLSearchParams(grantOf(credentials, url, clock)).toString();
    const call = { method: 'POST', url: `${url}/services/oauth2/token`, headers: FORM, body };
    const answer = TokenAnswer.safeParse(parseJson((await send(call)).body));
    if (!answer.success) throw new CrmFailure('corrupt', 'the token endpoint answered without a token');
    const { access_token: accessToken, instance_url: instanceUrl, refresh_token: refreshToken } = answer.data;
    if ('refreshToken' in credentials && refreshToken !== undefined)
      credentials = { ...credentials, refreshToken };
    return { accessToken, instanceUrl };
  };
  const start = (): Promise<Token> => {
    const minted = withRetry(mint, { clock, random }).catch((cause: unknown) => {
      if (current === minted) current = undefined;
      throw asNeverSent(cause);
    });
    current = minted;
    return minted;
  };

  return {
    token: () => current ?? start(),
    renew: async (stale) => {
      const held = current;
      if (held === undefined) return start();
      const token = await held;
      if (token !== stale) return token;
      return current === held || current === undefined ? start() : current;
    },
  };
}

function grantOf(credentials: SalesforceCredentials, url: string, clock: Clock): Record<string, string> {
  const { clientId } = credentials;
  if ('privateKey' in credentials)
    return { grant_type: JWT_GRANT, client_id: clientId, assertion: signAssertion(credentials, url, clock) };
  if ('refreshToken' in credentials) {
    const { refreshToken, clientSecret } = credentials;
    const secret = clientSecret === undefined ? {} : { client_secret: clientSecret };
    return { grant_type: 'refresh_token', refresh_token: refreshToken, client_id: clientId, ...secret };
  }
  return { grant_type: 'client_credentials', client_id: clientId, client_secret: credentials.clientSecret };
}

function signAssertion(
  credentials: { readonly clientId: string; readonly username: string; readonly privateKey: string },
  url: string,
  clock: Clock,
): string {
  const { clientId, username, privateKey } = credentials;
  const exp = Math.floor(clock.nowMs() / 1000) + ASSERTION_LIFE_S;
  const claims = { iss: clientId, sub: username, aud: audienceOf(url), exp };
  const text = `${toBase64Url({ alg: 'RS256' })}.${toBase64Url(claims)}`;
  return `${text}.${createSign('RSA-SHA256').update(text).sign(privateKey, 'base64url')}`;
}

/** The audience is one of two fixed words, also where the call goes to a My Domain address. */
function audienceOf(url: string): string {
  const isSandbox = /^(test\.|[^/]*\.sandbox\.)/.test(new URL(url).hostname);
  return isSandbox ? 'https://test.salesforce.com' : 'https://login.salesforce.com';
}

function toBase64Url(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function asNeverSent(cause: unknown): unknown {
  if (!(cause instanceof CrmFailure)) return cause;
  const { failure, message, retryAfterMs, status } = cause;
  return new CrmFailure(failure, `token: ${message}`, { cause: cause.cause, retryAfterMs, status });
}
