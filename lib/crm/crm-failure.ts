import type { ErrorCode } from '../domain/error-codes.ts';

/** What a failed CRM call means for the caller (`docs/reference/failures.md`). */
export type FailureClass =
  | 'transient'
  | 'throttled'
  | 'quota'
  | 'auth'
  | 'permission'
  | 'request'
  | 'corrupt'
  /** The run has no time left for the call; it was not begun, or its answer was not waited for. */
  | 'deadline';

/** A failed CRM call, classified. `wasSent`: the request may have taken effect although no answer came. */
export class CrmFailure extends Error {
  readonly failure: FailureClass;
  /** Milliseconds the CRM asked to wait, where it did. */
  readonly retryAfterMs: number | undefined;
  readonly wasSent: boolean;
  readonly status: number | undefined;

  constructor(
    failure: FailureClass,
    message: string,
    options: {
      readonly cause?: unknown;
      readonly retryAfterMs?: number | undefined;
      readonly wasSent?: boolean;
      readonly status?: number | undefined;
    } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'CrmFailure';
    this.failure = failure;
    this.retryAfterMs = options.retryAfterMs;
    this.wasSent = options.wasSent ?? false;
    this.status = options.status;
  }
}

/** The code a user sees for each class. */
export const FAILURE_CODES = {
  transient: 'crm-unreachable',
  throttled: 'crm-throttled',
  quota: 'crm-quota',
  auth: 'crm-auth',
  permission: 'crm-permission',
  request: 'crm-request',
  corrupt: 'crm-answer',
  deadline: 'run-deadline',
} as const satisfies Record<FailureClass, ErrorCode>;

/**
 * How long nobody calls once a vendor said that the day's calls are used up, where it does not say when they are there
 * again: one call an hour asks.
 */
export const DAY_LIMIT_HOLD_MS = 60 * 60_000;
