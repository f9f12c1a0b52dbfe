import type { Clock } from '../runtime/clock.ts';

/** Limits a vendor counts apart from each other, e.g. HubSpot's searches. */
export type BudgetLane = 'normal' | 'search' | 'associations';

/** What an answer says of a vendor's limits. */
export interface UsageReport {
  readonly lane: BudgetLane;
  /** Calls of the whole account or org in the current day, and the most it may make. */
  readonly usedToday?: number;
  readonly limitToday?: number;
  /** Calls per burst window, and how many of them are left in it. */
  readonly burstLimit?: number;
  readonly burstRemaining?: number;
  readonly burstWindowMs?: number;
}

/**
 * PORT: the one budget of API calls of a CRM, shared by everything that calls it: reads, writes, backfills and hints,
 * in this process and in others. An adapter asks before each call and reports what the answer said.
 */
export interface ApiBudget {
  /**
   * Resolves when one call may be made. Throws `CrmFailure`, never sent: 'quota' once the run's share or the account's
   * limit is reached, 'deadline' where the wait would outlast the run.
   */
  readonly take: (lane: BudgetLane) => Promise<void>;
  readonly learn: (report: UsageReport) => void;
  /**
   * No call of this lane, by anybody, for `ms`: the vendor said so. Of more than 15 minutes, it is the day's limit: no
   * call of any lane, and `take` throws 'quota' until then.
   */
  readonly hold: (lane: BudgetLane, ms: number) => Promise<void>;
}

/** When a run has to have ended; calls and waits that cannot end before are not begun. */
export interface Deadline {
  readonly remainingMs: () => number;
}

/** For callers without a limit: a person's own machine. */
export function noDeadline(): Deadline {
  return { remainingMs: () => Number.POSITIVE_INFINITY };
}

/** A deadline at an instant of the clock. */
export function deadlineAt(clock: Clock, endMs: number): Deadline {
  return { remainingMs: () => endMs - clock.nowMs() };
}

/** Calls that a vendor takes of one lane within any window of this length. */
export interface LaneLimit {
  readonly calls: number;
  readonly windowMs: number;
}

/** How a vendor limits calls, as its adapter declares it. */
export interface BudgetLimits {
  /** Until its answers say otherwise. A lane that is left out has no burst limit. */
  readonly lanes: Readonly<Partial<Record<BudgetLane, LaneLimit>>>;
  /** When the day's count starts again: at the account's midnight, or call by call after 24 hours. */
  readonly day: 'midnight' | 'rolling';
}
