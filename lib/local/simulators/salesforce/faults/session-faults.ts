import { errorReply } from '../salesforce-errors.ts';
import type { VendorReply } from '../vendor-router.ts';

/** Refuses the session of one call; armed for very many calls it stands for a 401 that no refresh heals. */
export const SESSION_EXPIRED = 'session-expired';

export const INVALID_SESSION: VendorReply = errorReply(
  401,
  'INVALID_SESSION_ID',
  'Session expired or invalid',
);

export const SESSION_REPLIES: Readonly<Record<string, VendorReply>> = { [SESSION_EXPIRED]: INVALID_SESSION };

/** The access token of the call ends here: every further call with it is refused, a new token is taken. */
export const TOKEN_EXPIRED = 'token-expired';

export const SESSION_FAULTS: readonly string[] = [...Object.keys(SESSION_REPLIES), TOKEN_EXPIRED];
