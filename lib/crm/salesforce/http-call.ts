import { CrmFailure } from '../crm-failure.ts';
import { type HttpAnswer, toFailure, toNetworkFailure } from './failures.ts';

/** Time one call may take, from its first byte sent to its last byte read. */
export const CALL_TIMEOUT_MS = 60_000;
const FIRST_FAILED_STATUS = 300;
/** Beyond any page of the API (2,000 rows, which the org makes fewer when they are long); unpacked, it must fit into memory. */
const MAX_ANSWER_BYTES = 64 * 1024 * 1024;
const API_CONTENT = /^(application\/json|(text|application)\/xml)\s*(;|$)/i;
const CSV_CONTENT = /^text\/csv\s*(;|$)/i;
/** Computed anew by fetch, which refuses a header that contradicts the body. */
const CONTENT_LENGTH = 'content-length';

export interface HttpCall {
  readonly method: string;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly timeoutMs?: number;
  /** Downloads: the longest time without a byte. */
  readonly silenceMs?: number;
}

/** An answer whose body is read as it comes. */
export interface OpenAnswer {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: AsyncIterable<Uint8Array>;
}

/**
 * One HTTP call: resolves with a success, throws `CrmFailure` for anything else. Redirects are refused, because they
 * would carry the token to a host that nobody configured. Proxy variables count only when Node is told so
 * (`NODE_USE_ENV_PROXY`, with `NO_PROXY` for loopback).
 */
export async function sendHttp(call: HttpCall): Promise<HttpAnswer> {
  const answer = await readWhole(await start(call));
  if (answer.status >= FIRST_FAILED_STATUS) throw toFailure(answer);
  // A login or maintenance server answers with a page, and 200.
  if (answer.body !== '' && !API_CONTENT.test(answer.headers['content-type'] ?? '')) throw notData(answer);
  return answer;
}

/**
 * As `sendHttp`, for CSV of any length: resolves when the headers are there; the body throws 'corrupt' if it breaks off
 * or says nothing for as long as any other call may take.
 */
export async function openHttp(call: HttpCall): Promise<OpenAnswer> {
  const silence = createSilenceLimit(call.silenceMs ?? CALL_TIMEOUT_MS);
  const response = await silence.within(start(call, silence.signal)).catch((cause: unknown) => {
    throw cause instanceof CrmFailure ? cause : toNetworkFailure(cause);
  });
  const { status } = response;
  if (status >= FIRST_FAILED_STATUS) throw toFailure(await readWhole(response));
  const headers = Object.fromEntries(response.headers);
  if (!CSV_CONTENT.test(headers['content-type'] ?? '')) {
    await response.body?.cancel();
    throw notData({ status });
  }
  return { headers, body: chunksOf(response, silence) };
}

interface SilenceLimit {
  /** Ends the call. */
  readonly signal: AbortSignal;
  /** What is awaited, or a failure when it takes too long; the time between two of these does not count. */
  readonly within: <T>(awaited: Promise<T>) => Promise<T>;
}

/** Gives a call up that says nothing for `limitMs`. */
function createSilenceLimit(limitMs: number): SilenceLimit {
  const call = new AbortController();
  const within = async <T>(awaited: Promise<T>): Promise<T> => {
    const limit = AbortSignal.timeout(limitMs);
    const silence = Promise.withResolvers<never>();
    const end = (): void => silence.reject(limit.reason);
    limit.addEventListener('abort', end);
    try {
      return await Promise.race([awaited, silence.promise]);
    } catch (cause) {
      call.abort(cause);
      throw cause;
    } finally {
      // Listened to, it would stay in memory until its time is over, one for each chunk.
      limit.removeEventListener('abort', end);
    }
  };
  return { signal: call.signal, within };
}

async function start(
  { method, url, body, headers = {}, timeoutMs = CALL_TIMEOUT_MS }: HttpCall,
  silence?: AbortSignal,
): Promise<Response> {
  const total = AbortSignal.timeout(timeoutMs);
  const init = {
    method,
    headers: Object.entries(headers).filter(([name]) => name.toLowerCase() !== CONTENT_LENGTH),
    signal: silence === undefined ? total : AbortSignal.any([total, silence]),
    redirect: 'manual',
  } satisfies RequestInit;
  return await fetch(url, body === undefined ? init : { ...init, body }).catch((cause: unknown) => {
    throw toNetworkFailure(cause);
  });
}

async function readWhole(response: Response): Promise<HttpAnswer> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of chunksOf(response)) {
    bytes += chunk.length;
    if (bytes > MAX_ANSWER_BYTES)
      throw new CrmFailure('corrupt', `HTTP ${response.status}: more than ${MAX_ANSWER_BYTES} bytes`, {
        wasSent: true,
      });
    chunks.push(chunk);
  }
  const body = Buffer.concat(chunks).toString('utf8');
  return { status: response.status, headers: Object.fromEntries(response.headers), body };
}

async function* chunksOf({ body, status }: Response, silence?: SilenceLimit): AsyncGenerator<Uint8Array> {
  if (body === null) return;
  const chunks = body[Symbol.asyncIterator]();
  try {
    while (true) {
      const next = chunks.next();
      const { done, value } = await (silence === undefined ? next : silence.within(next));
      if (done === true) return;
      yield value;
    }
  } catch (cause) {
    throw new CrmFailure('corrupt', `HTTP ${status}: the answer broke off`, { cause, wasSent: true });
  } finally {
    await chunks.return?.();
  }
}

function notData({ status }: { readonly status: number }): CrmFailure {
  return new CrmFailure('corrupt', `HTTP ${status}: a page in place of data`, { wasSent: true });
}
