import type { AccessTokens } from './access-tokens.ts';
import type { ApiUsage } from './api-usage.ts';
import { bulkIngestRoutes } from './bulk-ingest-routes.ts';
import { bulkQueryRoutes } from './bulk-query-routes.ts';
import { classicBulkRoutes } from './classic-bulk-routes.ts';
import { COLLECTION_ROUTES } from './collection-routes.ts';
import { compositeRoutes, type Dispatch } from './composite-routes.ts';
import { DESCRIBE_ROUTES } from './describe-routes.ts';
import { EVENT_RELAY_ROUTES } from './event-relay-routes.ts';
import { IDENTITY_ROUTES } from './identity-routes.ts';
import { metadataRoutes } from './metadata-routes.ts';
import { partnerRoutes } from './partner-routes.ts';
import { QUERY_ROUTES } from './query-routes.ts';
import { RECORD_ROUTES } from './record-routes.ts';
import { REPLICATION_ROUTES } from './replication-routes.ts';
import { resourceRoutes } from './resource-routes.ts';
import { RETRIEVE_ROUTES } from './retrieve-routes.ts';
import { tokenRoutes } from './token-routes.ts';
import { TOOLING_ROUTES } from './tooling-routes.ts';
import { createRouter, type RouteMatch, runHandler } from './vendor-router.ts';

export type SalesforceRouter = (method: string, path: string) => RouteMatch | undefined;

/** Every path of the simulated org. */
export function salesforceRouter(parts: {
  readonly tokens: AccessTokens;
  readonly usage: ApiUsage;
  readonly instanceUrl: string | undefined;
}): SalesforceRouter {
  const { tokens, usage, instanceUrl } = parts;
  const dispatch: Dispatch = (org, { path, ...call }) =>
    runHandler(org, router(call.method, path), { ...call, params: {} });
  const router = createRouter([
    ...tokenRoutes(tokens, instanceUrl),
    ...IDENTITY_ROUTES,
    ...resourceRoutes(usage),
    ...DESCRIBE_ROUTES,
    ...QUERY_ROUTES,
    ...RECORD_ROUTES,
    ...REPLICATION_ROUTES,
    ...COLLECTION_ROUTES,
    ...RETRIEVE_ROUTES,
    ...compositeRoutes(dispatch),
    ...bulkQueryRoutes(),
    ...bulkIngestRoutes(),
    ...classicBulkRoutes(),
    ...metadataRoutes(tokens),
    ...partnerRoutes(tokens),
    ...TOOLING_ROUTES,
    ...EVENT_RELAY_ROUTES,
  ]);
  return router;
}
