import { CrmFailure } from '../crm-failure.ts';
import { QueryAnswer, type Row } from './payloads.ts';
import type { SalesforceClient } from './salesforce-client.ts';

/** `queryAll` shows deleted records too, for as long as the recycle bin keeps them (15 days). */
type QueryResource = 'query' | 'queryAll';

/** A locator on the org's own host; anything else would carry the token elsewhere. */
const NEXT_PATH = /^\/services\/data\/v\d+\.\d+\/query(?:All)?\/[\w-]+$/;

/** All rows of a query, over as many pages as the org makes of it. Throws 'corrupt' when rows are missing. */
export async function queryRows(
  client: SalesforceClient,
  resource: QueryResource,
  soql: string,
): Promise<readonly Row[]> {
  // https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_query.htm
  const path = `/${resource}?q=${encodeURIComponent(soql)}`;
  const first = await client.read({ method: 'GET', path }, CompleteAnswer);
  const rows = [...first.records];
  let next = first.nextRecordsUrl;
  while (next !== undefined) {
    const page = await client.read({ method: 'GET', path: nextPath(next) }, QueryAnswer);
    rows.push(...page.records);
    if (page.done) break;
    next = page.nextRecordsUrl;
  }
  if (rows.length !== first.totalSize)
    throw new CrmFailure('corrupt', `a query of ${first.totalSize} rows gave ${rows.length}`);
  return rows;
}

/** Live records of an object. */
export async function countRecords(client: SalesforceClient, object: string): Promise<number> {
  const { totalSize } = await client.read({ method: 'GET', path: countPath(object) }, QueryAnswer);
  return totalSize;
}

export function countPath(object: string): string {
  return `/query?q=${encodeURIComponent(`SELECT COUNT() FROM ${object}`)}`;
}

/** A first page that says it is all there is must hold all there is; if not, the call is repeated. */
export const CompleteAnswer = QueryAnswer.refine(
  ({ done, records, totalSize, nextRecordsUrl }) =>
    done ? records.length === totalSize : nextRecordsUrl !== undefined,
  'rows are missing from the page',
);

function nextPath(url: string): string {
  if (NEXT_PATH.test(url)) return url;
  throw new CrmFailure('corrupt', 'the next page of a query is not on the org’s own host');
}
