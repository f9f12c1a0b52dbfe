import { CrmFailure, FAILURE_CODES } from '../crm/crm-failure.ts';
import { AppError } from '../domain/app-error.ts';
import type { ErrorCode } from '../domain/error-codes.ts';

/** What stopped a part of a run, for its report. Anything that is no expected failure is thrown on. */
export function toRunError(
  cause: unknown,
  crm: string,
): { readonly code: ErrorCode; readonly message: string; readonly fix?: string } {
  if (cause instanceof CrmFailure)
    return { code: FAILURE_CODES[cause.failure], message: `${crm}: ${cause.message}` };
  if (cause instanceof AppError)
    return {
      code: cause.code,
      message: cause.message,
      ...(cause.fix === undefined ? {} : { fix: cause.fix }),
    };
  throw cause;
}
