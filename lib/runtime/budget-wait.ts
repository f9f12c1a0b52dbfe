import type { Deadline } from '../crm/api-budget.ts';
import { CrmFailure } from '../crm/crm-failure.ts';
import type { Clock } from './clock.ts';

/** Longest wait within a run; a vendor that asks for more has no calls left for the day. */
export const LONGEST_WAIT_MS = 15 * 60_000;

/** Sleeps, unless the run would have ended by then. Throws `CrmFailure` 'deadline' or 'quota', both never sent. */
export async function waitWithin(
  crm: string,
  ms: number,
  { clock, deadline }: { readonly clock: Clock; readonly deadline: Deadline },
): Promise<void> {
  if (ms > LONGEST_WAIT_MS) {
    throw new CrmFailure('quota', `${crm} takes no calls for another ${Math.ceil(ms / 60_000)} minutes`, {
      retryAfterMs: ms,
    });
  }
  if (ms >= deadline.remainingMs()) {
    throw new CrmFailure(
      'deadline',
      `the run ends before ${crm} may be called again in ${Math.ceil(ms)} ms`,
      {
        retryAfterMs: ms,
      },
    );
  }
  if (ms > 0) await clock.sleep(ms);
}
