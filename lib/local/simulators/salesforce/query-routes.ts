import type { Org } from './org.ts';
import type { OpenQuery } from './query-cursors.ts';
import { badRequest, SalesforceError } from './salesforce-errors.ts';
import { parseSoql, runQuery } from './soql-query.ts';
import { param, type VendorReply, type VendorRequest, type VendorRoute } from './vendor-router.ts';

/** Rows per reply of a query. https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/headers_queryoptions.htm */
const PAGE_ROWS = 2000;

const DATA = '/services/data/v{version}';

export const QUERY_ROUTES: readonly VendorRoute[] = [
  {
    method: 'GET',
    route: `${DATA}/query`,
    objectOf: queriedObject,
    handle: (org, request) => firstPage(org, request, false, false),
  },
  {
    method: 'GET',
    route: `${DATA}/queryAll`,
    objectOf: queriedObject,
    handle: (org, request) => firstPage(org, request, true, false),
  },
  {
    method: 'GET',
    route: `${DATA}/tooling/query`,
    objectOf: queriedObject,
    handle: (org, request) => firstPage(org, request, false, true),
  },
  ...['query', 'queryAll'].map((name) => ({
    method: 'GET',
    route: `${DATA}/${name}/{locator}`,
    objectOf: (org: Org, request: VendorRequest) => org.cursors.find(locatorOf(request).locator)?.object,
    handle: nextPage,
  })),
];

function queriedObject(org: Org, request: VendorRequest): string | undefined {
  const soql = request.query.get('q') ?? '';
  try {
    const name = parseSoql(soql).sObject;
    return name === undefined ? undefined : (org.catalog.findObject(name)?.name ?? name);
  } catch (error) {
    // What is wrong with the query is for the handler to say.
    if (error instanceof SalesforceError) return undefined;
    throw error;
  }
}

function firstPage(org: Org, request: VendorRequest, withDeleted: boolean, tooling: boolean): VendorReply {
  const soql = request.query.get('q');
  if (soql === null || soql === '') throw badRequest('MALFORMED_QUERY', 'unexpected token: <EOF>');
  const result = runQuery(org, soql, { withDeleted, tooling });
  const isLong = result.totalSize > PAGE_ROWS && result.page('', 0, 1).length > 0;
  return drawPage(result, {
    version: param(request, 'version'),
    from: 0,
    locator: isLong ? org.cursors.keep(result) : '',
  });
}

function nextPage(org: Org, request: VendorRequest): VendorReply {
  const { locator, from } = locatorOf(request);
  const result = org.cursors.find(locator);
  const isArmed = org.faults.take(['invalid-locator'], result?.object) !== undefined;
  if (result === undefined || Number.isNaN(from) || isArmed) {
    throw badRequest('INVALID_QUERY_LOCATOR', 'invalid query locator');
  }
  return drawPage(result, { version: param(request, 'version'), from, locator });
}

/** A locator is the name of the result and the offset of the page: `0r8xx5R2yF2gs3VASQ-2000`. */
function locatorOf(request: VendorRequest): { readonly locator: string; readonly from: number } {
  const [locator = '', from] = param(request, 'locator').split('-');
  return { locator, from: Number(from ?? Number.NaN) };
}

function drawPage(
  result: OpenQuery,
  at: { readonly version: string; readonly from: number; readonly locator: string },
): VendorReply {
  const records = result.page(at.version, at.from, PAGE_ROWS);
  const next = at.from + PAGE_ROWS;
  const isDone = at.locator === '' || next >= result.totalSize;
  const nextRecordsUrl = `/services/data/v${at.version}/query/${at.locator}-${next}`;
  const body = isDone ? { done: true } : { done: false, nextRecordsUrl };
  return { status: 200, body: { totalSize: result.totalSize, ...body, records } };
}
