import { Hono } from 'hono';
import { accountRoutes } from './account-routes.ts';
import { associationBatchRoutes, associationLabelRoutes } from './association-batch-routes.ts';
import {
  associationReadRoutes,
  associationTypeRoutes,
  objectAssociationRoutes,
} from './association-routes.ts';
import { associationV3Routes } from './association-v3-routes.ts';
import { batchReadRoute } from './batch-read-route.ts';
import { batchWriteRoutes } from './batch-write-routes.ts';
import { campaignBatchRoutes } from './campaigns/campaign-batch-routes.ts';
import { campaignItemRoutes } from './campaigns/campaign-item-routes.ts';
import { campaignRoutes } from './campaigns/campaign-routes.ts';
import { currencyRoutes } from './currency-routes.ts';
import { journalRoutes } from './journal/journal-routes.ts';
import type { Journal } from './journal/journal-store.ts';
import { journalSnapshotRoutes, journalSubscriptionRoutes } from './journal/journal-subscription-routes.ts';
import { legacyCompanyRoutes } from './legacy/legacy-company-routes.ts';
import { legacyDealRoutes, legacyPipelineRoutes } from './legacy/legacy-deal-routes.ts';
import { legacyPropertyRoutes } from './legacy/legacy-property-routes.ts';
import { listRoutes } from './list-routes.ts';
import { objectAssociationWriteRoutes } from './object-association-write-routes.ts';
import { ownerRoutes } from './owner-routes.ts';
import { pipelineRoutes } from './pipeline-routes.ts';
import type { Portal } from './portal.ts';
import { propertyBatchRoutes } from './property-batch-routes.ts';
import { propertyGroupRoutes } from './property-group-routes.ts';
import { propertyRoutes } from './property-routes.ts';
import type { RateLimits } from './rate-limits.ts';
import { schemaRoutes } from './schema-routes.ts';
import { searchRoutes } from './search-routes.ts';
import { singleWriteRoutes } from './single-write-routes.ts';
import { type IssuedTokens, tokenRoutes } from './token-routes.ts';
import { webhookRoutes } from './webhooks/webhook-routes.ts';
import type { WebhookRegistry } from './webhooks/webhook-subscriptions.ts';

/** Dated successors of the numbered versions; same handlers. https://developers.hubspot.com/changelog */
const DATED_VERSIONS = ['2026-03', '2026-09'] as const;

/** Every path the simulator serves: prefix and the routes below it. */
export function vendorRoutes(parts: {
  readonly portal: Portal;
  readonly tokens: IssuedTokens;
  readonly limits: RateLimits;
  readonly registry: WebhookRegistry;
  readonly journal: Journal;
}): readonly (readonly [prefix: string, routes: Hono])[] {
  const { portal, tokens, limits, registry, journal } = parts;
  const objects = combine(
    listRoutes(portal),
    searchRoutes(portal),
    batchReadRoute(portal),
    batchWriteRoutes(portal),
    singleWriteRoutes(portal),
  );
  const links = combine(objectAssociationRoutes(portal), objectAssociationWriteRoutes(portal));
  const properties = combine(
    propertyGroupRoutes(portal),
    propertyBatchRoutes(portal),
    propertyRoutes(portal),
  );
  const pipelines = pipelineRoutes(portal);
  const owners = ownerRoutes(portal);
  const schemas = schemaRoutes(portal);
  const types = associationTypeRoutes(portal);
  const reads = combine(associationReadRoutes(portal), types);
  const campaigns = combine(campaignBatchRoutes(portal), campaignItemRoutes(portal), campaignRoutes(portal));
  const currencies = currencyRoutes(portal);
  const account = accountRoutes(portal, limits);
  const webhooks = webhookRoutes(portal, registry);
  return [
    ['/oauth/v1', tokenRoutes(portal, tokens, 'v1')],
    ['/oauth/v3', tokenRoutes(portal, tokens, 'rfc')],
    ['/crm/v3/objects', objects],
    ['/crm/v3/properties', properties],
    ['/crm/v3/pipelines', pipelines],
    ['/crm/v3/owners', owners],
    ['/crm/v3/associations', associationV3Routes(portal)],
    ['/crm/v4/objects', links],
    [
      '/crm/v4/associations',
      combine(reads, associationLabelRoutes(portal, 204), associationBatchRoutes(portal, 204)),
    ],
    ['/crm/associations/v4', types],
    ['/crm-object-schemas/v3', schemas],
    ['/crm/v3', schemas],
    ['/webhooks/v3', webhooks],
    ['/webhooks-journal/journal/2026-03', journalRoutes(portal, journal)],
    ['/webhooks-journal/journal-local/2026-03', journalRoutes(portal, journal)],
    ['/webhooks-journal/subscriptions/2026-03', journalSubscriptionRoutes(portal, journal)],
    ['/webhooks-journal/snapshots/2026-03', journalSnapshotRoutes(portal, journal)],
    ['/account-info/v3', account],
    ['/settings/v3/currencies', currencies],
    ['/marketing/v3/campaigns', campaigns],
    ...legacyRoutes(portal),
    ...DATED_VERSIONS.flatMap((version): [string, Hono][] => [
      [`/oauth/${version}`, tokenRoutes(portal, tokens, 'rfc')],
      [`/crm/objects/${version}`, combine(links, objects)],
      [`/crm/properties/${version}`, properties],
      [`/crm/pipelines/${version}`, pipelines],
      [`/crm/owners/${version}`, owners],
      [
        `/crm/associations/${version}`,
        combine(reads, associationLabelRoutes(portal, 200), associationBatchRoutes(portal, 200)),
      ],
      [`/crm-object-schemas/${version}`, schemas],
      [`/webhooks/${version}`, webhooks],
      [`/marketing/campaigns/${version}`, campaigns],
      [`/account-info/${version}`, account],
      [`/settings/currencies/${version}`, currencies],
    ]),
  ];
}

/** Versions 1 and 2, which some clients of 2026 still call. https://legacydocs.hubspot.com/docs/overview */
function legacyRoutes(portal: Portal): readonly (readonly [prefix: string, routes: Hono])[] {
  return [
    ['/properties/v1', legacyPropertyRoutes(portal)],
    ['/properties/v2', legacyPropertyRoutes(portal)],
    ['/deals/v1', legacyDealRoutes(portal)],
    ['/companies/v2', legacyCompanyRoutes(portal)],
    ['/crm-pipelines/v1', legacyPipelineRoutes(portal)],
  ];
}

function combine(...parts: readonly Hono[]): Hono {
  const app = new Hono();
  for (const part of parts) app.route('/', part);
  return app;
}
