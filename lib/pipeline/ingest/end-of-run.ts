import type { Crm } from '../../crm/crm.ts';
import { CrmFailure, type FailureClass } from '../../crm/crm-failure.ts';
import { toRunError } from '../run-error.ts';
import type { RunFailure, RunStatus } from './ingest-report.ts';

export interface RunEnd {
  readonly status: RunStatus;
  readonly error?: RunFailure;
}

/** An object that an account may lack answers like one that is hidden or unknown. */
const ABSENCE: readonly FailureClass[] = ['permission', 'request'];

/** Whether a failed call only says that this account lacks an object that an account may lack. */
export function isAbsence(crm: Crm, object: string, cause: unknown): boolean {
  const mayLack = crm.optionalObjects.includes(object);
  return mayLack && cause instanceof CrmFailure && ABSENCE.includes(cause.failure);
}

/** Runs a part of a run and says how it ended. What is no expected failure is thrown on. */
export async function endOf(
  crm: Crm,
  object: string,
  run: () => Promise<'complete' | 'continued'>,
): Promise<RunEnd> {
  try {
    return { status: await run() };
  } catch (cause) {
    const { code, message } = toRunError(cause, crm.name);
    if (!(cause instanceof CrmFailure)) return { status: 'failed', error: { code, message } };
    if (cause.failure === 'deadline') return { status: 'continued' };
    if (cause.failure === 'quota') return { status: 'partial-quota', error: { code, message } };
    return isAbsence(crm, object, cause)
      ? { status: 'absent' }
      : { status: 'failed', error: { code, message } };
  }
}
