import type { Clock } from '../../runtime/clock.ts';
import { createCallCount } from '../call-count.ts';
import { CrmFailure } from '../crm-failure.ts';
import { failureOfAnswer, failureOfThrown } from './failures.ts';
import { createPacer, type Lane } from './pacing.ts';

/** The part of the SDK's request that goes over the wire. */
export interface WireRequest {
  readonly getUrl: () => string;
  readonly getHttpMethod: () => string;
  readonly getHeaders: () => Readonly<Record<string, string>>;
  readonly getBody: () => unknown;
}

/** A 2xx answer. */
interface WireAnswer {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly text: string;
}

export interface Transport {
  /** Throws a `CrmFailure` for every answer other than 2xx. */
  readonly send: (request: WireRequest) => Promise<WireAnswer>;
  /** Requests sent since creation, of one object or of all. */
  readonly calls: (object?: string) => number;
}

/** A single call's deadline; HubSpot's own gateway gives up about then. */
const CALL_TIMEOUT_MS = 30_000;

/** Sends one request at a time slot below HubSpot's limits, and counts it. The SDK's own transport has no deadline. */
export function createTransport(clock: Clock): Transport {
  const pacer = createPacer(clock);
  const calls = createCallCount();
  return {
    calls: calls.of,
    send: async (request) => {
      const lane: Lane = new URL(request.getUrl()).pathname.endsWith('/search') ? 'search' : 'normal';
      await pacer.wait(lane);
      calls.add(objectOf(request.getUrl()));
      const answer = await exchange(request);
      pacer.learn(lane, answer.headers);
      if (answer.status >= 200 && answer.status < 300) return answer;
      const failure = failureOfAnswer(answer);
      if (failure.failure === 'throttled') pacer.hold(lane, failure.retryAfterMs ?? 0);
      throw failure;
    },
  };
}

/** A request beside the SDK, for what its models leave out. */
export function jsonRequest(url: string, body: unknown): WireRequest {
  return {
    getUrl: () => url,
    getHttpMethod: () => 'POST',
    getHeaders: () => ({ accept: 'application/json', 'content-type': 'application/json' }),
    getBody: () => JSON.stringify(body),
  };
}

/** The same request with the header that carries the token. */
export function authorize(request: WireRequest, accessToken: string): WireRequest {
  const headers = { ...request.getHeaders(), Authorization: `Bearer ${accessToken}` };
  return {
    getUrl: () => request.getUrl(),
    getHttpMethod: () => request.getHttpMethod(),
    getHeaders: () => headers,
    getBody: () => request.getBody(),
  };
}

/** The object a path names; of an association, the one it starts from. */
function objectOf(url: string): string | undefined {
  const { pathname } = new URL(url);
  if (/^\/crm\/v3\/owners/.test(pathname)) return 'owners';
  return /^\/crm\/v[34]\/(?:objects|properties|pipelines|associations)\/([^/]+)/.exec(pathname)?.[1];
}

async function exchange(request: WireRequest): Promise<WireAnswer> {
  const body = request.getBody();
  try {
    const response = await fetch(request.getUrl(), {
      method: request.getHttpMethod(),
      headers: request.getHeaders(),
      signal: AbortSignal.timeout(CALL_TIMEOUT_MS),
      // Redirects would carry the token to another host.
      redirect: 'manual',
      ...(body === undefined ? {} : { body: String(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: Object.fromEntries(response.headers), text };
  } catch (cause) {
    throw failureOfThrown(cause);
  }
}

/** Milliseconds of the CRM's own clock when it answered: the `Date` header, to the second. */
export function serverTimeMs(headers: Readonly<Record<string, string>>): number {
  const ms = Date.parse(headers['date'] ?? '');
  if (Number.isNaN(ms)) throw new CrmFailure('corrupt', 'answer without a readable Date header');
  return ms;
}
