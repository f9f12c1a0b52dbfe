import * as z from 'zod';
import type { Clock } from '../../runtime/clock.ts';
import type { Random } from '../../runtime/random.ts';
import { withRetry } from '../../runtime/retry.ts';
import { type CredentialKeeper, createMemoryKeeper, type HeldToken } from '../credential-keeper.ts';
import { CrmFailure } from '../crm-failure.ts';
import type { SalesforceCredentials } from './credentials.ts';
import { errorCodeOf, type HttpAnswer, parseJson } from './failures.ts';
import { grantOf } from './grant.ts';
import type { HttpCall } from './http-call.ts';
import { isOrgAddress } from './org-address.ts';
import { toId18 } from './record-id.ts';

const FORM = { 'content-type': 'application/x-www-form-urlencoded' } as const;
/** Renewed after this long where the answer names no life: an org ends sessions after 15 minutes to 24 hours, 2 by default. */
const TOKEN_LIFE_MS = 25 * 60_000;
/** Renewed this long before the end that the answer names. */
const EARLY_MS = 5 * 60_000;

/** What an admin has to do about a refusal. https://help.salesforce.com/s/articleView?id=sf.remoteaccess_oauth_flow_errors.htm */
const FIXES: readonly (readonly [RegExp, string])[] = [
  [/no client credentials user/i, 'name a Run As user in the client credentials settings of the app'],
  [/not admin approved/i, 'give the integration user the app by its profile or a permission set'],
  [/hasn.t approved this consumer/i, 'pre-authorise the integration user in the policies of the app'],
  [/expired access\/refresh token/i, 'connect again: the refresh token was revoked, replaced or ran out'],
  [
    /request not supported on this domain/i,
    'use the My Domain address; client credentials work nowhere else',
  ],
];

/** A refresh token that no admin can bring back to life. The other refusals of a grant end with a change in the org. */
const ENDED = /expired|revoked/i;

/** `https://login.salesforce.com/id/00D…/005…`: the org and the user. https://help.salesforce.com/s/articleView?id=sf.remoteaccess_using_openid.htm */
const IDENTITY = /\/id\/(00D[A-Za-z0-9]{12,15})\//;

const TokenAnswer = z.object({
  access_token: z.string().min(1),
  id: z.string().optional(),
  instance_url: z.url().transform((url) => url.replace(/\/+$/, '')),
  refresh_token: z.string().min(1).optional(),
  expires_in: z.coerce.number().positive().optional(),
});

export interface Token {
  readonly accessToken: string;
  /** Base of every data call, without a trailing slash. */
  readonly instanceUrl: string;
  readonly renewAtMs: number;
  /** Undefined where the answer did not say. */
  readonly orgId: string | undefined;
}

interface Session {
  readonly token: () => Promise<Token>;
  /** A token other than `stale`; callers that hold the same stale one share one call. */
  readonly renew: (stale: Token) => Promise<Token>;
}

/**
 * Mints access tokens, one call at a time, and a new one before the old one ends. A refresh token is the keeper's to
 * give, and a rotated one is kept before its access token is used. Refused credentials are not tried again. Throws
 * `CrmFailure` with `wasSent` false: a data call that got no token was never made.
 */
export function createSession(options: {
  readonly url: string;
  readonly credentials: SalesforceCredentials;
  readonly send: (call: HttpCall) => Promise<HttpAnswer>;
  /** Of the refresh token; left out, it is kept in this process alone. */
  readonly keeper?: CredentialKeeper | undefined;
  readonly clock: Clock;
  readonly random: Random;
}): Session {
  const { url, credentials, send, clock, random } = options;
  const keeper =
    'refreshToken' in credentials
      ? (options.keeper ?? createMemoryKeeper(credentials.refreshToken))
      : undefined;
  let current: Promise<Token> | undefined;
  let refusal: CrmFailure | undefined;

  // https://help.salesforce.com/s/articleView?id=sf.remoteaccess_oauth_flows.htm
  const ask = async (own: SalesforceCredentials): Promise<z.infer<typeof TokenAnswer>> => {
    const body = new URLSearchParams(grantOf(own, url, clock)).toString();
    const call = { method: 'POST', url: `${url}/services/oauth2/token`, headers: FORM, body };
    const answer = TokenAnswer.safeParse(parseJson((await send(call)).body));
    if (!answer.success) throw new CrmFailure('corrupt', 'the token endpoint answered without a token');
    if (isOrgAddress(answer.data.instance_url, url)) return answer.data;
    throw new CrmFailure('auth', 'the token endpoint names an instance_url that is no host of Salesforce');
  };
  const refresh = async ({ refreshToken, keep, refuse }: HeldToken): Promise<z.infer<typeof TokenAnswer>> => {
    const answer = await ask({ ...credentials, refreshToken }).catch(async (cause: unknown) => {
      if (hasEnded(cause)) await refuse(cause.message);
      throw cause;
    });
    const { refresh_token: next = refreshToken } = answer;
    if (next !== refreshToken) await keep(next);
    return answer;
  };
  const mint = async (): Promise<Token> => {
    const answer = keeper === undefined ? await ask(credentials) : await keeper.refresh(refresh);
    const { access_token: accessToken, instance_url: instanceUrl, expires_in: lifeS } = answer;
    const orgId = IDENTITY.exec(answer.id ?? '')?.[1];
    const lifeMs = lifeS === undefined ? TOKEN_LIFE_MS : Math.max(0, lifeS * 1000 - EARLY_MS);
    const renewAtMs = clock.nowMs() + lifeMs;
    return { accessToken, instanceUrl, renewAtMs, orgId: orgId === undefined ? undefined : toId18(orgId) };
  };
  const start = (): Promise<Token> => {
    if (refusal !== undefined) return Promise.reject(refusal);
    const minted = withRetry(mint, { clock, random }).catch((cause: unknown) => {
      if (current === minted) current = undefined;
      const failure = asNeverSent(cause);
      if (failure instanceof CrmFailure && failure.failure === 'auth') refusal = failure;
      throw failure;
    });
    current = minted;
    return minted;
  };
  /** An endpoint that is down for a moment does not end a session that still holds. */
  const startEarly = async (held: Token): Promise<Token> => {
    try {
      return await start();
    } catch (cause) {
      if (!(cause instanceof CrmFailure) || cause.failure === 'auth') throw cause;
      current = Promise.resolve({ ...held, renewAtMs: clock.nowMs() + EARLY_MS });
      return current;
    }
  };
  const renew = async (stale: Token, next: (held: Token) => Promise<Token>): Promise<Token> => {
    const held = current;
    if (held === undefined) return start();
    const token = await held;
    if (token.accessToken !== stale.accessToken) return token;
    return current === held || current === undefined ? next(token) : current;
  };

  return {
    token: async () => {
      const token = await (current ?? start());
      return clock.nowMs() < token.renewAtMs ? token : renew(token, startEarly);
    },
    renew: (stale) => renew(stale, start),
  };
}

function hasEnded(cause: unknown): cause is CrmFailure {
  return cause instanceof CrmFailure && errorCodeOf(cause) === 'invalid_grant' && ENDED.test(cause.message);
}

function asNeverSent(cause: unknown): unknown {
  if (!(cause instanceof CrmFailure)) return cause;
  const { failure, message, retryAfterMs, status } = cause;
  const fix = errorCodeOf(cause) === undefined ? undefined : FIXES.find(([text]) => text.test(message))?.[1];
  const text = fix === undefined ? `token: ${message}` : `token: ${message} (${fix})`;
  return new CrmFailure(failure, text, { cause: cause.cause, retryAfterMs, status });
}
