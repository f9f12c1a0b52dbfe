import type { CsvStyle } from './bulk-csv.ts';
import type { Org } from './org.ts';
import { mintId } from './record-ids.ts';
import { toWireDateTime } from './value-types.ts';

export type BulkState = 'Open' | 'UploadComplete' | 'InProgress' | 'JobComplete' | 'Failed' | 'Aborted';

/** How a job ends; a fault may decide otherwise than its work would. */
export interface BulkEnd {
  readonly state: 'JobComplete' | 'Failed' | 'Aborted';
  readonly errorMessage?: string;
}

export interface BulkJob {
  readonly id: string;
  readonly operation: string;
  readonly object: string;
  readonly style: CsvStyle;
  /** `66.0` */
  readonly version: string;
  readonly createdMs: number;
  state: BulkState;
  changedMs: number;
  /** Set by a fault: the job ends so, or never (`stuck`). */
  fate?: BulkEnd | 'stuck';
  errorMessage?: string;
  /** When the job was handed over for processing, and how often it was asked for since. */
  startedMs?: number;
  polls: number;
}

/** Jobs and their results are deleted a week after creation. https://developer.salesforce.com/docs/platform/api-asynch/guide/bulk-api-2-job-lifecycle.html */
const KEPT_MS = 7 * 86_400_000;
const JOB_PREFIX = '750';

/** The bulk jobs of one kind in an org. */
export class BulkJobs<Job extends BulkJob> {
  readonly #jobs = new Map<string, Job>();

  add(job: Job): Job {
    this.#jobs.set(job.id, job);
    return job;
  }

  remove(id: string): void {
    this.#jobs.delete(id);
  }

  find(nowMs: number, id: string): Job | undefined {
    return this.list(nowMs).find((job) => job.id.startsWith(id));
  }

  /** Newest last; without those that are too old. */
  list(nowMs: number): readonly Job[] {
    for (const job of this.#jobs.values()) if (nowMs - job.createdMs > KEPT_MS) this.#jobs.delete(job.id);
    return [...this.#jobs.values()];
  }
}

export const newJobId = (org: Org): string => mintId(JOB_PREFIX, Number.parseInt(org.random.id(4), 16));

const TERMINAL: readonly BulkState[] = ['JobComplete', 'Failed', 'Aborted'];
export const isEnded = (job: BulkJob): boolean => TERMINAL.includes(job.state);

/**
 * Moves a job on when it is asked for: in progress at once, at its end by age or by number of polls. `finish` does the
 * rest of the work and says how it went.
 */
export function advanceJob(org: Org, job: BulkJob, finish: () => BulkEnd): void {
  if (job.startedMs === undefined || isEnded(job)) return;
  job.polls += 1;
  const { bulkJobMs, bulkJobPolls } = org.settings.now;
  const isDue = job.polls >= bulkJobPolls || org.clock.nowMs() - job.startedMs >= bulkJobMs;
  if (!isDue || job.fate === 'stuck') {
    moveJob(org, job, 'InProgress');
    return;
  }
  const end = job.fate ?? finish();
  if (end.errorMessage !== undefined) job.errorMessage = end.errorMessage;
  moveJob(org, job, end.state);
}

export function moveJob(org: Org, job: BulkJob, state: BulkState): void {
  if (job.state === state) return;
  job.state = state;
  job.changedMs = org.clock.nowMs();
}

const SECOND_MS = 1000;
const wireSecond = (ms: number): string => toWireDateTime(Math.floor(ms / SECOND_MS) * SECOND_MS);

/** What every answer about a job says, in the order Salesforce says it. */
export const describeJob = (org: Org, job: BulkJob) => ({
  id: job.id,
  operation: job.operation,
  object: job.object,
  createdById: org.userId,
  createdDate: wireSecond(job.createdMs),
  systemModstamp: wireSecond(job.changedMs),
  state: job.state,
});
