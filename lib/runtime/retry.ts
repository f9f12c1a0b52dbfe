import { CrmFailure, FAILURE_CODES, type FailureClass } from '../crm/crm-failure.ts';
import { AppError } from '../domain/app-error.ts';
import type { Clock } from './clock.ts';
import type { Random } from './random.ts';

export interface RetryPolicy {
  readonly attempts: number;
  readonly baseMs: number;
  readonly maxWaitMs: number;
  /** Whole time a call may take, waits included. */
  readonly deadlineMs: number;
}

/** One policy for every CRM call: full jitter, a server's own Retry-After wins, a total deadline. */
export const CRM_RETRY: RetryPolicy = { attempts: 5, baseMs: 500, maxWaitMs: 30_000, deadlineMs: 120_000 };

const RETRIED: readonly FailureClass[] = ['transient', 'throttled', 'corrupt'];

/**
 * Runs `call` until it succeeds, fails for good, or runs out of attempts or time. A failure that may have taken
 * effect (`wasSent`) is retried only when `isRepeatable`. Throws the last `CrmFailure`.
 */
export async function withRetry<T>(
  call: () => Promise<T>,
  options: {
    readonly clock: Clock;
    readonly random: Random;
    readonly policy?: RetryPolicy;
    readonly isRepeatable?: boolean;
  },
): Promise<T> {
  const { clock, random, policy = CRM_RETRY, isRepeatable = true } = options;
  const endMs = clock.nowMs() + policy.deadlineMs;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await call();
    } catch (cause) {
      if (!(cause instanceof CrmFailure)) throw cause;
      const mayRepeat = RETRIED.includes(cause.failure) && (isRepeatable || !cause.wasSent);
      const waitMs = waitBefore(attempt, cause, policy, random);
      if (!mayRepeat || attempt >= policy.attempts || clock.nowMs() + waitMs > endMs) throw cause;
      await clock.sleep(waitMs);
    }
  }
}

/** Turns a failure that ended a run into the error its user sees; anything else stays as it is. */
export function toAppError(cause: unknown, crm: string): unknown {
  if (!(cause instanceof CrmFailure)) return cause;
  return new AppError(FAILURE_CODES[cause.failure], `${crm}: ${cause.message}`, { cause });
}

function waitBefore(attempt: number, failure: CrmFailure, policy: RetryPolicy, random: Random): number {
  if (failure.retryAfterMs !== undefined) return failure.retryAfterMs;
  return random.next() * Math.min(policy.maxWaitMs, policy.baseMs * 2 ** attempt);
}
