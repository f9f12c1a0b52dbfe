import type { Context } from 'hono';
import * as z from 'zod';
import type { CallLog } from '../call-log.ts';
import type { FaultSwitch } from '../faults.ts';
import type { AccessTokens } from './access-tokens.ts';
import type { ApiUsage } from './api-usage.ts';
import { callerOf } from './caller.ts';
import { purgeExpired } from './delete-records.ts';
import { HIGH_USAGE_RATIO, LIMIT_REPLIES, USAGE_AT_80_PERCENT } from './faults/limit-faults.ts';
import { EDITED_DURING_PAGING } from './faults/paging-faults.ts';
import { changePayload } from './faults/payload-faults.ts';
import { INVALID_SESSION, TOKEN_EXPIRED } from './faults/session-faults.ts';
import { ROTATION_LOST, TOKEN_TIMEOUT } from './faults/token-faults.ts';
import {
  BODY_FAULTS,
  NO_ANSWER,
  RESET_AFTER,
  RESET_BEFORE,
  TRUNCATED_AT_ROW,
} from './faults/transport-faults.ts';
import type { Org } from './org.ts';
import { editLastOf } from './page-edits.ts';
import { replacementOf } from './replacing-faults.ts';
import { toResponse } from './reply-response.ts';
import { refuseLength } from './request-length.ts';
import type { SalesforceRouter } from './salesforce-routes.ts';
import { type RouteMatch, runHandler, type VendorReply, type VendorRequest } from './vendor-router.ts';

/** What the front of the simulator works with. */
export interface FrontParts {
  readonly org: Org;
  readonly calls: CallLog;
  readonly faults: FaultSwitch;
  readonly tokens: AccessTokens;
  readonly usage: ApiUsage;
  readonly router: SalesforceRouter;
}

const UNKNOWN_ROUTE = '(unknown)';
const TOKEN_ROUTE = '/services/oauth2/token';

/** Answers one HTTP call: logged first, then faults, session and handler. */
export async function answerCall(c: Context, parts: FrontParts): Promise<Response> {
  const { org, calls, faults, router } = parts;
  const url = new URL(c.req.url);
  const match = router(c.req.method, url.pathname);
  const request = await toRequest(c, url, match);
  const object = match?.route.objectOf?.(org, request);
  calls.record({ method: c.req.method, route: match?.route.route ?? UNKNOWN_ROUTE, object });
  const { latencyMs, dripMs, movedToUrl } = org.settings.now;
  if (latencyMs > 0) await org.clock.sleep(latencyMs);

  const isToken = match?.route.route === TOKEN_ROUTE;
  if (faults.take([RESET_BEFORE], object) !== undefined) return cutConnection(c);
  if (faults.take(isToken ? [NO_ANSWER, TOKEN_TIMEOUT] : [NO_ANSWER], object) !== undefined)
    return await untilCallerLeaves(c);
  const replacement = refuseLength(c) ?? replacementOf(faults, match, object, movedToUrl);
  purgeExpired(org);
  const caller = callerOf(url.pathname, request.header);
  const inCall = { ...parts, org: { ...org, caller } };
  const plain = replacement ?? answerInSession(inCall, match, request, object);
  if (faults.take(isToken ? [RESET_AFTER, ROTATION_LOST] : [RESET_AFTER], object) !== undefined)
    return cutConnection(c);

  const reply = changePayload(plain, faults, object);
  if (object !== undefined && faults.take([EDITED_DURING_PAGING], object) !== undefined)
    editLastOf(org, object, reply);
  const bodyFaults = reply.lines === undefined ? BODY_FAULTS : [...BODY_FAULTS, TRUNCATED_AT_ROW];
  const fault = faults.take(bodyFaults, object);
  return toResponse(reply, {
    fault,
    drip: () => org.clock.sleep(dripMs),
    cut: () => socketOf(c)?.destroySoon(),
  });
}

async function toRequest(c: Context, url: URL, match: RouteMatch | undefined): Promise<VendorRequest> {
  const [, basic] = /^Basic (.+)$/i.exec(c.req.header('authorization') ?? '') ?? [];
  return {
    method: c.req.method,
    params: match?.params ?? {},
    query: url.searchParams,
    body: await c.req.text(),
    basicAuth: basic === undefined ? undefined : Buffer.from(basic, 'base64').toString('utf8'),
    origin: url.origin,
    header: (name) => c.req.header(name),
    session: tokenOf(c, url),
  };
}

/** Bulk API 1.0 sends the token in a header of its own. */
function tokenOf(c: Context, url: URL): string {
  const [, bearer] = /^(?:Bearer|OAuth) (.+)$/i.exec(c.req.header('authorization') ?? '') ?? [];
  return bearer ?? c.req.header('x-sfdc-session') ?? url.searchParams.get('oauth_token') ?? '';
}

function answerInSession(
  { org, tokens, usage, faults }: FrontParts,
  match: RouteMatch | undefined,
  request: VendorRequest,
  object: string | undefined,
): VendorReply {
  const session = match?.route.session;
  if (session === 'none' || session === 'soap') return runHandler(org, match, request);
  if (faults.take([TOKEN_EXPIRED], object) !== undefined) tokens.end(request.session);
  if (!tokens.isValid(request.session, org.clock.nowMs(), org.settings.now.sessionMs)) return INVALID_SESSION;
  if (faults.take([USAGE_AT_80_PERCENT], object) !== undefined) usage.raiseTo(HIGH_USAGE_RATIO);
  const refusal = usage.isUsedUp() ? LIMIT_REPLIES['request-limit'] : undefined;
  if (refusal !== undefined) return refusal;
  const reply = runHandler(org, match, request);
  usage.count(reply.calls);
  return { ...reply, headers: { ...reply.headers, 'Sforce-Limit-Info': usage.header() } };
}

const NodeBindings = z.object({
  incoming: z.object({ socket: z.custom<{ destroy: () => void; destroySoon: () => void }>(isDestroyable) }),
});

function isDestroyable(socket: unknown): boolean {
  return typeof socket === 'object' && socket !== null && 'destroy' in socket && 'destroySoon' in socket;
}

/** Closes the caller's connection; without a Node server behind the app there is none, and 502 stands for it. */
function cutConnection(c: Context): Response {
  socketOf(c)?.destroy();
  return new Response(null, { status: 502 });
}

const socketOf = (c: Context) => NodeBindings.safeParse(c.env).data?.incoming.socket;

const untilCallerLeaves = (c: Context): Promise<Response> =>
  new Promise((resolve) => {
    c.req.raw.signal.addEventListener('abort', () => resolve(cutConnection(c)));
  });
