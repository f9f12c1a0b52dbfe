import type { Clock } from '../../runtime/clock.ts';
import { type CredentialKeeper, createMemoryKeeper, type HeldToken } from '../credential-keeper.ts';
import { CrmFailure } from '../crm-failure.ts';
import type { HubspotCredentials, OAuthCredentials } from './credentials.ts';

/** Where the bearer token of a call comes from. */
export interface AccessTokens {
  readonly current: () => Promise<string>;
  /** Replaces `refused`, unless another call did so already; undefined where the credentials cannot be renewed. */
  readonly renew: (refused: string) => Promise<string | undefined>;
}

/** What the token endpoint grants. */
interface Grant {
  readonly accessToken: string;
  readonly refreshToken: string | undefined;
  readonly expiresInMs: number;
}

export type RequestGrant = (credentials: OAuthCredentials) => Promise<Grant>;

/** A token is renewed this long before it ends: it lives 30 minutes, and a call with its retries takes two. */
const MARGIN_MS = 300_000;

/** `requestGrant` is called by one caller at a time; the others wait for its answer. */
export function createAccessTokens(
  credentials: HubspotCredentials,
  {
    clock,
    requestGrant,
    keeper,
  }: {
    readonly clock: Clock;
    readonly requestGrant: RequestGrant;
    /** Of the refresh token; left out, it is kept in this process alone. */
    readonly keeper?: CredentialKeeper | undefined;
  },
): AccessTokens {
  if ('accessToken' in credentials) {
    return { current: async () => credentials.accessToken, renew: async () => undefined };
  }
  const kept = keeper ?? createMemoryKeeper(credentials.refreshToken);
  let held: { readonly accessToken: string; readonly endMs: number } | undefined;
  let pending: Promise<string> | undefined;

  const renewWith = async ({ refreshToken, keep, refuse }: HeldToken): Promise<Grant> => {
    const grant = await requestGrant({ ...credentials, refreshToken }).catch(async (cause: unknown) => {
      const failure = tokenFailure(cause);
      if (failure instanceof CrmFailure && failure.failure === 'auth') await refuse(failure.message);
      throw failure;
    });
    // Kept before its first use: a run that dies in between must not lose the connection.
    const { refreshToken: next = refreshToken } = grant;
    if (next !== refreshToken)
      await keep(next).catch((cause: unknown) => {
        if (cause instanceof CrmFailure) throw cause;
        throw new CrmFailure('auth', 'the new refresh token could not be kept', { cause });
      });
    return grant;
  };
  const refresh = async (): Promise<string> => {
    const grant = await kept.refresh(renewWith);
    held = { accessToken: grant.accessToken, endMs: clock.nowMs() + grant.expiresInMs - MARGIN_MS };
    return grant.accessToken;
  };
  const refreshOnce = (): Promise<string> => {
    pending ??= refresh().finally(() => {
      pending = undefined;
    });
    return pending;
  };
  return {
    current: async () =>
      held !== undefined && clock.nowMs() < held.endMs ? held.accessToken : refreshOnce(),
    renew: async (refused) =>
      held !== undefined && held.accessToken !== refused ? held.accessToken : refreshOnce(),
  };
}

/** A refused grant means "connect again"; and whatever happened, the call that needed the token was not sent. */
function tokenFailure(cause: unknown): unknown {
  if (!(cause instanceof CrmFailure)) return cause;
  const { message, retryAfterMs, status } = cause;
  const isRefused = status === 400 || cause.failure === 'permission';
  const failure = isRefused ? 'auth' : cause.failure;
  return new CrmFailure(failure, `token endpoint: ${message}`, { cause, retryAfterMs, status });
}
