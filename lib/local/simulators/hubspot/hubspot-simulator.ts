import { type Context, Hono } from 'hono';
import type { Random } from '../../../runtime/random.ts';
import { CallLog } from '../call-log.ts';
import { controlRoutes } from '../control-routes.ts';
import type { ExportFolder } from '../export-folder.ts';
import { FaultSwitch } from '../faults.ts';
import type { SimulatorClock } from '../simulator-clock.ts';
import { authenticate } from './authentication.ts';
import { routeOf } from './call-route.ts';
import { HUBSPOT_FAULTS, takeFault } from './fault-injection.ts';
import { VendorError } from './hubspot-errors.ts';
import { openPortal, type Portal } from './portal.ts';
import { createRateLimits, type RateLimitOptions, type RateLimits } from './rate-limits.ts';
import { createIssuedTokens, type IssuedTokens } from './token-routes.ts';
import { vendorRoutes } from './vendor-routes.ts';

export interface HubspotSimulatorOptions {
  readonly folder: ExportFolder;
  readonly clock: SimulatorClock;
  readonly random: Random;
  /** Calls allowed per rolling 10 s (default 190), searches per second (5), calls per day (625,000). */
  readonly limits?: RateLimitOptions;
  /** Defaults: UTC and USD. */
  readonly account?: { readonly timeZone?: string; readonly currency?: string };
}

export interface HubspotSimulator {
  /** The vendor's paths, and `/_simulator/*`. */
  readonly app: Hono;
  readonly calls: CallLog;
  readonly faults: FaultSwitch;
  readonly clock: SimulatorClock;
}

interface Parts {
  readonly portal: Portal;
  readonly limits: RateLimits;
  readonly tokens: IssuedTokens;
  readonly calls: CallLog;
  readonly faults: FaultSwitch;
}

const CONTROL = '/_simulator';
const JSON_TYPE = 'application/json;charset=utf-8';
const CORRELATION = 'x-hubspot-correlation-id';
const CORRELATION_ID_BYTES = 16;

/** A HubSpot account in memory, loaded from an export folder, that answers in HubSpot's wire format. */
export function createHubspotSimulator(options: HubspotSimulatorOptions): HubspotSimulator {
  const { clock } = options;
  const portal = openPortal(options);
  const limits = createRateLimits(clock, portal.account.timeZone, options.limits);
  const tokens = createIssuedTokens(portal);
  const calls = new CallLog();
  const faults = new FaultSwitch(HUBSPOT_FAULTS);
  const app = new Hono({ strict: false });
  app.onError((error) => answerError(portal, error));
  app.notFound(() => answerError(portal, new VendorError(404, { status: 'error', message: 'Not Found' })));
  app.use('*', async (c, next) => {
    await next();
    c.res.headers.set('date', new Date(clock.nowMs()).toUTCString());
    const type = c.res.headers.get('content-type') ?? '';
    if (type.startsWith('application/json')) c.res.headers.set('content-type', JSON_TYPE);
  });
  app.route(CONTROL, controlRoutes({ calls, faults, clock }));
  app.use('*', async (c, next) => {
    if (c.req.path.startsWith(CONTROL)) await next();
    else await answerCall(c, next, { portal, limits, tokens, calls, faults });
  });
  for (const [prefix, routes] of vendorRoutes(portal, tokens, limits)) app.route(prefix, routes);
  return { app, calls, faults, clock };
}

async function answerCall(c: Context, next: () => Promise<void>, parts: Parts): Promise<void> {
  const { portal, limits, tokens, calls, faults } = parts;
  const call = routeOf(c);
  const object = portal.names.get(call.spelling?.toLowerCase() ?? '')?.plural ?? call.spelling;
  calls.record({ method: c.req.method, route: call.route, object });
  const fault = await takeFault(c, faults, { ...call, object });
  const isTokenCall = call.route.startsWith('/oauth/');
  const handle = async () => {
    if (!isTokenCall) {
      authenticate(c.req.header('authorization'), tokens);
      limits.admit(call.isSearch);
    }
    await next();
  };
  try {
    const answer = fault === undefined ? await handle() : await fault(c, handle);
    // Hono ignores what a middleware returns once a handler has answered.
    if (answer !== undefined) c.res = answer;
  } catch (error) {
    c.res = answerError(portal, error);
  }
  if (!c.res.headers.has(CORRELATION)) c.res.headers.set(CORRELATION, correlationId(portal));
  if (!isTokenCall) for (const [name, value] of limits.headers(call.isSearch)) c.res.headers.set(name, value);
}

/** Anything else than a refusal is a defect of the simulator and stays one. */
function answerError(portal: Portal, error: unknown): Response {
  if (!(error instanceof VendorError)) throw error;
  const id = correlationId(portal);
  const headers = new Headers({ 'content-type': 'application/json' });
  headers.set(CORRELATION, id);
  if (error.status === 404) headers.set('x-hubspot-notfound', 'true');
  return new Response(JSON.stringify({ ...error.body, correlationId: id }), {
    status: error.status,
    headers,
  });
}

/** A UUID of chance. */
function correlationId(portal: Portal): string {
  const hex = portal.random.id(CORRELATION_ID_BYTES);
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
}
