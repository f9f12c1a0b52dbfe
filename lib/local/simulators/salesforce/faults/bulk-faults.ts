import type { BulkEnd } from '../bulk-jobs.ts';
import type { Org } from '../org.ts';

/** How a fault lets the next job end. */
const FATES: Readonly<Record<string, BulkEnd | 'stuck'>> = {
  'bulk-job-failed': {
    state: 'Failed',
    errorMessage: 'UnknownException : An unexpected error occurred while processing the job',
  },
  'bulk-job-query-timeout': {
    state: 'Failed',
    errorMessage: 'QUERY_TIMEOUT : Your query request was running for too long.',
  },
  /** By an administrator, in the set-up pages. */
  'bulk-job-aborted': { state: 'Aborted' },
  'bulk-job-stuck': 'stuck',
};

/** What the API answers to a new job when an allowance is used up. */
const REFUSALS: Readonly<Record<string, string>> = {
  'bulk-jobs-limit': 'Max bulk v2 query jobs (10000) per 24 hrs has been reached',
  'bulk-storage-limit': 'Max bulk v2 query result size stored (1000000000) kb per 24 hrs has been exceeded',
};

const JOB_PURGED = 'bulk-job-purged';
const LOCATOR_EXPIRED = 'bulk-locator-expired';
/** The page is complete by its own header; only the count of the job tells of the row that is missing. */
const FEWER_ROWS = 'bulk-fewer-rows';

export const BULK_FAULTS: readonly string[] = [
  ...Object.keys(FATES),
  ...Object.keys(REFUSALS),
  JOB_PURGED,
  LOCATOR_EXPIRED,
  FEWER_ROWS,
];

export function takeBulkFate(org: Org, object: string): BulkEnd | 'stuck' | undefined {
  const fault = org.faults.take(Object.keys(FATES), object);
  return fault === undefined ? undefined : FATES[fault];
}

export function takeBulkRefusal(org: Org, object: string): string | undefined {
  const fault = org.faults.take(Object.keys(REFUSALS), object);
  return fault === undefined ? undefined : REFUSALS[fault];
}

export const takeJobPurged = (org: Org, object: string): boolean =>
  org.faults.take([JOB_PURGED], object) !== undefined;

export const takeLocatorExpired = (org: Org, object: string): boolean =>
  org.faults.take([LOCATOR_EXPIRED], object) !== undefined;

export const takeFewerRows = (org: Org, object: string): boolean =>
  org.faults.take([FEWER_ROWS], object) !== undefined;
