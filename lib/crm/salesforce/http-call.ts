import { CrmFailure } from '../crm-failure.ts';
import { type HttpAnswer, toFailure, toNetworkFailure } from './failures.ts';

/** Time one call may take, from its first byte sent to its last byte read. */
const CALL_TIMEOUT_MS = 60_000;
const FIRST_FAILED_STATUS = 300;
const API_CONTENT = /^(application\/json|(text|application)\/xml)\s*(;|$)/i;
/** Computed anew by fetch, which refuses a header that contradicts the body. */
const CONTENT_LENGTH = 'content-length';

export interface HttpCall {
  readonly method: string;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/**
 * One HTTP call: resolves with a success, throws `CrmFailure` for anything else. Redirects are refused, because they
 * would carry the token to a host that nobody configured. Proxy variables count only when Node is told so
 * (`NODE_USE_ENV_PROXY`, with `NO_PROXY` for loopback).
 */
export async function sendHttp(call: HttpCall): Promise<HttpAnswer> {
  const { url, body, method } = call;
  const headers = Object.entries(call.headers ?? {}).filter(
    ([name]) => name.toLowerCase() !== CONTENT_LENGTH,
  );
  const signal = AbortSignal.timeout(CALL_TIMEOUT_MS);
  const init = { method, headers, signal, redirect: 'manual' } satisfies RequestInit;
  const response = await fetch(url, body === undefined ? init : { ...init, body }).catch((cause: unknown) => {
    throw toNetworkFailure(cause);
  });
  const text = await response.text().catch((cause: unknown) => {
    throw new CrmFailure('corrupt', `HTTP ${response.status}: the answer broke off`, {
      cause,
      wasSent: true,
    });
  });
  const answer = { status: response.status, headers: Object.fromEntries(response.headers), body: text };
  if (answer.status >= FIRST_FAILED_STATUS) throw toFailure(answer);
  // jsforce would take the page of a login or maintenance server for an empty result.
  if (text !== '' && !API_CONTENT.test(answer.headers['content-type'] ?? ''))
    throw new CrmFailure('corrupt', `HTTP ${answer.status}: a page in place of data`, { wasSent: true });
  return answer;
}
