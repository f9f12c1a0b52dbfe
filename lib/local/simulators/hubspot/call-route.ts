import type { Context } from 'hono';
import { matchedRoutes } from 'hono/route';

export interface CallRoute {
  /** With ids and versions templated, e.g. `/crm/v3/objects/{object}/{id}`. */
  readonly route: string;
  /** The object the path names first, as it is spelled there. */
  readonly spelling: string | undefined;
  readonly isSearch: boolean;
}

const OBJECT_PARAMETERS: readonly string[] = [':object', ':from', ':to'];
const DATED_VERSION = /^\d{4}-\d{2}$/;

/** Known before the handler runs, because a router matches all at once. Unknown paths are their own route. */
export function routeOf(c: Context): CallRoute {
  const handler = matchedRoutes(c).findLast(({ method, path }) => method !== 'ALL' && !path.endsWith('*'));
  const pattern = (handler?.path ?? c.req.path).split('/');
  const path = c.req.path.split('/');
  const objectAt = pattern.findIndex((segment) => OBJECT_PARAMETERS.includes(segment));
  const route = pattern.map(template).join('/').replace(/\/$/, '');
  const spelling = objectAt < 0 ? undefined : decodeURIComponent(path[objectAt] ?? '');
  return { route, spelling, isSearch: route.endsWith('/search') };
}

function template(segment: string): string {
  if (OBJECT_PARAMETERS.includes(segment)) return '{object}';
  if (segment === ':toId') return '{id}';
  if (segment.startsWith(':')) return `{${segment.slice(1)}}`;
  return DATED_VERSION.test(segment) ? '{version}' : segment;
}
