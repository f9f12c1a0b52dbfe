import type { ApiUsage } from './api-usage.ts';
import { param, type VendorRoute } from './vendor-router.ts';

const DATA = '/services/data/v{version}';
const FIRST_VERSION = 31;
const LAST_VERSION = 66;
/** v31.0 is Summer '14; three releases a year. */
const FIRST_YEAR = 14;
const SEASONS = ['Summer', 'Winter', 'Spring'];
const RESOURCES = ['limits', 'query', 'queryAll', 'sobjects', 'composite', 'tooling'];

/** Versions an org of this age offers. */
const VERSIONS = Array.from({ length: LAST_VERSION - FIRST_VERSION + 1 }, (_, i) => {
  const season = SEASONS[i % SEASONS.length];
  const year = FIRST_YEAR + Math.floor((i + 2) / SEASONS.length);
  const version = `${FIRST_VERSION + i}.0`;
  return { label: `${season} '${year}`, url: `/services/data/v${version}`, version };
});

/** Routes about the API itself. */
export function resourceRoutes(usage: ApiUsage): readonly VendorRoute[] {
  return [
    {
      method: 'GET',
      route: '/services/data',
      session: 'none',
      handle: () => ({ status: 200, body: VERSIONS }),
    },
    {
      method: 'GET',
      route: DATA,
      handle: (org, request) => {
        const path = `/services/data/v${param(request, 'version')}`;
        const resources = Object.fromEntries(RESOURCES.map((name) => [name, `${path}/${name}`]));
        const identity = `${request.origin}/id/${org.id}/${org.userId}`;
        return { status: 200, body: { ...resources, identity } };
      },
    },
    {
      method: 'GET',
      route: `${DATA}/limits`,
      handle: () => ({ status: 200, body: usage.limits() }),
    },
  ];
}
