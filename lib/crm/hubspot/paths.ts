import { AppError } from '../../domain/app-error.ts';

/** The numbered paths that the SDK knows, and what a dated version calls them. */
const DATED: readonly (readonly [RegExp, string])[] = [
  [/^\/crm\/v3\/(objects|properties|pipelines|owners)(?=\/|$)/, '/crm/$1/{version}'],
  [/^\/crm\/v4\/associations(?=\/|$)/, '/crm/associations/{version}'],
  [/^\/marketing\/v3\/campaigns(?=\/|$)/, '/marketing/campaigns/{version}'],
  [/^\/oauth\/v1\/token$/, '/oauth/{version}/token'],
];

const NUMBERED = 'v3';

/**
 * Every path goes through here: as it is for the numbered API (unsupported from September 2027), else that of the dated
 * version. Throws `config-invalid` for a version that is neither.
 * https://developers.hubspot.com/docs/developer-tooling/platform/versioning
 */
export function createPaths(apiVersion: string | undefined): (url: string) => string {
  if (apiVersion === undefined || apiVersion === NUMBERED) return (url) => url;
  if (!/^\d{4}-\d{2}$/.test(apiVersion)) {
    const rule = `is neither ${NUMBERED} nor dated as 2026-03 is`;
    throw new AppError('config-invalid', `crm.hubspot.apiVersion: ${apiVersion} ${rule}`);
  }
  return (url) => {
    const { origin, pathname, search } = new URL(url);
    const rule = DATED.find(([numbered]) => numbered.test(pathname));
    if (rule === undefined) return url;
    const [numbered, dated] = rule;
    return `${origin}${pathname.replace(numbered, dated.replace('{version}', apiVersion))}${search}`;
  };
}
