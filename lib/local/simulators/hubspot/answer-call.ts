import type { Context } from 'hono';
import type { CallLog } from '../call-log.ts';
import type { FaultSwitch } from '../faults.ts';
import { authenticate, missingScopes } from './authentication.ts';
import { routeOf } from './call-route.ts';
import { takeFault } from './fault-injection.ts';
import { VendorError } from './hubspot-errors.ts';
import type { Portal } from './portal.ts';
import type { RateLimits } from './rate-limits.ts';
import type { IssuedTokens } from './token-routes.ts';

interface Parts {
  readonly portal: Portal;
  readonly limits: RateLimits;
  readonly tokens: IssuedTokens;
  readonly calls: CallLog;
  readonly faults: FaultSwitch;
}

const CORRELATION = 'x-hubspot-correlation-id';
const CORRELATION_ID_BYTES = 16;

/** What the vendor does around every call: counting, faults, the token, limits, and the headers of the answer. */
export async function answerCall(c: Context, next: () => Promise<void>, parts: Parts): Promise<void> {
  const { portal, limits, tokens, calls, faults } = parts;
  const { latencyMs } = portal.settings.current();
  const call = routeOf(c);
  const object = portal.names.get(call.spelling?.toLowerCase() ?? '')?.plural ?? call.spelling;
  calls.record({ method: c.req.method, route: call.route, object });
  const fault = await takeFault(c, faults, { ...call, object, portal, limits });
  const isTokenCall = call.route.startsWith('/oauth/');
  const handle = async () => {
    if (!isTokenCall) {
      authenticate(c.req.header('authorization'), tokens);
      limits.admit(call.lane);
      refuseHidden(portal, object);
    }
    if (latencyMs > 0) await portal.clock.sleep(latencyMs);
    await next();
  };
  try {
    const answer = refuseAtEdge(c, portal) ?? (fault === undefined ? await handle() : await fault(c, handle));
    // Hono ignores what a middleware returns once a handler has answered.
    if (answer !== undefined) c.res = answer;
  } catch (error) {
    c.res = answerError(portal, error);
  }
  if (!c.res.headers.has(CORRELATION)) c.res.headers.set(CORRELATION, correlationId(portal));
  if (!isTokenCall) for (const [name, value] of limits.headers(call.lane)) c.res.headers.set(name, value);
}

/** Anything else than a refusal is a defect of the simulator and stays one. */
export function answerError(portal: Portal, error: unknown): Response {
  if (!(error instanceof VendorError)) throw error;
  const id = correlationId(portal);
  const headers = new Headers({ ...error.headers, 'content-type': 'application/json' });
  headers.set(CORRELATION, id);
  if (error.status === 404) headers.set('x-hubspot-notfound', 'true');
  return new Response(JSON.stringify({ ...error.body, correlationId: id }), {
    status: error.status,
    headers,
  });
}

/** What never reaches the application: a URL that is too long, and a version that is no more. */
function refuseAtEdge(c: Context, portal: Portal): Response | undefined {
  const { maxUrlLength, goneVersions } = portal.settings.current();
  const url = new URL(c.req.url);
  if (url.pathname.length + url.search.length > maxUrlLength) {
    return c.html('<html><head><title>414 Request-URI Too Large</title></head></html>', 414);
  }
  if (url.pathname.split('/').some((segment) => goneVersions.includes(segment)))
    throw new VendorError(404, { status: 'error', message: 'Not Found' });
  return undefined;
}

function refuseHidden(portal: Portal, object: string | undefined): void {
  if (object === undefined || !portal.settings.current().hiddenObjects.includes(object)) return;
  throw missingScopes([`crm.objects.${object}.read`]);
}

/** A UUID of chance. */
function correlationId(portal: Portal): string {
  const hex = portal.random.id(CORRELATION_ID_BYTES);
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
}
