import { csvLines } from './bulk-csv.ts';
import type { QueryJob } from './bulk-query-routes.ts';
import { takeFewerRows, takeLocatorExpired } from './faults/bulk-faults.ts';
import type { Org } from './org.ts';
import { badRequest, notFound, SalesforceError } from './salesforce-errors.ts';
import type { StoredRow } from './value-types.ts';
import { param, type VendorReply, type VendorRequest } from './vendor-router.ts';

/** URLs per answer. https://developer.salesforce.com/docs/platform/api-asynch/guide/query-get-parallel-job-results.html */
const URLS_PER_ANSWER = 5;
const FIRST_VERSION_WITH_PAGES = 58;

/** One page of a query's rows as CSV. The last page names its locator `null`, in letters. */
export function resultsPage(org: Org, job: QueryJob, request: VendorRequest): VendorReply {
  requireComplete(job, request);
  const { bulkPageRows, gzipsBulkResults } = org.settings.now;
  const from = offsetOf(org, job, request.query.get('locator'));
  const count = countOf(request.query.get('maxRecords')) ?? bulkPageRows;
  const { columns, rows } = job.result;
  const end = Math.min(rows.length, from + count);
  const sent = takeFewerRows(org, job.object) ? Math.max(from, end - 1) : end;
  const accepts = request.header('accept-encoding') ?? '';
  return {
    status: 200,
    headers: {
      'Sforce-Locator': end < rows.length ? toLocator(end) : 'null',
      'Sforce-NumberOfRecords': String(sent - from),
    },
    lines: {
      type: 'text/csv',
      rows: csvLines(columns, between(rows, from, sent), job.style),
      isGzipped: gzipsBulkResults && accepts.includes('gzip'),
    },
  };
}

/** Up to five URLs of pages at a time, to be read in parallel. */
export function resultPages(org: Org, job: QueryJob, request: VendorRequest): VendorReply {
  if (Number(job.version) < FIRST_VERSION_WITH_PAGES) throw notFound();
  requireComplete(job, request);
  const { bulkPageRows } = org.settings.now;
  const path = `/services/data/v${job.version}/jobs/query/${job.id}`;
  const first = offsetOf(org, job, request.query.get('locator'));
  const after = first + URLS_PER_ANSWER * bulkPageRows;
  const end = Math.min(job.result.rows.length, after);
  const urls: { readonly resultUrl: string }[] = [];
  for (let from = first; from < end || from === 0; from += bulkPageRows)
    urls.push({ resultUrl: `${path}/results?locator=${toLocator(from)}` });
  const isDone = after >= job.result.rows.length;
  return {
    status: 200,
    body: {
      resultPages: urls,
      nextRecordsUrl: isDone ? null : `${path}/resultPages?locator=${toLocator(after)}`,
      done: isDone,
    },
  };
}

function requireComplete(job: QueryJob, request: VendorRequest): void {
  if (job.state !== 'JobComplete')
    throw badRequest('INVALIDJOBSTATE', `Job not in JobComplete state: ${job.state}`);
  if (param(request, 'version') === job.version) return;
  const message = 'The API version of the request must be the one that created the job';
  throw new SalesforceError(409, { code: 'INVALIDJOB', message });
}

const toLocator = (offset: number): string => Buffer.from(String(offset)).toString('base64url');

function offsetOf(org: Org, job: QueryJob, locator: string | null): number {
  if (locator === null || locator === '') return 0;
  const text = Buffer.from(locator, 'base64url').toString('utf8');
  const isOpen = /^\d+$/.test(text) && Number(text) <= job.result.rows.length;
  if (isOpen && !takeLocatorExpired(org, job.object)) return Number(text);
  throw badRequest('INVALIDLOCATOR', 'The locator is invalid or has expired');
}

function countOf(text: string | null): number | undefined {
  if (text === null) return undefined;
  if (/^[1-9]\d*$/.test(text)) return Number(text);
  throw badRequest('INVALIDMAXRECORDS', `maxRecords is no positive whole number: ${text}`);
}

function* between(rows: readonly StoredRow[], from: number, end: number): Generator<StoredRow> {
  for (let i = from; i < end; i += 1) {
    const row = rows[i];
    if (row !== undefined) yield row;
  }
}
