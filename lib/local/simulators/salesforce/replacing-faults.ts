import type { FaultSwitch } from '../faults.ts';
import { LIMIT_REPLIES } from './faults/limit-faults.ts';
import { DATA_REPLIES, REDIRECT, SERVER_REPLIES } from './faults/server-faults.ts';
import { SESSION_EXPIRED, SESSION_REPLIES } from './faults/session-faults.ts';
import { TOKEN_REPLIES } from './faults/token-faults.ts';
import { expiredSoapSession } from './soap-reply.ts';
import type { RouteMatch, VendorReply } from './vendor-router.ts';

const ANYWHERE: Readonly<Record<string, VendorReply>> = { ...SERVER_REPLIES, ...LIMIT_REPLIES };
const AT_TOKEN: Readonly<Record<string, VendorReply>> = { ...ANYWHERE, ...TOKEN_REPLIES };
const AT_DATA: Readonly<Record<string, VendorReply>> = { ...ANYWHERE, ...SESSION_REPLIES, ...DATA_REPLIES };

/** The answer of an armed fault in the place of the handler's: the request takes no effect. */
export function replacementOf(
  faults: FaultSwitch,
  match: RouteMatch | undefined,
  object: string | undefined,
  movedToUrl: string,
): VendorReply | undefined {
  const session = match?.route.session;
  const replies = session === 'none' ? AT_TOKEN : AT_DATA;
  const fault = faults.take([...Object.keys(replies), REDIRECT], object);
  if (fault === undefined) return undefined;
  if (fault === REDIRECT) return { status: 302, headers: { Location: `${movedToUrl}/services/data` } };
  // SOAP tells of an expired session by a fault, not by 401.
  return fault === SESSION_EXPIRED && session === 'soap' ? expiredSoapSession() : replies[fault];
}
