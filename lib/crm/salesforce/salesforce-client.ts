import 'jsforce/lib/api/metadata.js';
import type { MetadataApi } from 'jsforce/lib/api/metadata.js';
import { Connection } from 'jsforce/lib/connection.js';
import type { Schema } from 'jsforce/lib/types/index.js';
import * as z from 'zod';
import type { Clock } from '../../runtime/clock.ts';
import type { Random } from '../../runtime/random.ts';
import { CRM_RETRY, withRetry } from '../../runtime/retry.ts';
import type { ApiBudget, Deadline } from '../api-budget.ts';
import type { CredentialKeeper } from '../credential-keeper.ts';
import { CrmFailure } from '../crm-failure.ts';
import type { SalesforceCredentials } from './credentials.ts';
import { parseExactJson } from './exact-json.ts';
import { errorCodeOf } from './failures.ts';
import type { OpenAnswer } from './http-call.ts';
import { createOrgCalls } from './org-calls.ts';
import { createSession, type Token } from './session.ts';
import { toTransport } from './transport.ts';

/** Collections need 42, upserts by metadata 46; without a version jsforce would speak 50. */
const DEFAULT_API_VERSION = '66.0';
/** Named in change events, so that our own writes can be told from others'. */
const CLIENT_NAME = 'RevLoop';
/** Resources that every served version has: 404 there is the version's. */
const ALWAYS_THERE = /^\/(?:query|queryAll|composite|jobs\/query)\b/;
const NOT_SENT = /^SOAP API does not support JWT/;

interface RestCall {
  readonly method: 'GET' | 'POST' | 'PATCH';
  /** From the version root (`/sobjects/…`) or from the host (`/services/…`). */
  readonly path: string;
  readonly body?: unknown;
  /** The caller asks for less when the query takes too long: repeating it would be of no use. */
  readonly narrows?: boolean;
}

export interface SalesforceClientOptions {
  readonly url: string;
  readonly credentials: SalesforceCredentials;
  readonly apiVersion?: string | undefined;
  readonly clock: Clock;
  readonly random: Random;
  readonly budget?: ApiBudget | undefined;
  readonly deadline?: Deadline | undefined;
  /** Is told of a refresh token that replaced the one in `credentials`, before anything is done with its session. */
  readonly keeper?: CredentialKeeper | undefined;
}

/** Authorised calls to one org, counted. Answers are parsed; whatever does not fit is `CrmFailure` 'corrupt'. */
export interface SalesforceClient {
  /** A call that may be repeated: retried by the one policy. */
  readonly read: <T>(call: RestCall, schema: z.ZodType<T>) => Promise<T>;
  /** A call that is made once (again only when its token was refused, which undoes nothing). */
  readonly send: <T>(call: RestCall, schema: z.ZodType<T>) => Promise<T>;
  /** A download of CSV, retried until its headers are there. */
  readonly open: (path: string) => Promise<OpenAnswer>;
  /** A Metadata call that may be repeated. */
  readonly metadata: <T>(
    call: (api: MetadataApi<Schema>) => Promise<unknown>,
    schema: z.ZodType<T>,
  ) => Promise<T>;
  /** Waits, or throws 'deadline' where the run would be over before. */
  readonly wait: (ms: number) => Promise<void>;
  /** The org's own time, in milliseconds: that of its last answer; before any, the machine's. */
  readonly orgNowMs: () => number;
  /** From the host to the version: `/services/data/v66.0`. */
  readonly root: string;
  readonly random: Random;
  readonly calls: (object?: string) => number;
  /** Of the org that the token is for, which costs no call. */
  readonly orgId: () => Promise<string | undefined>;
}

export function createSalesforceClient(options: SalesforceClientOptions): SalesforceClient {
  const { clock, random, credentials, keeper, apiVersion: version = DEFAULT_API_VERSION } = options;
  const url = options.url.replace(/\/+$/, '');
  const root = `/services/data/v${version}`;
  const org = createOrgCalls(options);
  const session = createSession({ url, credentials, send: org.sendUncounted, keeper, clock, random });
  const connection = new Connection({ instanceUrl: url, version, callOptions: { client: CLIENT_NAME } });
  connection._transport = toTransport(org.send);

  const retried = async <T>(call: () => Promise<T>): Promise<T> => {
    // A token has attempts of its own: within those of the call they would be multiplied.
    await session.token();
    const deadlineMs = Math.min(CRM_RETRY.deadlineMs, org.remainingMs());
    return withRetry(call, { clock, random, policy: { ...CRM_RETRY, deadlineMs } });
  };
  // jsforce would refresh for as long as the org answers 401; one refresh decides.
  const authorised = async <T>(call: (token: Token) => PromiseLike<T>): Promise<T> => {
    const token = await session.token();
    try {
      return await call(token);
    } catch (cause) {
      if (!isExpiredSession(cause)) throw cause;
    }
    return call(await session.renew(token));
  };
  const toHttp = ({ method, path, body }: RestCall, { accessToken, instanceUrl }: Token) => {
    const headers = {
      authorization: `Bearer ${accessToken}`,
      'sforce-call-options': `client=${CLIENT_NAME}`,
    };
    const address = `${instanceUrl}${path.startsWith('/services/') ? path : root + path}`;
    if (body === undefined) return { method, url: address, headers };
    const json = { ...headers, 'content-type': 'application/json' };
    return { method, url: address, headers: json, body: JSON.stringify(body) };
  };
  const rest = async <T>(call: RestCall, schema: z.ZodType<T>): Promise<T> => {
    const what = `${call.method} ${call.path.replace(/\?.*$/, '')}`;
    const answer = await authorised((token) => org.send(toHttp(call, token))).catch((cause: unknown) => {
      throw isRetiredVersion(cause, call.path) ? retiredVersion(version, cause) : cause;
    });
    return parseAnswer(answer.body === '' ? undefined : (parseExactJson(answer.body) ?? ''), schema, what);
  };

  return {
    read: async (call, schema) => {
      // A query that ran too long is handed past the retries to its caller.
      const outcome = await retried(async () => {
        try {
          return { answer: await rest(call, schema) };
        } catch (cause) {
          if (call.narrows === true && errorCodeOf(cause) === 'QUERY_TIMEOUT') return { tooLong: cause };
          throw cause;
        }
      });
      if ('tooLong' in outcome) throw outcome.tooLong;
      return outcome.answer;
    },
    send: rest,
    open: (path) => retried(() => authorised((token) => org.open(toHttp({ method: 'GET', path }, token)))),
    metadata: (call, schema) =>
      retried(async () => {
        const answer = await authorised(({ accessToken, instanceUrl }) => {
          connection.accessToken = accessToken;
          connection.instanceUrl = instanceUrl;
          return call(connection.metadata).catch((cause: unknown) => {
            throw toCrmFailure(cause);
          });
        });
        return parseAnswer(answer, schema, 'Metadata');
      }),
    wait: org.wait,
    orgNowMs: org.orgNowMs,
    root,
    random,
    calls: org.calls,
    orgId: async () => (await session.token()).orgId,
  };
}

function parseAnswer<T>(answer: unknown, schema: z.ZodType<T>, call: string): T {
  const parsed = schema.safeParse(answer);
  if (parsed.success) return parsed.data;
  const what =
    typeof answer === 'string'
      ? 'not JSON (cut off, or a page), or a record with two ids'
      : z.prettifyError(parsed.error);
  throw new CrmFailure('corrupt', `${call}: unexpected answer: ${what}`, { wasSent: true });
}

function isExpiredSession(cause: unknown): boolean {
  return (cause instanceof CrmFailure && cause.status === 401) || errorCodeOf(cause) === 'INVALID_SESSION_ID';
}

function isRetiredVersion(cause: unknown, path: string): boolean {
  if (!(cause instanceof CrmFailure)) return false;
  const { status } = cause;
  const isRoot = ALWAYS_THERE.test(path) && !/^\/jobs\/query\/./.test(path);
  return status === 410 || errorCodeOf(cause) === 'UNSUPPORTED_API_VERSION' || (status === 404 && isRoot);
}

function retiredVersion(version: string, cause: unknown): CrmFailure {
  const message = `the org does not serve API version ${version}: it is retired, or newer than the org. Set apiVersion to a served one (GET /services/data lists them)`;
  return new CrmFailure('request', message, { cause });
}

/** What jsforce throws itself: a refusal to send such tokens over SOAP, else its trouble with XML it cannot read. */
function toCrmFailure(cause: unknown): CrmFailure {
  if (cause instanceof CrmFailure) return cause;
  const message = cause instanceof Error ? cause.message : String(cause);
  return NOT_SENT.test(message)
    ? new CrmFailure('request', message, { cause })
    : new CrmFailure('corrupt', `unexpected answer: ${message}`, { cause, wasSent: true });
}
