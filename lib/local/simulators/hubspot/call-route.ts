import type { Context } from 'hono';
import { matchedRoutes } from 'hono/route';
import type { RateLane } from './rate-limits.ts';

export interface CallRoute {
  /** With ids and versions templated, e.g. `/crm/v3/objects/{object}/{id}`. */
  readonly route: string;
  /** The object the path names first, as it is spelled there. */
  readonly spelling: string | undefined;
  readonly isSearch: boolean;
  readonly lane: RateLane;
}

const OBJECT_PARAMETERS: readonly string[] = [':object', ':from', ':to'];
const DATED_VERSION = /^\d{4}-\d{2}$/;
/** By the vendor's own `x-hubspot-rate-limit-exemptions`, in its OpenAPI files. */
const WITHOUT_BURST_LIMIT =
  /^\/crm\/(v3\/associations|v4\/associations|associations\/v4|associations\/\{version\})\/.*\/(batch|labels)/;
const WITHOUT_ANY_LIMIT = /^\/(oauth|webhooks-journal)\//;

/** Known before the handler runs, because a router matches all at once. Unknown paths are their own route. */
export function routeOf(c: Context): CallRoute {
  const handler = matchedRoutes(c).findLast(({ method, path }) => method !== 'ALL' && !path.endsWith('*'));
  const pattern = (handler?.path ?? c.req.path).split('/');
  const path = c.req.path.split('/');
  const objectAt = pattern.findIndex((segment) => OBJECT_PARAMETERS.includes(segment));
  const route = pattern.map(template).join('/').replace(/\/$/, '');
  const spelling = objectAt < 0 ? undefined : decodeURIComponent(path[objectAt] ?? '');
  const isSearch = route.endsWith('/search');
  return { route, spelling, isSearch, lane: laneOf(route, isSearch) };
}

function laneOf(route: string, isSearch: boolean): RateLane {
  if (isSearch) return 'search';
  if (WITHOUT_ANY_LIMIT.test(route)) return 'free';
  return WITHOUT_BURST_LIMIT.test(route) ? 'exempt' : 'ten-secondly';
}

function template(segment: string): string {
  if (OBJECT_PARAMETERS.includes(segment)) return '{object}';
  if (segment === ':toId') return '{id}';
  if (segment.startsWith(':')) return `{${segment.replace(/[:?]|\{.*$/g, '')}}`;
  return DATED_VERSION.test(segment) ? '{version}' : segment;
}
