import { CrmFailure, type FailureClass } from '../crm-failure.ts';

/** What came back over HTTP. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The vendor's own words about a failed call; always the `cause` of a `CrmFailure`. */
class SalesforceFault extends Error {
  readonly errorCode: string;

  constructor(errorCode: string, message: string) {
    super(message);
    this.name = 'SalesforceFault';
    this.errorCode = errorCode;
  }
}

/** https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/errorcodes.htm */
const CLASS_BY_CODE: Readonly<Record<string, FailureClass>> = {
  INVALID_SESSION_ID: 'auth',
  invalid_grant: 'auth',
  invalid_client: 'auth',
  invalid_client_id: 'auth',
  invalid_app_access: 'auth',
  unsupported_grant_type: 'auth',
  REQUEST_LIMIT_EXCEEDED: 'quota',
  SERVER_UNAVAILABLE: 'throttled',
  API_DISABLED_FOR_ORG: 'permission',
  API_CURRENTLY_DISABLED: 'permission',
  FUNCTIONALITY_NOT_ENABLED: 'permission',
  INSUFFICIENT_ACCESS: 'permission',
  INSUFFICIENT_ACCESS_OR_READONLY: 'permission',
  INVALID_TYPE: 'permission',
  UNABLE_TO_LOCK_ROW: 'transient',
  QUERY_TIMEOUT: 'transient',
  UNKNOWN_EXCEPTION: 'transient',
  BULK_JOB_LOST: 'transient',
  BULK_JOB_ABORTED: 'transient',
};

/** A server that asks for more is not believed. */
const MAX_RETRY_AFTER_MS = 15 * 60_000;
/** A limit of the moment under the code of the daily one: "ConcurrentPerOrgLongTxn Limit exceeded." */
const MOMENTARY_LIMIT = /concurrent/i;
const RETRYABLE_ROW_CODES: readonly string[] = [
  'UNABLE_TO_LOCK_ROW',
  'SERVER_UNAVAILABLE',
  'QUERY_TIMEOUT',
  'REQUEST_RUNNING_TOO_LONG',
  'UNKNOWN_EXCEPTION',
];
/** A customer's trigger that failed for want of a lock reports its own code and names the cause in its text. */
const RETRYABLE_ROW_TEXT = /UNABLE_TO_LOCK_ROW|Too many SOQL queries/;
/** Failures of a connection that never stood. https://nodejs.org/api/errors.html#common-system-errors */
const NEVER_CONNECTED: readonly string[] = [
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
];

/** Stands for an answer that nobody gave: the code alone decides. */
const NO_STATUS = 400;

/** Classifies an answer that is not a success. */
export function toFailure(answer: HttpAnswer): CrmFailure {
  const { status, headers } = answer;
  const fault = faultIn(answer);
  const what = fault === undefined ? 'no error of Salesforce in the answer' : describeFault(fault);
  return new CrmFailure(classOf(status, fault), `HTTP ${status}: ${what}`, {
    cause: fault,
    status,
    retryAfterMs: retryAfterMs(headers),
    // 503 with the vendor's own words is a refusal; any other 5xx may have come after the work was done.
    wasSent: status >= 500 && fault?.errorCode !== 'SERVER_UNAVAILABLE',
  });
}

/** A failure of ours, or of a job, under a code: classified as if an answer had named it. */
export function failureOf(errorCode: string, message: string): CrmFailure {
  const fault = new SalesforceFault(errorCode, message);
  return new CrmFailure(classOf(NO_STATUS, fault), message, { cause: fault });
}

/** Classifies a call without an answer. */
export function toNetworkFailure(cause: unknown): CrmFailure {
  const code = networkCode(cause);
  const wasSent = !NEVER_CONNECTED.includes(code);
  const message = wasSent ? `no answer (${code})` : `cannot be reached (${code})`;
  return new CrmFailure('transient', message, { cause, wasSent });
}

/** The vendor's code of a failure, where it named one. */
export function errorCodeOf(failure: unknown): string | undefined {
  if (!(failure instanceof CrmFailure)) return undefined;
  return failure.cause instanceof SalesforceFault ? failure.cause.errorCode : undefined;
}

/** Whether the same write of one record may succeed later without a change. */
export function isRetryableRow(code: string, message: string): boolean {
  return RETRYABLE_ROW_CODES.includes(code) || RETRYABLE_ROW_TEXT.test(message);
}

function classOf(status: number, fault: SalesforceFault | undefined): FailureClass {
  if (fault?.errorCode === 'REQUEST_LIMIT_EXCEEDED' && MOMENTARY_LIMIT.test(fault.message))
    return 'throttled';
  const byCode = fault === undefined ? undefined : CLASS_BY_CODE[fault.errorCode];
  if (byCode !== undefined) return byCode;
  if (status === 401) return 'auth';
  if (status === 403) return 'permission';
  if (status === 420 || status === 429 || status === 503) return 'throttled';
  return status >= 500 ? 'transient' : 'request';
}

/** REST answers with an array (also for one error), OAuth with an object, SOAP with XML; an edge server with a page. */
function faultIn({ body }: HttpAnswer): SalesforceFault | undefined {
  const soap = /<faultcode>(?:\w+:)?(\w+)<\/faultcode>[\s\S]*?<faultstring>([\s\S]*?)<\/faultstring>/.exec(
    body,
  );
  if (soap?.[1] !== undefined) return new SalesforceFault(soap[1], soap[2] ?? '');
  const parsed = parseJson(body);
  const first: unknown = Array.isArray(parsed) ? parsed[0] : parsed;
  if (typeof first !== 'object' || first === null) return undefined;
  if ('errorCode' in first && typeof first.errorCode === 'string')
    return new SalesforceFault(first.errorCode, 'message' in first ? String(first.message) : '');
  if ('error' in first && typeof first.error === 'string')
    return new SalesforceFault(
      first.error,
      'error_description' in first ? String(first.error_description) : '',
    );
  return undefined;
}

/** The JSON in `text`; undefined where it holds none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    if (cause instanceof SyntaxError) return undefined;
    throw cause;
  }
}

function describeFault(fault: SalesforceFault): string {
  return `${fault.errorCode} ${fault.message.trim()}`.trim();
}

function networkCode(cause: unknown): string {
  if (typeof cause !== 'object' || cause === null) return 'unknown';
  if ('cause' in cause && typeof cause.cause === 'object' && cause.cause !== null)
    return networkCode(cause.cause);
  if ('code' in cause && typeof cause.code === 'string') return cause.code;
  return cause instanceof Error ? cause.name : 'unknown';
}

/** Seconds or an HTTP date; anything else leaves the wait to the policy. */
function retryAfterMs(headers: Readonly<Record<string, string>>): number | undefined {
  const text = headers['retry-after']?.trim() ?? '';
  const dateMs = Date.parse(text) - Date.parse(headers['date'] ?? '');
  const ms = /^-?\d+(\.\d+)?$/.test(text) ? Number(text) * 1000 : dateMs;
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(ms, 0), MAX_RETRY_AFTER_MS);
}
