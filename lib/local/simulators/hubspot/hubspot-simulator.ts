import { Hono } from 'hono';
import type { Random } from '../../../runtime/random.ts';
import { CallLog } from '../call-log.ts';
import { controlRoutes } from '../control-routes.ts';
import type { ExportFolder } from '../export-folder.ts';
import { FaultSwitch } from '../faults.ts';
import type { SimulatorClock } from '../simulator-clock.ts';
import { answerCall, answerError } from './answer-call.ts';
import { HUBSPOT_FAULTS } from './fault-injection.ts';
import { hubspotControlRoutes } from './hubspot-control-routes.ts';
import { VendorError } from './hubspot-errors.ts';
import { journalFileRoutes } from './journal/journal-routes.ts';
import { createJournal } from './journal/journal-store.ts';
import { openPortal, type Portal } from './portal.ts';
import { applyEdit, type PortalEdit } from './portal-edits.ts';
import type { PortalSettings } from './portal-settings.ts';
import { createRateLimits, type RateLimitOptions } from './rate-limits.ts';
import { type Seed, seedRecords } from './seed-records.ts';
import { createIssuedTokens } from './token-routes.ts';
import { vendorRoutes } from './vendor-routes.ts';
import { webhookControlRoutes } from './webhooks/webhook-control-routes.ts';
import { createWebhookSender, type WebhookSender } from './webhooks/webhook-sender.ts';
import { createWebhookRegistry } from './webhooks/webhook-subscriptions.ts';

export interface HubspotSimulatorOptions {
  readonly folder: ExportFolder;
  readonly clock: SimulatorClock;
  readonly random: Random;
  /** Calls allowed per rolling 10 s (default 190), searches per second (5), calls per day (625,000). */
  readonly limits?: RateLimitOptions;
  /** Defaults: UTC and USD. */
  readonly account?: { readonly timeZone?: string; readonly currency?: string };
  /** Search lag, latency and other ways of a portal; `PATCH /_simulator/settings` changes them later. */
  readonly settings?: Partial<PortalSettings>;
}

export interface HubspotSimulator {
  /** The vendor's paths, and `/_simulator/*`. */
  readonly app: Hono;
  readonly calls: CallLog;
  readonly faults: FaultSwitch;
  readonly clock: SimulatorClock;
  /** As `POST /_simulator/edits`: plays the portal's users; answers the ids of the changed records. */
  readonly edit: (edit: PortalEdit) => readonly string[];
  /** Generated records, up to millions. */
  readonly seed: (seed: Seed) => void;
  /** As `/_simulator/webhooks`: what waits to be sent, and the sending of it. */
  readonly webhooks: WebhookSender;
  readonly portal: Portal;
}

const CONTROL = '/_simulator';
const JSON_TYPE = 'application/json;charset=utf-8';

/** A HubSpot account in memory, loaded from an export folder, that answers in HubSpot's wire format. */
export function createHubspotSimulator(options: HubspotSimulatorOptions): HubspotSimulator {
  const { clock } = options;
  const portal = openPortal(options);
  const limits = createRateLimits(clock, portal.account.timeZone, options.limits);
  const tokens = createIssuedTokens(portal);
  const registry = createWebhookRegistry();
  const webhooks = createWebhookSender(portal, registry);
  const journal = createJournal(portal);
  const calls = new CallLog();
  const faults = new FaultSwitch(HUBSPOT_FAULTS);
  const app = new Hono({ strict: false });
  app.onError((error) => answerError(portal, error));
  app.notFound(() => answerError(portal, new VendorError(404, { status: 'error', message: 'Not Found' })));
  app.use('*', async (c, next) => {
    await next();
    c.res.headers.set('date', new Date(clock.nowMs()).toUTCString());
    const type = c.res.headers.get('content-type') ?? '';
    // The SDK breaks on an answer without a type, even on a 204.
    if (type === '' || type.startsWith('application/json')) c.res.headers.set('content-type', JSON_TYPE);
  });
  app.route(CONTROL, controlRoutes({ calls, faults, clock }));
  app.route(CONTROL, hubspotControlRoutes(portal, limits));
  app.route(CONTROL, webhookControlRoutes(webhooks));
  app.route(CONTROL, journalFileRoutes(journal));
  app.use('*', async (c, next) => {
    if (c.req.path.startsWith(CONTROL)) await next();
    else await answerCall(c, next, { portal, limits, tokens, calls, faults });
  });
  for (const [prefix, routes] of vendorRoutes({ portal, tokens, limits, registry, journal }))
    app.route(prefix, routes);
  return {
    app,
    calls,
    faults,
    clock,
    webhooks,
    portal,
    edit: (edit) => applyEdit(portal, edit),
    seed: (seed) => seedRecords(portal, seed),
  };
}
