import { createCallCount } from '../call-count.ts';
import 'jsforce/lib/api/metadata.js';
import type { MetadataApi } from 'jsforce/lib/api/metadata.js';
import { Connection } from 'jsforce/lib/connection.js';
import type { Schema } from 'jsforce/lib/types/index.js';
import * as z from 'zod';
import type { Clock } from '../../runtime/clock.ts';
import type { Random } from '../../runtime/random.ts';
import { withRetry } from '../../runtime/retry.ts';
import { CrmFailure } from '../crm-failure.ts';
import type { SalesforceCredentials } from './credentials.ts';
import { errorCodeOf } from './failures.ts';
import { type HttpCall, sendHttp } from './http-call.ts';
import { createSession, type Token } from './session.ts';
import { toTransport } from './transport.ts';

/** Collections need 42, upserts by metadata 46; without a version jsforce would speak 50. */
const DEFAULT_API_VERSION = '66.0';
/** Named in change events, so that our own writes can be told from others'. */
const CLIENT_NAME = 'RevLoop';

const NOT_SENT = /^SOAP API does not support JWT/;

interface RestCall {
  readonly method: 'GET' | 'POST' | 'PATCH';
  /** From the version root (`/sobjects/…`) or from the host (`/services/…`). */
  readonly path: string;
  readonly body?: unknown;
}

/** Authorised calls to one org, counted. Answers are parsed; whatever does not fit is `CrmFailure` 'corrupt'. */
export interface SalesforceClient {
  /** A call that may be repeated: retried by the one policy. */
  readonly read: <T>(call: RestCall, schema: z.ZodType<T>) => Promise<T>;
  /** A call that is made once (again only when its token was refused, which undoes nothing). */
  readonly send: <T>(call: RestCall, schema: z.ZodType<T>) => Promise<T>;
  /** A Metadata call that may be repeated. */
  readonly metadata: <T>(
    call: (api: MetadataApi<Schema>) => Promise<unknown>,
    schema: z.ZodType<T>,
  ) => Promise<T>;
  readonly calls: (object?: string) => number;
}

export function createSalesforceClient(options: {
  readonly url: string;
  readonly credentials: SalesforceCredentials;
  readonly apiVersion?: string | undefined;
  readonly clock: Clock;
  readonly random: Random;
}): SalesforceClient {
  const { clock, random, credentials, apiVersion: version = DEFAULT_API_VERSION } = options;
  const url = options.url.replace(/\/+$/, '');
  const calls = createCallCount();
  const send = (call: HttpCall) => {
    calls.add(objectOf(call.url));
    return sendHttp(call);
  };
  const session = createSession({ url, credentials, send, clock, random });
  const connection = new Connection({ instanceUrl: url, version, callOptions: { client: CLIENT_NAME } });
  connection._transport = toTransport(send);

  const use = (token: Token) => {
    connection.accessToken = token.accessToken;
    connection.instanceUrl = token.instanceUrl;
  };
  // jsforce would refresh for as long as the org answers 401; one refresh decides.
  const authorised = async (call: () => PromiseLike<unknown>): Promise<unknown> => {
    const token = await session.token();
    use(token);
    try {
      return await call();
    } catch (cause) {
      if (!isExpiredSession(cause)) throw toCrmFailure(cause);
    }
    use(await session.renew(token));
    return Promise.resolve(call()).catch((cause: unknown) => {
      throw toCrmFailure(cause);
    });
  };
  const rest = async <T>({ method, path, body }: RestCall, schema: z.ZodType<T>): Promise<T> => {
    const json = { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    const request = { method, url: path, ...(body === undefined ? {} : json) };
    const answer = await authorised(() => connection.request(request));
    return parseAnswer(answer, schema, `${method} ${withoutQuery(path)}`);
  };

  return {
    read: (call, schema) => withRetry(() => rest(call, schema), { clock, random }),
    send: rest,
    metadata: (call, schema) =>
      withRetry(
        async () => parseAnswer(await authorised(() => call(connection.metadata)), schema, 'Metadata'),
        {
          clock,
          random,
        },
      ),
    calls: calls.of,
  };
}

/** The object an address names, in its path or as what its query reads from. */
function objectOf(url: string): string | undefined {
  const { pathname, searchParams } = new URL(url);
  const from = /\bFROM\s+(\w+)/i.exec(searchParams.get('q') ?? '')?.[1];
  return from ?? /\/sobjects\/(\w+)/.exec(pathname)?.[1];
}

function parseAnswer<T>(answer: unknown, schema: z.ZodType<T>, call: string): T {
  const parsed = schema.safeParse(answer);
  if (parsed.success) return parsed.data;
  const what = typeof answer === 'string' ? 'not JSON (cut off, or a page)' : z.prettifyError(parsed.error);
  throw new CrmFailure('corrupt', `${call}: unexpected answer: ${what}`, { wasSent: true });
}

function isExpiredSession(cause: unknown): boolean {
  return (cause instanceof CrmFailure && cause.status === 401) || errorCodeOf(cause) === 'INVALID_SESSION_ID';
}

/** What jsforce throws itself: a refusal to send such tokens over SOAP, else its trouble with XML it cannot read. */
function toCrmFailure(cause: unknown): CrmFailure {
  if (cause instanceof CrmFailure) return cause;
  const message = cause instanceof Error ? cause.message : String(cause);
  return NOT_SENT.test(message)
    ? new CrmFailure('request', message, { cause })
    : new CrmFailure('corrupt', `unexpected answer: ${message}`, { cause, wasSent: true });
}

function withoutQuery(path: string): string {
  return path.replace(/\?.*$/, '');
}
