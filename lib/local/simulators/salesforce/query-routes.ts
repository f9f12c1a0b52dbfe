import { INVALID_LOCATOR, SAME_PAGE_TWICE } from './faults/paging-faults.ts';
import type { Org } from './org.ts';
import type { Cursor, OpenQuery } from './query-cursors.ts';
import { badRequest, SalesforceError } from './salesforce-errors.ts';
import { parseSoql, runQuery } from './soql-query.ts';
import { param, type VendorReply, type VendorRequest, type VendorRoute } from './vendor-router.ts';

/** Fewest rows a caller may ask for per page. https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/headers_queryoptions.htm */
const MIN_BATCH = 200;

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
    objectOf: (org: Org, request: VendorRequest) =>
      org.cursors.find(locatorOf(request).locator)?.query.object,
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
  const query = runQuery(org, soql, { withDeleted, tooling });
  const pageRows = pageRowsOf(org, request, query);
  const isLong = query.totalSize > pageRows && query.page('', 0, 1).length > 0;
  const cursor = { query, openedMs: org.clock.nowMs(), session: request.session, pageRows };
  return drawPage(query, {
    version: param(request, 'version'),
    from: 0,
    pageRows,
    locator: isLong ? org.cursors.keep(cursor, org.settings.now.maxOpenCursors) : '',
  });
}

/** Rows per page: what the org gives, fewer for wide rows or when the caller asks for fewer. */
function pageRowsOf(org: Org, request: VendorRequest, query: OpenQuery): number {
  const { pageRows, pageCells } = org.settings.now;
  const fitting = pageCells === null ? pageRows : Math.floor(pageCells / Math.max(1, query.width));
  const asked = /batchSize\s*=\s*(\d+)/i.exec(request.header('sforce-query-options') ?? '')?.[1];
  const wanted = asked === undefined ? pageRows : Math.max(MIN_BATCH, Number(asked));
  return Math.max(1, Math.min(pageRows, fitting, wanted));
}

function nextPage(org: Org, request: VendorRequest): VendorReply {
  const { locator, from } = locatorOf(request);
  const cursor = org.cursors.find(locator);
  const object = cursor?.query.object;
  const isArmed = org.faults.take([INVALID_LOCATOR], object) !== undefined;
  if (cursor === undefined || Number.isNaN(from) || isArmed || !isAlive(org, cursor, request)) {
    throw badRequest('INVALID_QUERY_LOCATOR', 'invalid query locator');
  }
  const { query, pageRows } = cursor;
  const isRepeated = org.faults.take([SAME_PAGE_TWICE], object) !== undefined;
  const start = isRepeated ? Math.max(0, from - pageRows) : from;
  return drawPage(query, { version: param(request, 'version'), from: start, pageRows, locator });
}

function isAlive(org: Org, cursor: Cursor, request: VendorRequest): boolean {
  const { locatorLifeMs, locatorsBoundToSession } = org.settings.now;
  const isYoung = org.clock.nowMs() - cursor.openedMs < locatorLifeMs;
  return isYoung && (!locatorsBoundToSession || cursor.session === request.session);
}

/** A locator is the name of the result and the offset of the page: `0r8xx5R2yF2gs3VASQ-2000`. */
function locatorOf(request: VendorRequest): { readonly locator: string; readonly from: number } {
  const [locator = '', from] = param(request, 'locator').split('-');
  return { locator, from: Number(from ?? Number.NaN) };
}

function drawPage(
  result: OpenQuery,
  at: {
    readonly version: string;
    readonly from: number;
    readonly pageRows: number;
    readonly locator: string;
  },
): VendorReply {
  const records = result.page(at.version, at.from, at.pageRows);
  const next = at.from + at.pageRows;
  const isDone = at.locator === '' || next >= result.totalSize;
  const nextRecordsUrl = `/services/data/v${at.version}/query/${at.locator}-${next}`;
  const body = isDone ? { done: true } : { done: false, nextRecordsUrl };
  return { status: 200, body: { totalSize: result.totalSize, ...body, records } };
}
