import * as z from 'zod';
import { CsvStyleSchema } from './bulk-csv.ts';
import {
  type IngestedRow,
  type IngestTable,
  type IngestWork,
  ingestRow,
  readUpload,
  unknownColumn,
} from './bulk-ingest.ts';
import { failedResults, successfulResults, unprocessedRecords } from './bulk-ingest-results.ts';
import {
  advanceJob,
  type BulkEnd,
  type BulkJob,
  BulkJobs,
  describeJob,
  isEnded,
  moveJob,
  newJobId,
} from './bulk-jobs.ts';
import { requireBulkObject } from './bulk-query.ts';
import { takeBulkFate } from './faults/bulk-faults.ts';
import type { Org } from './org.ts';
import { badRequest, notFound } from './salesforce-errors.ts';
import { servedObject } from './served-object.ts';
import { requireKey } from './upsert-record.ts';
import { param, readJson, type VendorReply, type VendorRequest, type VendorRoute } from './vendor-router.ts';

const JOBS = '/services/data/v{version}/jobs/ingest';
/** Bytes of one upload, once encoded as base64. https://developer.salesforce.com/docs/platform/api-asynch/guide/upload-job-data.html */
const MAX_UPLOAD_BYTES = 150_000_000;

const CreateSchema = CsvStyleSchema.extend({
  object: z.string(),
  operation: z.enum(['insert', 'update', 'upsert', 'delete', 'hardDelete']),
  externalIdFieldName: z.string().optional(),
  contentType: z.literal('CSV').default('CSV'),
});
const StateSchema = z.object({ state: z.enum(['UploadComplete', 'Aborted']) });

export interface IngestJob extends BulkJob {
  readonly externalIdFieldName: string | undefined;
  table: IngestTable | undefined;
  upload: string | undefined;
  /** In the order they were tried. */
  readonly done: IngestedRow[];
}
type Jobs = BulkJobs<IngestJob>;

/** Bulk API 2.0 writes. https://developer.salesforce.com/docs/platform/api-asynch/guide/bulk-api-2-0-ingest.html */
export function bulkIngestRoutes(): readonly VendorRoute[] {
  const jobs: Jobs = new BulkJobs();
  const onJob = (
    method: string,
    path: string,
    handle: (org: Org, job: IngestJob, request: VendorRequest) => VendorReply,
  ): VendorRoute => ({
    method,
    route: `${JOBS}/{job}${path}`,
    objectOf: (org, request) => jobs.find(org.clock.nowMs(), param(request, 'job'))?.object,
    handle: (org, request) => handle(org, requireJob(org, jobs, request), request),
  });
  return [
    { method: 'POST', route: JOBS, handle: (org, request) => create(org, jobs, request) },
    { method: 'GET', route: JOBS, handle: (org) => list(org, jobs) },
    onJob('GET', '', poll),
    onJob('PATCH', '', changeState),
    onJob('DELETE', '', (_org, job) => remove(jobs, job)),
    onJob('PUT', '/batches', upload),
    onJob('GET', '/successfulResults', (_org, job) => successfulResults(job)),
    onJob('GET', '/failedResults', (_org, job) => failedResults(job)),
    onJob('GET', '/unprocessedrecords', (_org, job) => unprocessedRecords(job)),
    onJob('GET', '/unprocessedRecords', (_org, job) => unprocessedRecords(job)),
  ];
}

function create(org: Org, jobs: Jobs, request: VendorRequest): VendorReply {
  const parsed = CreateSchema.safeParse(readJson(request));
  if (!parsed.success) throw badRequest('INVALIDJOB', z.prettifyError(parsed.error));
  const { operation, externalIdFieldName, columnDelimiter, lineEnding } = parsed.data;
  requireBulkObject(parsed.data.object);
  const object = servedObject(org, parsed.data.object);
  if (object === undefined)
    throw badRequest('INVALIDENTITY', `Entity '${parsed.data.object}' is not supported by the Bulk API.`);
  if (operation === 'upsert') requireKey(org, object, externalIdFieldName ?? '');
  const fate = takeBulkFate(org, object.name);
  const nowMs = org.clock.nowMs();
  const job = jobs.add({
    id: newJobId(org),
    operation,
    object: object.name,
    style: { columnDelimiter, lineEnding },
    version: param(request, 'version'),
    createdMs: nowMs,
    changedMs: nowMs,
    state: 'Open',
    polls: 0,
    externalIdFieldName,
    table: undefined,
    upload: undefined,
    done: [],
    ...(fate === undefined ? {} : { fate }),
  });
  const contentUrl = `services/data/v${job.version}/jobs/ingest/${job.id}/batches`;
  const { lineEnding: ending, columnDelimiter: delimiter } = job.style;
  const body = { ...header(org, job), contentUrl, lineEnding: ending, columnDelimiter: delimiter };
  return { status: 200, body };
}

const header = (org: Org, job: IngestJob) => ({
  ...describeJob(org, job),
  ...(job.externalIdFieldName === undefined ? {} : { externalIdFieldName: job.externalIdFieldName }),
  concurrencyMode: 'Parallel',
  contentType: 'CSV',
  apiVersion: Number(job.version),
});

function upload(_org: Org, job: IngestJob, request: VendorRequest): VendorReply {
  if (job.state !== 'Open') throw badRequest('INVALIDJOBSTATE', `Job is in the state ${job.state}, not Open`);
  if (job.upload !== undefined)
    throw badRequest('INVALIDJOBSTATE', 'Found multiple contents for job: only one upload is allowed');
  if (Buffer.byteLength(request.body) * (4 / 3) > MAX_UPLOAD_BYTES)
    throw badRequest('LIMIT_EXCEEDED', 'The content of a job must not exceed 150 MB once encoded');
  job.upload = request.body;
  return { status: 201 };
}

function changeState(org: Org, job: IngestJob, request: VendorRequest): VendorReply {
  const parsed = StateSchema.safeParse(readJson(request));
  if (!parsed.success) throw badRequest('INVALIDJOBSTATE', z.prettifyError(parsed.error));
  const { state } = parsed.data;
  const isAllowed = state === 'Aborted' ? !isEnded(job) : job.state === 'Open' && job.upload !== undefined;
  if (!isAllowed) throw badRequest('INVALIDJOBSTATE', `Job in the state ${job.state} cannot become ${state}`);
  moveJob(org, job, state);
  if (state === 'UploadComplete') job.startedMs = org.clock.nowMs();
  return { status: 200, body: header(org, job) };
}

function poll(org: Org, job: IngestJob): VendorReply {
  advanceJob(org, job, () => process(org, job, Number.POSITIVE_INFINITY));
  if (job.state === 'InProgress' && job.fate === undefined) process(org, job, halfOf(job));
  const failed = job.done.filter(({ error }) => error !== undefined).length;
  return {
    status: 200,
    body: {
      ...header(org, job),
      jobType: 'V2Ingest',
      lineEnding: job.style.lineEnding,
      columnDelimiter: job.style.columnDelimiter,
      numberRecordsProcessed: job.done.length,
      numberRecordsFailed: failed,
      retries: 0,
      totalProcessingTime: isEnded(job) ? Math.max(0, job.changedMs - job.createdMs) : 0,
      apiActiveProcessingTime: job.done.length,
      apexProcessingTime: 0,
      ...(job.errorMessage === undefined ? {} : { errorMessage: job.errorMessage }),
    },
  };
}

const halfOf = (job: IngestJob): number => Math.floor((job.upload?.split('\n').length ?? 0) / 2);

/** Tries rows until `upTo` are done. Rows are tried from the last to the first: results come in another order. */
function process(org: Org, job: IngestJob, upTo: number): BulkEnd {
  const read = job.table ?? readUpload(job.upload ?? '', job.style);
  if (typeof read === 'string') return { state: 'Failed', errorMessage: read };
  job.table = read;
  const object = org.catalog.findObject(job.object);
  if (object === undefined) return { state: 'Failed', errorMessage: 'InvalidEntity' };
  const unknown = unknownColumn(org, object.name, read.columns);
  if (unknown !== undefined)
    return { state: 'Failed', errorMessage: `InvalidBatch : Field name not found : ${unknown}` };
  const { operation, externalIdFieldName } = job;
  const work: IngestWork = { object, operation, externalIdFieldName, columns: read.columns };
  while (job.done.length < Math.min(upTo, read.rows.length)) {
    const cells = read.rows[read.rows.length - 1 - job.done.length] ?? [];
    job.done.push(ingestRow(org, work, cells));
  }
  return { state: 'JobComplete' };
}

function remove(jobs: Jobs, job: IngestJob): VendorReply {
  if (!isEnded(job)) throw badRequest('INVALIDJOBSTATE', 'Job must be in an end state to be deleted');
  jobs.remove(job.id);
  return { status: 204 };
}

const list = (org: Org, jobs: Jobs): VendorReply => ({
  status: 200,
  body: {
    done: true,
    records: jobs.list(org.clock.nowMs()).map((job) => ({ ...header(org, job), jobType: 'V2Ingest' })),
    nextRecordsUrl: null,
  },
});

function requireJob(org: Org, jobs: Jobs, request: VendorRequest): IngestJob {
  const job = jobs.find(org.clock.nowMs(), param(request, 'job'));
  if (job === undefined) throw notFound();
  return job;
}
