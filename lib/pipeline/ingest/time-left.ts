import { type Deadline, noDeadline } from '../../crm/api-budget.ts';

/** Whether a run may begin another page: one that takes as long as the longest so far has to end before the deadline. */
export interface TimeLeft {
  readonly isUp: () => boolean;
  /** Tells how long a page took, from its call until its records were stored. */
  readonly learn: (pageMs: number) => void;
}

/** The deadline keeps its own margin (`lib/runtime/job.ts`) for saving what was reached and for the report. */
export function timeLeft(deadline: Deadline = noDeadline()): TimeLeft {
  let longestMs = 0;
  return {
    isUp: () => deadline.remainingMs() <= longestMs,
    learn: (pageMs) => {
      longestMs = Math.max(longestMs, pageMs);
    },
  };
}
