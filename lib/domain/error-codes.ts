import { CALL_CODES } from './error-codes/call-codes.ts';
import type { CodeMeaning } from './error-codes/code-meaning.ts';
import { RECORD_CODES } from './error-codes/record-codes.ts';
import { STORE_CODES } from './error-codes/store-codes.ts';
import { USE_CODES } from './error-codes/use-codes.ts';

/** Every code: when it is raised, whether a retry helps, who fixes it and how. */
export const ERROR_CODES = {
  ...USE_CODES,
  ...CALL_CODES,
  ...RECORD_CODES,
  ...STORE_CODES,
} as const satisfies Record<string, CodeMeaning>;

export type ErrorCode = keyof typeof ERROR_CODES;
