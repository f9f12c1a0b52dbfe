import { createSign } from 'node:crypto';
import type { Clock } from '../../runtime/clock.ts';
import type { SalesforceCredentials } from './credentials.ts';

/** The longest life of an assertion. https://help.salesforce.com/s/articleView?id=sf.remoteaccess_oauth_jwt_flow.htm */
const ASSERTION_LIFE_S = 180;
const JWT_GRANT = 'urn:ietf:params:oauth:grant-type:jwt-bearer';

/** The form that asks the token endpoint of `url` for a token. */
export function grantOf(
  credentials: SalesforceCredentials,
  url: string,
  clock: Clock,
): Record<string, string> {
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
