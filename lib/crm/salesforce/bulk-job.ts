import * as z from 'zod';
import { CrmFailure } from '../crm-failure.ts';
import { errorCodeOf, failureOf } from './failures.ts';
import { toInstant } from './instant.ts';
import type { SalesforceClient } from './salesforce-client.ts';

/**
 * What a job is expected to take: asking for it sooner costs a call of the day's and gives nothing. With these waits
 * three calls suffice for a job that takes seven times as long; an estimate, as the vendor names no speed.
 */
const JOB_START_MS = 3_000;
const ROWS_PER_MS = 20;
const WAIT_GROWTH = 2;
const MAX_WAIT_MS = 60_000;
/** A job that is older than this and still not complete is given up. */
const MAX_JOB_MS = 2 * 3_600_000;

const JobAnswer = z.object({
  id: z.string().regex(/^[A-Za-z0-9]{15,18}$/),
  state: z.string(),
  createdDate: z.string().optional(),
  numberRecordsProcessed: z.int().nonnegative().optional(),
  errorMessage: z.string().optional(),
});

const LOST_CODES: readonly string[] = ['INVALIDLOCATOR', 'INVALIDJOBSTATE', 'INVALID_QUERY_LOCATOR'];
/** The code of ours for a job that a new job can replace. */
export const JOB_LOST = 'BULK_JOB_LOST';
/** The same for one that somebody ended. */
export const JOB_ABORTED = 'BULK_JOB_ABORTED';

/** Starts a job over `soql`, deleted records included. https://developer.salesforce.com/docs/atlas.en-us.api_asynch.meta/api_asynch/query_create_job.htm */
export async function createJob(client: SalesforceClient, soql: string): Promise<string> {
  // Made once: an answer that is lost leaves a job behind that nobody reads, and costs nothing but its run.
  const body = {
    operation: 'queryAll',
    query: soql,
    contentType: 'CSV',
    lineEnding: 'LF',
    columnDelimiter: 'COMMA',
  };
  const { id } = await client.read({ method: 'POST', path: '/jobs/query', body }, JobAnswer);
  return id;
}

/**
 * Waits until a job of about `rows` is complete and gives its number of rows; one that is not new is asked for at once.
 * Throws QUERY_TIMEOUT where the query ran too long, `JOB_LOST` or `JOB_ABORTED` where a new job may do better,
 * 'deadline' where the run ends before; the job goes on by itself.
 */
export async function awaitJob(
  client: SalesforceClient,
  job: string,
  { rows, isNew }: { readonly rows: number; readonly isNew: boolean },
): Promise<number> {
  let nextMs = Math.min(MAX_WAIT_MS, JOB_START_MS + Math.ceil(rows / ROWS_PER_MS));
  let waitedMs = 0;
  const wait = async (): Promise<void> => {
    await client.wait(nextMs);
    waitedMs += nextMs;
    nextMs = Math.min(MAX_WAIT_MS, nextMs * WAIT_GROWTH);
  };
  if (isNew) await wait();
  for (;;) {
    // https://developer.salesforce.com/docs/atlas.en-us.api_asynch.meta/api_asynch/query_get_one_job.htm
    const answer = await client.read({ method: 'GET', path: `/jobs/query/${job}` }, JobAnswer).catch(asLost);
    if (answer.state === 'JobComplete') {
      if (answer.numberRecordsProcessed !== undefined) return answer.numberRecordsProcessed;
      throw new CrmFailure('corrupt', `Bulk job ${job} is complete without a number of records`);
    }
    if (answer.state === 'Failed') throw failedJob(job, answer.errorMessage ?? 'no reason was given');
    if (answer.state === 'Aborted') throw failureOf(JOB_ABORTED, `Bulk job ${job} was aborted`);
    const created = toInstant(answer.createdDate);
    const ageMs = created === undefined ? waitedMs : client.orgNowMs() - Date.parse(created);
    if (Math.max(ageMs, waitedMs) > MAX_JOB_MS) {
      await abortJob(client, job);
      throw failureOf(JOB_LOST, `Bulk job ${job} is ${answer.state} for more than two hours`);
    }
    await wait();
  }
}

/**
 * Ends a job that nobody waits for any more, so that it takes no place among the org's jobs. Where it ended just now, or
 * the org does not answer, the job is left to itself: what is read instead does not rest on it.
 * https://developer.salesforce.com/docs/atlas.en-us.api_asynch.meta/api_asynch/query_abort_job.htm
 */
async function abortJob(client: SalesforceClient, job: string): Promise<void> {
  const call = { method: 'PATCH', path: `/jobs/query/${job}`, body: { state: 'Aborted' } } as const;
  try {
    await client.send(call, JobAnswer);
  } catch (cause) {
    if (!(cause instanceof CrmFailure) || !['request', 'transient', 'corrupt'].includes(cause.failure))
      throw cause;
  }
}

/** A job, or its locator, that the org no longer knows: results are kept for seven days. */
export function asLost(cause: unknown): never {
  const isUnknown = LOST_CODES.includes(errorCodeOf(cause) ?? '');
  if (cause instanceof CrmFailure && (cause.status === 404 || isUnknown))
    throw failureOf(JOB_LOST, `the org no longer has the results: ${cause.message}`);
  throw cause;
}

/** `QUERY_TIMEOUT: Your query request was running for too long.`, `InvalidBatch : Field name not found : Name` */
function failedJob(job: string, message: string): CrmFailure {
  const isTooLong = /QUERY_TIMEOUT|running for too long|took too long|Retried more than/i.test(message);
  const isBug = /Field name not found|InvalidBatch|INVALID_|MALFORMED/i.test(message);
  return failureOf(
    isTooLong ? 'QUERY_TIMEOUT' : isBug ? 'INVALID_FIELD' : JOB_LOST,
    `Bulk job ${job} failed: ${message}`,
  );
}
