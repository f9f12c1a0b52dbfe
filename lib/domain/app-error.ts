import { ERROR_CODES, type ErrorCode } from './error-codes.ts';

/**
 * The one error class: something that stops a run. `message` names the value and the rule it broke;
 * `code` says who can fix it and how (`error-codes.ts`).
 */
export class AppError extends Error {
  readonly code: ErrorCode;
  /** Overrides the code's general fix with the exact next step. */
  readonly fix: string | undefined;

  constructor(
    code: ErrorCode,
    message: string,
    options: { readonly cause?: unknown; readonly fix?: string } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.fix = options.fix;
  }

  /** The number users see, e.g. `RL-2001`. */
  get rl(): string {
    return ERROR_CODES[this.code].rl;
  }
}
