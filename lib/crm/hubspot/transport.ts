import { AsyncLocalStorage } from 'node:async_hooks';
import type { Clock } from '../../runtime/clock.ts';
import type { ApiBudget, Deadline } from '../api-budget.ts';
import { createCallCount } from '../call-count.ts';
import { CrmFailure } from '../crm-failure.ts';
import { readBody } from './body.ts';
import { dayHoldMs, knownTimeZone } from './day-end.ts';
import { failureOfAnswer, failureOfThrown } from './failures.ts';
import { createPacer } from './pacing.ts';
import { createPaths } from './paths.ts';
import { laneOf, usageOf } from './rate-headers.ts';
import { callTimeoutMs, clockWithin, isCutByDeadline } from './time-limits.ts';

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
  /** Counts what `run` sends as this object's, whatever the paths name: the same list serves several objects. */
  readonly countAs: <T>(object: string, run: () => Promise<T>) => Promise<T>;
  /** Normal calls a second that the account allows, as far as its answers have said. */
  readonly callsPerSecond: () => number;
  /** Time zone of the account, at whose midnight the day's calls are counted anew. */
  readonly learnTimeZone: (name: string) => void;
}

interface TransportOptions {
  readonly clock: Clock;
  readonly budget?: ApiBudget | undefined;
  readonly deadline?: Deadline | undefined;
  readonly apiVersion?: string | undefined;
}

/** Of a Professional portal. https://developers.hubspot.com/docs/developer-tooling/platform/usage-guidelines */
const CALLS_PER_SECOND = 19;

/** Sends one request at a time slot below HubSpot's limits, and counts it. The SDK's own transport has no deadline. */
export function createTransport({ clock, deadline, apiVersion, budget }: TransportOptions): Transport {
  const shared = budget ?? createPacer(clockWithin(clock, deadline));
  const toPath = createPaths(apiVersion);
  const calls = createCallCount();
  const counted = new AsyncLocalStorage<string>();
  let perSecond = CALLS_PER_SECOND;
  let timeZone: string | undefined;
  return {
    calls: calls.of,
    countAs: (object, run) => counted.run(object, run),
    callsPerSecond: () => perSecond,
    learnTimeZone: (name) => {
      timeZone = knownTimeZone(name);
    },
    send: async (request) => {
      const url = toPath(request.getUrl());
      const lane = laneOf(new URL(url).pathname);
      await shared.take(lane);
      const timeoutMs = callTimeoutMs(deadline);
      calls.add(counted.getStore() ?? objectOf(request.getUrl()));
      const answer = await exchange(request, { url, timeoutMs });
      const usage = usageOf(lane, answer.headers);
      if (usage.burstLimit !== undefined) {
        perSecond = (usage.burstLimit * 1000) / (usage.burstWindowMs ?? 10_000);
      }
      shared.learn(usage);
      if (answer.status >= 200 && answer.status < 300) return answer;
      const failure = failureOfAnswer(answer, clock.nowMs());
      if (failure.failure === 'quota') await budget?.hold(lane, dayHoldMs(clock.nowMs(), timeZone));
      if (failure.failure === 'throttled') await shared.hold(lane, failure.retryAfterMs ?? 0);
      throw failure;
    },
  };
}

/** A request beside the SDK, for what its models leave out. */
export function jsonRequest(url: string, body?: unknown): WireRequest {
  const content = body === undefined ? {} : { 'content-type': 'application/json' };
  return {
    getUrl: () => url,
    getHttpMethod: () => (body === undefined ? 'GET' : 'POST'),
    getHeaders: () => ({ accept: 'application/json', ...content }),
    getBody: () => (body === undefined ? undefined : JSON.stringify(body)),
  };
}

export function formRequest(url: string, form: Readonly<Record<string, string>>): WireRequest {
  return {
    getUrl: () => url,
    getHttpMethod: () => 'POST',
    getHeaders: () => ({
      accept: 'application/json',
      'content-type': 'application/x-www-form-urlencoded',
    }),
    getBody: () => new URLSearchParams(form).toString(),
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
  return /^\/crm\/v[34]\/(?:objects|properties|pipelines|associations)\/([^/]+)/.exec(pathname)?.[1];
}

async function exchange(
  request: WireRequest,
  { url, timeoutMs }: { readonly url: string; readonly timeoutMs: number },
): Promise<WireAnswer> {
  const body = request.getBody();
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    const response = await fetch(url, {
      method: request.getHttpMethod(),
      headers: request.getHeaders(),
      signal,
      // Redirects would carry the token to another host.
      redirect: 'manual',
      ...(body === undefined ? {} : { body: String(body) }),
    });
    const text = await readBody(response);
    return { status: response.status, headers: Object.fromEntries(response.headers), text };
  } catch (cause) {
    if (signal.aborted && isCutByDeadline(timeoutMs)) {
      throw new CrmFailure('deadline', 'the run ended before the answer came', { cause, wasSent: true });
    }
    throw failureOfThrown(cause);
  }
}

/** Milliseconds of the CRM's own clock when it answered: the `Date` header, to the second. */
export function serverTimeMs(headers: Readonly<Record<string, string>>): number {
  const ms = Date.parse(headers['date'] ?? '');
  if (Number.isNaN(ms)) throw new CrmFailure('corrupt', 'answer without a readable Date header');
  return ms;
}
