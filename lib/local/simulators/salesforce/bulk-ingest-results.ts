import { delimiterOf, endingOf, quoteCell } from './bulk-csv.ts';
import type { IngestedRow } from './bulk-ingest.ts';
import type { IngestJob } from './bulk-ingest-routes.ts';
import { isEnded } from './bulk-jobs.ts';
import { badRequest } from './salesforce-errors.ts';
import type { VendorReply } from './vendor-router.ts';

/** Rows that went in, with their ids. */
export const successfulResults = (job: IngestJob): VendorReply =>
  reply(
    job,
    ['sf__Id', 'sf__Created'],
    job.done.filter(({ error }) => error === undefined),
    ({ id, created }) => [id, String(created)],
  );

/** Rows that did not, with the reason. */
export const failedResults = (job: IngestJob): VendorReply =>
  reply(
    job,
    ['sf__Id', 'sf__Error'],
    job.done.filter(({ error }) => error !== undefined),
    ({ id, error = '' }) => [id, error],
  );

/** Rows that were never tried: the job failed or was aborted before. */
export function unprocessedRecords(job: IngestJob): VendorReply {
  const rows = job.table?.rows.slice(0, job.table.rows.length - job.done.length) ?? [];
  const untried = rows.map((cells): IngestedRow => ({ cells, id: '', created: false }));
  return reply(job, [], untried, () => []);
}

function reply(
  job: IngestJob,
  added: readonly string[],
  rows: readonly IngestedRow[],
  cellsOf: (row: IngestedRow) => readonly string[],
): VendorReply {
  if (!isEnded(job)) throw badRequest('INVALIDJOBSTATE', `Job is still in the state ${job.state}`);
  return {
    status: 200,
    lines: { type: 'text/csv', rows: lines(job, added, rows, cellsOf), isGzipped: false },
  };
}

/** Columns of the upload are named as it named them; every cell is quoted. */
function* lines(
  job: IngestJob,
  added: readonly string[],
  rows: readonly IngestedRow[],
  cellsOf: (row: IngestedRow) => readonly string[],
): Generator<string> {
  const delimiter = delimiterOf(job.style);
  const ending = endingOf(job.style);
  yield [...added.map(quoteCell), ...(job.table?.columns ?? [])].join(delimiter) + ending;
  for (const row of rows) yield [...cellsOf(row), ...row.cells].map(quoteCell).join(delimiter) + ending;
}
