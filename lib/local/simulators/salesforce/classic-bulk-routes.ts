import * as z from 'zod';
import { csvLines } from './bulk-csv.ts';
import { advanceJob, type BulkJob, BulkJobs, moveJob, newJobId } from './bulk-jobs.ts';
import { type BulkResult, runBulkQuery } from './bulk-query.ts';
import { batchXml, jobXml, resultListXml } from './classic-bulk-xml.ts';
import { takeBulkFate } from './faults/bulk-faults.ts';
import type { Org } from './org.ts';
import { badRequest, SalesforceError, unsupportedObject } from './salesforce-errors.ts';
import { readXml } from './soap-xml.ts';
import { type FieldType, type FieldValue, toWireDateTime } from './value-types.ts';
import { param, readJson, type VendorReply, type VendorRequest, type VendorRoute } from './vendor-router.ts';

const JOBS = '/services/async/{version}/job';
const XML = 'application/xml';
const PREFIX_OF_BATCHES = '751';
const PREFIX_OF_RESULTS = '752';

const CreateSchema = z.object({
  operation: z.enum(['query', 'queryAll']),
  object: z.string(),
  contentType: z.enum(['CSV', 'JSON', 'XML']).default('XML'),
});
const StateSchema = z.object({ state: z.enum(['Closed', 'Aborted']) });

/** The one batch of a query job; a further query goes into another job. */
interface ClassicJob extends BulkJob {
  readonly contentType: string;
  /** The job as its caller sees it; `state` is its batch's. */
  jobState: string;
  result: BulkResult | undefined;
}
type Jobs = BulkJobs<ClassicJob>;
type OnJob = (org: Org, job: ClassicJob, request: VendorRequest) => VendorReply;

/** Queries over Bulk API 1.0, as tap-salesforce and simple-salesforce make them. https://developer.salesforce.com/docs/platform/api-asynch/guide/asynch-api-reference-requests-intro.html */
export function classicBulkRoutes(): readonly VendorRoute[] {
  const jobs: Jobs = new BulkJobs();
  const onJob = (method: string, path: string, handle: OnJob): VendorRoute => ({
    method,
    route: `${JOBS}/{job}${path}`,
    objectOf: (org, request) => jobs.find(org.clock.nowMs(), param(request, 'job'))?.object,
    handle: (org, request) => inClassicWords(() => handle(org, requireJob(org, jobs, request), request)),
  });
  return [
    {
      method: 'POST',
      route: JOBS,
      handle: (org, request) => inClassicWords(() => create(org, jobs, request)),
    },
    onJob('GET', '', (org, job, request) => answerJob(org, job, request)),
    onJob('POST', '', changeState),
    onJob('POST', '/batch', addBatch),
    onJob('GET', '/batch', (org, job, request) => answerBatch(org, job, request, true)),
    onJob('GET', '/batch/{batch}', (org, job, request) => answerBatch(org, job, request, false)),
    onJob('GET', '/batch/{batch}/result', listResults),
    onJob('GET', '/batch/{batch}/result/{result}', sendResult),
  ];
}

/** Errors of Bulk API 1.0 have names and keys of their own. */
function inClassicWords(work: () => VendorReply): VendorReply {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof SalesforceError)) throw error;
    const [first] = error.refusals;
    return {
      status: 400,
      body: { exceptionCode: first?.code ?? 'Unknown', exceptionMessage: first?.message ?? '' },
    };
  }
}

function create(org: Org, jobs: Jobs, request: VendorRequest): VendorReply {
  const given = request.body.trimStart().startsWith('<') ? fieldsIn(request.body) : readJson(request);
  const parsed = CreateSchema.safeParse(given);
  if (!parsed.success) throw badRequest('InvalidJob', z.prettifyError(parsed.error));
  const { operation, contentType } = parsed.data;
  const object = org.catalog.findObject(parsed.data.object);
  if (object === undefined) throw badRequest('InvalidJob', unsupportedObject(parsed.data.object));
  const nowMs = org.clock.nowMs();
  const fate = takeBulkFate(org, object.name);
  const job = jobs.add({
    id: newJobId(org),
    operation,
    object: object.name,
    contentType,
    style: { columnDelimiter: 'COMMA', lineEnding: 'LF' },
    version: param(request, 'version'),
    createdMs: nowMs,
    changedMs: nowMs,
    state: 'Open',
    jobState: 'Open',
    polls: 0,
    result: undefined,
    ...(fate === undefined ? {} : { fate }),
  });
  return { ...answerJob(org, job, request), status: 201 };
}

const fieldsIn = (xml: string): Record<string, string> =>
  Object.fromEntries(readXml(xml)?.children.map(({ name, text }) => [name, text.trim()]) ?? []);

function changeState(org: Org, job: ClassicJob, request: VendorRequest): VendorReply {
  const given = request.body.trimStart().startsWith('<') ? fieldsIn(request.body) : readJson(request);
  const parsed = StateSchema.safeParse(given);
  if (!parsed.success) throw badRequest('InvalidJob', z.prettifyError(parsed.error));
  job.jobState = parsed.data.state;
  if (job.jobState === 'Aborted') moveJob(org, job, 'Aborted');
  return answerJob(org, job, request);
}

function addBatch(org: Org, job: ClassicJob, request: VendorRequest): VendorReply {
  if (job.jobState !== 'Open') throw badRequest('InvalidJobState', 'Unable to add a batch to a closed job');
  if (job.result !== undefined) throw badRequest('InvalidBatch', 'a simulated query job takes one batch');
  job.result = runBulkQuery(org, request.body.trim(), job.operation === 'queryAll');
  job.startedMs = org.clock.nowMs();
  moveJob(org, job, 'UploadComplete');
  return { ...answerBatch(org, job, request, false), status: 201 };
}

function answerJob(org: Org, job: ClassicJob, request: VendorRequest): VendorReply {
  const info = {
    apexProcessingTime: 0,
    apiActiveProcessingTime: 0,
    apiVersion: Number(job.version),
    concurrencyMode: 'Parallel',
    contentType: job.contentType,
    createdById: org.userId,
    createdDate: toWireDateTime(job.createdMs),
    fastPathEnabled: false,
    id: job.id,
    numberBatchesCompleted: job.state === 'JobComplete' ? 1 : 0,
    numberBatchesFailed: job.state === 'Failed' ? 1 : 0,
    numberBatchesInProgress: 0,
    numberBatchesQueued: 0,
    numberBatchesTotal: job.result === undefined ? 0 : 1,
    numberRecordsFailed: 0,
    numberRecordsProcessed: 0,
    numberRetries: 0,
    object: job.object,
    operation: job.operation,
    state: job.jobState,
    systemModstamp: toWireDateTime(job.changedMs),
    totalProcessingTime: 0,
  };
  if (wantsJson(request))
    return { status: 200, body: { ...info, assignmentRuleId: null, externalIdFieldName: null } };
  return { status: 200, text: { type: XML, content: jobXml(info) } };
}

const BATCH_STATES: Readonly<Record<string, string>> = {
  UploadComplete: 'Queued',
  InProgress: 'InProgress',
  JobComplete: 'Completed',
  Failed: 'Failed',
  Aborted: 'NotProcessed',
};

function answerBatch(org: Org, job: ClassicJob, request: VendorRequest, inList: boolean): VendorReply {
  if (request.method === 'GET') advanceJob(org, job, () => ({ state: 'JobComplete' }));
  const info = {
    apexProcessingTime: 0,
    apiActiveProcessingTime: 0,
    createdDate: toWireDateTime(job.createdMs),
    id: idOf(job, PREFIX_OF_BATCHES),
    jobId: job.id,
    numberRecordsFailed: 0,
    numberRecordsProcessed: job.state === 'JobComplete' ? (job.result?.rows.length ?? 0) : 0,
    state: BATCH_STATES[job.state] ?? job.state,
    ...(job.errorMessage === undefined ? {} : { stateMessage: job.errorMessage }),
    systemModstamp: toWireDateTime(job.changedMs),
    totalProcessingTime: 0,
  };
  // A batch is answered in the form of its data: only JSON jobs speak JSON.
  if (job.contentType === 'JSON') return { status: 200, body: inList ? { batchInfo: [info] } : info };
  return { status: 200, text: { type: XML, content: batchXml(info, inList) } };
}

function listResults(_org: Org, job: ClassicJob): VendorReply {
  requireComplete(job);
  const id = idOf(job, PREFIX_OF_RESULTS);
  if (job.contentType === 'JSON') return { status: 200, body: [id] };
  return { status: 200, text: { type: XML, content: resultListXml(id) } };
}

function sendResult(_org: Org, job: ClassicJob): VendorReply {
  const { columns, rows } = requireComplete(job);
  if (job.contentType === 'CSV')
    return {
      status: 200,
      lines: { type: 'text/csv; charset=UTF-8', rows: csvLines(columns, rows, job.style), isGzipped: false },
    };
  const body = rows.map((row) => ({
    attributes: { type: job.object, url: `/services/data/v${job.version}/sobjects/${job.object}/${row.id}` },
    ...Object.fromEntries(columns.map(({ name, field, read }) => [name, inJson(field.type, read(row))])),
  }));
  return { status: 200, body };
}

/** JSON results tell instants in milliseconds since 1970. */
const inJson = (type: FieldType, value: FieldValue): FieldValue =>
  type === 'datetime' && typeof value === 'string' ? Date.parse(value.replace('+0000', 'Z')) : value;

function requireComplete(job: ClassicJob): BulkResult {
  if (job.state !== 'JobComplete' || job.result === undefined)
    throw badRequest('InvalidBatch', 'Batch not completed');
  return job.result;
}

const idOf = (job: ClassicJob, prefix: string): string => prefix + job.id.slice(prefix.length);

const wantsJson = (request: VendorRequest): boolean =>
  (request.header('content-type') ?? '').includes('json');

function requireJob(org: Org, jobs: Jobs, request: VendorRequest): ClassicJob {
  const job = jobs.find(org.clock.nowMs(), param(request, 'job'));
  if (job === undefined) throw badRequest('InvalidJob', 'Invalid job id');
  return job;
}
