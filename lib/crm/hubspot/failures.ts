import * as z from 'zod';
import { CrmFailure, type FailureClass } from '../crm-failure.ts';

/** An answer other than 2xx, as it came over the wire. */
export interface RefusedAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

const Texts = z.union([z.array(z.string()), z.string().transform((text) => [text])]);

/** Every key may be absent. https://developers.hubspot.com/docs/api-reference/error-handling */
const VendorErrorSchema = z.object({
  status: z.string().optional(),
  message: z.string().default(''),
  category: z.string().optional(),
  policyName: z.string().optional(),
  context: z.record(z.string(), Texts).optional().catch(undefined),
  errors: z
    .array(z.object({ code: z.string().optional(), context: z.record(z.string(), Texts).optional() }))
    .optional()
    .catch(undefined),
});

/** HubSpot's own words about a refused call. */
export type VendorError = z.infer<typeof VendorErrorSchema>;

/** Wait after a 429 of the per-second policy, which names no interval. */
const SECOND_MS = 1000;
/** Interval of the rolling limit where the header is missing. https://developers.hubspot.com/docs/developer-tooling/platform/usage-guidelines */
const ROLLING_INTERVAL_MS = 10_000;
/** Least wait after 423 Locked. https://developers.hubspot.com/docs/api-reference/error-handling */
const LOCKED_WAIT_MS = 2000;
/** The longest wait that is believed; a longer one is a mistake, or ends the run. */
const MAX_WAIT_MS = 900_000;
const MESSAGE_LENGTH = 300;
const LOCKED = 423;
const MIGRATING = 477;
/** A token of the wrong form is stopped at the edge with this status, not with 401. */
const BAD_TOKEN_FORM = 530;
const NEVER_SENT = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT'];

/** What an answer other than 2xx means at `nowMs` of our clock; the vendor's words are its `cause`. */
export function failureOfAnswer(answer: RefusedAnswer, nowMs: number): CrmFailure {
  const error = parseVendorError(answer.text);
  const { failure, retryAfterMs, wasSent = false } = classify(answer, error, nowMs);
  const words = (error?.message ?? scrub(answer.text)).slice(0, MESSAGE_LENGTH);
  const category = error?.category ?? error?.policyName;
  const scopes = error === undefined ? [] : requiredScopes(error);
  const needs = scopes.length > 0 ? ` Scopes: ${scopes.join(', ')}` : '';
  const message = `HTTP ${answer.status}${category === undefined ? '' : ` ${category}`}: ${words}${needs}`;
  return new CrmFailure(failure, message, { cause: error, retryAfterMs, wasSent, status: answer.status });
}

/** What it means that no answer could be read: a dead connection, a timeout, a body that is no answer. */
export function failureOfThrown(cause: unknown): CrmFailure {
  if (cause instanceof CrmFailure) return cause;
  const code = errorCode(cause);
  const wasSent = code === undefined || !NEVER_SENT.includes(code);
  const words = cause instanceof Error ? cause.message : String(cause);
  return new CrmFailure('transient', scrub(`no answer: ${code ?? words}`), { cause, wasSent });
}

/** The vendor's words behind a failure, where it answered in its own shape. */
export function vendorErrorOf(failure: CrmFailure): VendorError | undefined {
  return VendorErrorSchema.safeParse(failure.cause).data;
}

function classify(
  { status, headers }: RefusedAnswer,
  error: VendorError | undefined,
  nowMs: number,
): { failure: FailureClass; retryAfterMs?: number | undefined; wasSent?: boolean } {
  const retryAfterMs = retryAfterOf(headers, nowMs);
  if (status === 429) return throttle(headers, { error, retryAfterMs });
  if (status === LOCKED) return { failure: 'transient', retryAfterMs: retryAfterMs ?? LOCKED_WAIT_MS };
  if (status === MIGRATING) return { failure: 'throttled', retryAfterMs };
  if (status === 401 || status === BAD_TOKEN_FORM) return { failure: 'auth' };
  if (status === 403) return { failure: 'permission' };
  if (status === 408 || status >= 500) return { failure: 'transient', retryAfterMs, wasSent: true };
  return { failure: status >= 400 ? 'request' : 'corrupt' };
}

/** Search 429s carry no policy and no headers, so the words decide as well. */
function throttle(
  headers: Readonly<Record<string, string>>,
  {
    error,
    retryAfterMs,
  }: { readonly error: VendorError | undefined; readonly retryAfterMs: number | undefined },
) {
  const words = `${error?.policyName ?? ''} ${error?.message ?? ''}`;
  if (/daily/i.test(words)) return { failure: 'quota' as const };
  const interval = Number(headers['x-hubspot-ratelimit-interval-milliseconds']);
  const isRolling = /ten_?secondly/i.test(words);
  const waitMs = isRolling ? interval || ROLLING_INTERVAL_MS : SECOND_MS;
  return { failure: 'throttled' as const, retryAfterMs: retryAfterMs ?? waitMs };
}

/** Seconds or an HTTP date, whose zero is the server's clock where it says; undefined for anything else. */
function retryAfterOf(headers: Readonly<Record<string, string>>, nowMs: number): number | undefined {
  const text = headers['retry-after']?.trim() ?? '';
  if (text === '') return undefined;
  const serverMs = Date.parse(headers['date'] ?? '');
  const ms = Number.isNaN(Number(text))
    ? Date.parse(text) - (Number.isNaN(serverMs) ? nowMs : serverMs)
    : Number(text) * 1000;
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(0, ms), MAX_WAIT_MS);
}

function parseVendorError(text: string): VendorError | undefined {
  try {
    const error = VendorErrorSchema.safeParse(JSON.parse(text)).data;
    return error === undefined ? undefined : { ...error, message: scrub(error.message) };
  } catch (cause) {
    if (cause instanceof SyntaxError) return undefined;
    throw cause;
  }
}

/** Under `errors[].context` for objects, under `context` for schemas. */
function requiredScopes(error: VendorError): readonly string[] {
  const contexts = [error.context, ...(error.errors ?? []).map(({ context }) => context)];
  return contexts.flatMap((context) => context?.['requiredGranularScopes'] ?? []);
}

/** Vendor texts can echo tokens and mail addresses, and messages reach logs. */
function scrub(text: string): string {
  return text
    .replace(/<[^>]*>/g, ' ')
    .replace(/\b(Bearer\s+|pat-)[\w.~+/=-]+/gi, '[token]')
    .replace(/[^\s"'<>@]+@[^\s"'<>@]+/g, '[mail]')
    .replace(/\s+/g, ' ')
    .trim();
}

function errorCode(cause: unknown): string | undefined {
  if (typeof cause !== 'object' || cause === null) return undefined;
  if ('code' in cause && typeof cause.code === 'string') return cause.code;
  return 'cause' in cause ? errorCode(cause.cause) : undefined;
}
