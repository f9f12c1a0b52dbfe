import type { Context } from 'hono';
import * as z from 'zod';
import type { CallLog } from '../call-log.ts';
import type { FaultSwitch } from '../faults.ts';
import type { ApiUsage } from './api-usage.ts';
import { callerOf } from './caller.ts';
import { purgeExpired } from './delete-records.ts';
import { toLineResponse } from './line-response.ts';
import type { Org } from './org.ts';
import { invalidSession, toErrorBody } from './salesforce-errors.ts';
import {
  REPLACING_FAULTS,
  RESET_AFTER,
  RESET_BEFORE,
  TOKEN_FAULTS,
  TRUNCATED_BODY,
} from './salesforce-faults.ts';
import type { SalesforceRouter } from './salesforce-routes.ts';
import { expiredSoapSession } from './soap-reply.ts';
import type { AccessTokens } from './token-routes.ts';
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

const JSON_TYPE = 'application/json;charset=UTF-8';
const UNKNOWN_ROUTE = '(unknown)';

/** Answers one HTTP call: logged first, then faults, session and handler. */
export async function answerCall(c: Context, parts: FrontParts): Promise<Response> {
  const { org, calls, faults, router } = parts;
  const url = new URL(c.req.url);
  const match = router(c.req.method, url.pathname);
  const request = await toRequest(c, url, match);
  const object = match?.route.objectOf?.(org, request);
  calls.record({ method: c.req.method, route: match?.route.route ?? UNKNOWN_ROUTE, object });

  if (faults.take([RESET_BEFORE], object) !== undefined) return cutConnection(c);
  const isOpen = match?.route.session === 'none';
  const fault = faults.take(isOpen ? TOKEN_FAULTS : Object.keys(REPLACING_FAULTS), object);
  const replacement = fault === undefined ? undefined : replyOf(fault, match);
  purgeExpired(org);
  const caller = callerOf(url.pathname, request.header);
  const reply = replacement ?? answerInSession({ ...parts, org: { ...org, caller } }, match, request);

  if (faults.take([RESET_AFTER], object) !== undefined) return cutConnection(c);
  const isCut = faults.take([TRUNCATED_BODY], object) !== undefined;
  return toResponse(reply, isCut);
}

/** SOAP tells of an expired session by a fault, not by 401. */
function replyOf(fault: string, match: RouteMatch | undefined): VendorReply | undefined {
  if (fault === 'session-expired' && match?.route.session === 'soap') return expiredSoapSession();
  return REPLACING_FAULTS[fault];
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

function tokenOf(c: Context, url: URL): string {
  const [, bearer] = /^(?:Bearer|OAuth) (.+)$/i.exec(c.req.header('authorization') ?? '') ?? [];
  return bearer ?? url.searchParams.get('oauth_token') ?? '';
}

function answerInSession(
  { org, tokens, usage }: FrontParts,
  match: RouteMatch | undefined,
  request: VendorRequest,
): VendorReply {
  const session = match?.route.session;
  if (session === 'none' || session === 'soap') return runHandler(org, match, request);
  if (!tokens.isValid(request.session)) {
    const { status, refusals } = invalidSession();
    return { status, body: toErrorBody(refusals) };
  }
  usage.count();
  const reply = runHandler(org, match, request);
  return { ...reply, headers: { ...reply.headers, 'Sforce-Limit-Info': usage.header() } };
}

function toResponse(reply: VendorReply, isCut: boolean): Response {
  const { status, body, text, lines } = reply;
  const headers = new Headers(reply.headers);
  if (lines !== undefined) return toLineResponse(status, headers, lines);
  if (text === undefined && body === undefined) return new Response(null, { status, headers });
  headers.set('Content-Type', text?.type ?? JSON_TYPE);
  const content = text?.content ?? JSON.stringify(body);
  const sent = isCut ? content.slice(0, Math.floor(content.length / 2)) : content;
  return new Response(sent, { status, headers });
}

const NodeBindings = z.object({
  incoming: z.object({ socket: z.custom<{ destroy: () => void }>(isDestroyable) }),
});

function isDestroyable(socket: unknown): boolean {
  return typeof socket === 'object' && socket !== null && 'destroy' in socket;
}

/** Closes the caller's connection; without a Node server behind the app there is none, and 502 stands for it. */
function cutConnection(c: Context): Response {
  const bindings = NodeBindings.safeParse(c.env);
  if (bindings.success) bindings.data.incoming.socket.destroy();
  return new Response(null, { status: 502 });
}
