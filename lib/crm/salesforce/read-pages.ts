import type { ChangePage, PageWarning } from '../crm.ts';
import { CrmFailure } from '../crm-failure.ts';
import { JOB_ABORTED, JOB_LOST } from './bulk-job.ts';
import { errorCodeOf } from './failures.ts';
import { narrowRange } from './narrow-range.ts';
import { type JobPlace, latest, notAfter, type Position, toCursor } from './position.ts';
import { readByBulk } from './read-bulk.ts';
import { type Range, readByRest, type Window } from './read-window.ts';
import type { SalesforceClient } from './salesforce-client.ts';
import type { ReadPlan } from './soql.ts';

/**
 * More rows than this are read by Bulk: a job costs about five calls (create, three polls, one download), which read
 * as many rows by REST; up to them, REST needs no more calls and does not wait. https://developer.salesforce.com/docs/atlas.en-us.salesforce_app_limits_cheatsheet.meta/salesforce_app_limits_cheatsheet/salesforce_app_limits_platform_api.htm
 */
export const REST_ROWS = 10_000;
/** Jobs that were aborted or forgotten and are begun anew, before a read gives up. */
const MAX_JOBS = 3;

interface ReadState {
  readonly range: Range;
  readonly job: JobPlace | null;
  /** Rows known to follow: enough of them are read by Bulk. */
  readonly left: number;
}

/** All windows of a range, by REST or by Bulk as is cheaper, and by REST wherever the org refuses Bulk. */
export async function* readRange(
  client: SalesforceClient,
  plan: ReadPlan,
  start: ReadState,
): AsyncGenerator<Window> {
  const nowMs = client.orgNowMs();
  let { position } = start.range;
  let { left } = start;
  const { until } = start.range;
  let isBulk = start.job !== null || start.left > REST_ROWS;
  let mayBulk = true;
  let resumed = start.job;
  let warnings: readonly PageWarning[] = [];
  for (let jobs = 1; ; ) {
    const read = (range: Range) => {
      const job = resumed;
      resumed = null;
      return isBulk
        ? readByBulk(client, plan, range, { place: job, expected: left })
        : readByRest(client, plan, range);
    };
    try {
      for await (const window of narrowRange({ position, until }, { nowMs, first: resumed?.until }, read)) {
        ({ last: position, left } = window);
        yield warnings.length === 0 ? window : { ...window, warnings };
        warnings = [];
        if (window.isLast) return;
        if (!isBulk && mayBulk && window.left > REST_ROWS) break;
      }
      isBulk = true;
    } catch (cause) {
      if (!isBulk || !isReplaceable(cause)) throw cause;
      if (errorCodeOf(cause) === JOB_ABORTED)
        warnings = [...warnings, { code: 'bulk-aborted', reason: cause.message }];
      isBulk = isGone(cause) && jobs < MAX_JOBS;
      mayBulk = isBulk;
      jobs += 1;
    }
  }
}

/** Whether REST, or a new job, may read what this job did not: it is lost, or the org refuses such a job. */
function isReplaceable(cause: unknown): cause is CrmFailure {
  if (!(cause instanceof CrmFailure)) return false;
  return isGone(cause) || cause.failure === 'request' || cause.failure === 'permission';
}

/** A job that a new one may stand in for. */
function isGone(cause: unknown): boolean {
  return [JOB_LOST, JOB_ABORTED].some((code) => code === errorCodeOf(cause));
}

/** A window as a page; its cursor is the later of `reached` and the window's end, and never in the org's future. */
export function toPage(
  window: Window,
  { reached, nowMs }: { readonly reached: Position | null; readonly nowMs: number },
): ChangePage {
  return {
    records: window.rows.flatMap((row) => ('record' in row ? [row.record] : [])),
    rejects: window.rows.flatMap((row) => ('reject' in row ? [row.reject] : [])),
    ...(window.warnings === undefined ? {} : { warnings: window.warnings }),
    cursor: toCursor(latest(reached, notAfter(window.last, nowMs)), window.job),
    done: window.isLast,
  };
}
