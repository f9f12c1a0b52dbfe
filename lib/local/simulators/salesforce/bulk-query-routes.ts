import * as z from 'zod';
import { CsvStyleSchema } from './bulk-csv.ts';
import { advanceJob, type BulkJob, BulkJobs, describeJob, isEnded, moveJob, newJobId } from './bulk-jobs.ts';
import { type BulkResult, runBulkQuery } from './bulk-query.ts';
import { resultPages, resultsPage } from './bulk-query-results.ts';
import { takeBulkFate, takeBulkRefusal, takeJobPurged } from './faults/bulk-faults.ts';
import type { Org } from './org.ts';
import { badRequest, notFound } from './salesforce-errors.ts';
import { param, readJson, type VendorReply, type VendorRequest, type VendorRoute } from './vendor-router.ts';

const JOBS = '/services/data/v{version}/jobs/query';
const DAY_MS = 86_400_000;

const CreateSchema = CsvStyleSchema.extend({
  operation: z.enum(['query', 'queryAll']),
  query: z.string(),
  contentType: z.literal('CSV').default('CSV'),
});
const StateSchema = z.object({ state: z.string() });

export interface QueryJob extends BulkJob {
  readonly result: BulkResult;
}
type Jobs = BulkJobs<QueryJob>;

/** Bulk API 2.0 queries. https://developer.salesforce.com/docs/platform/api-asynch/guide/query-bulk-api-2-0.html */
export function bulkQueryRoutes(): readonly VendorRoute[] {
  const jobs: Jobs = new BulkJobs();
  const onJob = (
    method: string,
    path: string,
    handle: (org: Org, job: QueryJob, request: VendorRequest) => VendorReply,
  ): VendorRoute => ({
    method,
    route: `${JOBS}/{job}${path}`,
    objectOf: (org, request) => jobs.find(org.clock.nowMs(), param(request, 'job'))?.object,
    handle: (org, request) => handle(org, requireJob(org, jobs, request), request),
  });
  return [
    {
      method: 'POST',
      route: JOBS,
      objectOf: (_org, request) => /\bFROM\s+(\w+)/i.exec(request.body)?.[1],
      handle: (org, request) => create(org, jobs, request),
    },
    { method: 'GET', route: JOBS, handle: (org) => list(org, jobs) },
    onJob('GET', '', poll),
    onJob('PATCH', '', abort),
    onJob('DELETE', '', (_org, job) => remove(jobs, job)),
    onJob('GET', '/results', resultsPage),
    onJob('GET', '/resultPages', resultPages),
  ];
}

function create(org: Org, jobs: Jobs, request: VendorRequest): VendorReply {
  const parsed = CreateSchema.safeParse(readJson(request));
  if (!parsed.success) throw badRequest('INVALIDJOB', z.prettifyError(parsed.error));
  const { operation, query, columnDelimiter, lineEnding } = parsed.data;
  const nowMs = org.clock.nowMs();
  const result = runBulkQuery(org, query, operation === 'queryAll');
  const today = jobs.list(nowMs).filter((job) => nowMs - job.createdMs < DAY_MS).length;
  const limit = org.settings.now.dailyBulkQueryJobs;
  const refusal =
    takeBulkRefusal(org, result.object) ??
    (today >= limit ? `Max bulk v2 query jobs (${limit}) per 24 hrs has been reached` : undefined);
  if (refusal !== undefined) throw badRequest('LIMIT_EXCEEDED', refusal);
  const fate = takeBulkFate(org, result.object);
  const job = jobs.add({
    id: newJobId(org),
    operation,
    object: result.object,
    style: { columnDelimiter, lineEnding },
    version: param(request, 'version'),
    createdMs: nowMs,
    changedMs: nowMs,
    startedMs: nowMs,
    state: 'UploadComplete',
    polls: 0,
    result,
    ...(fate === undefined ? {} : { fate }),
  });
  return { status: 200, body: started(org, job) };
}

const started = (org: Org, job: QueryJob) => ({
  ...describeJob(org, job),
  concurrencyMode: 'Parallel',
  contentType: 'CSV',
  apiVersion: Number(job.version),
  lineEnding: job.style.lineEnding,
  columnDelimiter: job.style.columnDelimiter,
});

function poll(org: Org, job: QueryJob): VendorReply {
  advanceJob(org, job, () => ({ state: 'JobComplete' }));
  const { concurrencyMode, contentType, apiVersion, lineEnding, columnDelimiter, ...common } = started(
    org,
    job,
  );
  const isWorking = job.state === 'InProgress';
  const share = isWorking ? Math.floor(job.result.rows.length / 2) : job.result.rows.length;
  return {
    status: 200,
    body: {
      ...common,
      concurrencyMode,
      contentType,
      apiVersion,
      jobType: 'V2Query',
      lineEnding,
      columnDelimiter,
      numberRecordsProcessed: isWorking || job.state === 'JobComplete' ? share : 0,
      retries: 0,
      totalProcessingTime: isWorking ? 0 : Math.max(0, job.changedMs - job.createdMs),
      isPkChunkingSupported: true,
      ...(job.errorMessage === undefined ? {} : { errorMessage: job.errorMessage }),
    },
  };
}

function abort(org: Org, job: QueryJob, request: VendorRequest): VendorReply {
  const { data } = StateSchema.safeParse(readJson(request));
  if (data?.state !== 'Aborted') throw badRequest('INVALIDJOBSTATE', 'A query job can only be aborted');
  if (isEnded(job)) throw badRequest('INVALIDJOBSTATE', `Job is already in the state ${job.state}`);
  moveJob(org, job, 'Aborted');
  return { status: 200, body: started(org, job) };
}

function remove(jobs: Jobs, job: QueryJob): VendorReply {
  if (!isEnded(job)) throw badRequest('INVALIDJOBSTATE', 'Job must be in an end state to be deleted');
  jobs.remove(job.id);
  return { status: 204 };
}

const list = (org: Org, jobs: Jobs): VendorReply => ({
  status: 200,
  body: {
    done: true,
    records: jobs.list(org.clock.nowMs()).map((job) => ({ ...started(org, job), jobType: 'V2Query' })),
    nextRecordsUrl: null,
  },
});

function requireJob(org: Org, jobs: Jobs, request: VendorRequest): QueryJob {
  const job = jobs.find(org.clock.nowMs(), param(request, 'job'));
  if (job === undefined) throw notFound();
  if (!takeJobPurged(org, job.object)) return job;
  jobs.remove(job.id);
  throw notFound();
}
