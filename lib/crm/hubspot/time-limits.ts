import type { Clock } from '../../runtime/clock.ts';
import type { Deadline } from '../api-budget.ts';
import { CrmFailure } from '../crm-failure.ts';

/** A single call's deadline, its whole body included; HubSpot's own gateway gives up about then. */
const CALL_TIMEOUT_MS = 30_000;
/** A call that has less than this is not begun: a page takes about a second. */
const MIN_CALL_MS = 3000;

/** Milliseconds the next call may take. Throws `CrmFailure` 'deadline' where too little is left to begin it. */
export function callTimeoutMs(deadline: Deadline | undefined): number {
  const leftMs = deadline?.remainingMs() ?? Number.POSITIVE_INFINITY;
  if (leftMs < MIN_CALL_MS) throw new CrmFailure('deadline', 'the run has no time left for another call');
  return Math.min(CALL_TIMEOUT_MS, leftMs);
}

/** Whether a call that timed out was ended by the run's deadline, not by its own. */
export function isCutByDeadline(timeoutMs: number): boolean {
  return timeoutMs < CALL_TIMEOUT_MS;
}

/** `clock`, but a sleep that would outlast the deadline is not begun. */
export function clockWithin(clock: Clock, deadline: Deadline | undefined): Clock {
  if (deadline === undefined) return clock;
  return {
    nowMs: clock.nowMs,
    sleep: async (ms) => {
      if (deadline.remainingMs() - ms < MIN_CALL_MS) {
        throw new CrmFailure('deadline', `the run ends before HubSpot may be called again in ${ms} ms`);
      }
      await clock.sleep(ms);
    },
  };
}
