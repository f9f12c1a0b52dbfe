import { CRM_RETRY } from '../../runtime/retry.ts';
import { CrmFailure } from '../crm-failure.ts';
import { asLost, awaitJob, createJob, JOB_LOST } from './bulk-job.ts';
import { csvRows } from './csv-rows.ts';
import { failureOf } from './failures.ts';
import { isBefore, type JobPlace, type Position } from './position.ts';
import type { Range, Window } from './read-window.ts';
import { type ReadRow, rowReader } from './rows.ts';
import type { SalesforceClient } from './salesforce-client.ts';
import { PAGE_ROWS, type ReadPlan, selectUnordered } from './soql.ts';

/** Rows per download. Each is read as a stream, so its size costs no memory; a download that breaks off is taken up within. */
export const DOWNLOAD_ROWS = 250_000;
/** The last page names its follower by this word, or not at all. */
const NO_LOCATOR = 'null';

/**
 * All rows of a range by one Bulk 2.0 query job, or from `place` on in a job that was begun before. They come in no
 * order, so the position moves when the last of them is there: whatever goes wrong with a job, its range is read again.
 * `expected`: about how many rows there are.
 */
export async function* readByBulk(
  client: SalesforceClient,
  plan: ReadPlan,
  range: Range,
  { place, expected }: { readonly place: JobPlace | null; readonly expected: number },
): AsyncGenerator<Window> {
  const fields = [...new Set(plan.fieldLists.flat())];
  let at = place ?? startOf(await createJob(client, selectUnordered(plan, fields, range)), range);
  const start = range.position;
  if (place === null) yield { rows: [], last: start, isLast: false, left: 0, job: at };
  const total = await awaitJob(client, at.job, { rows: expected, isNew: place === null });
  for (let isLast = false; !isLast; ) {
    for await (const part of readPage(client, { plan, fields }, at)) {
      at = withTop(part.place, topOf(part.rows, at));
      isLast = part.next === null;
      if (isLast && at.rows !== total)
        throw failureOf(JOB_LOST, `Bulk job ${at.job} gave ${at.rows} of ${total} rows`);
      const { rows } = part;
      if (isLast) yield { rows, last: topIn(at) ?? start, isLast, left: 0, job: null };
      else yield { rows, last: start, isLast, left: total - at.rows, job: at };
    }
  }
}

function startOf(job: string, { until }: Range): JobPlace {
  return { job, locator: null, skip: 0, rows: 0, until, topStamp: null, topId: null };
}

function topIn({ topStamp, topId }: JobPlace): Position | null {
  return topStamp === null || topId === null ? null : { modstamp: topStamp, id: topId };
}

function withTop(place: JobPlace, top: Position | null): JobPlace {
  return { ...place, topStamp: top?.modstamp ?? null, topId: top?.id ?? null };
}

/** Rows that were put aside move nothing: the range ends behind a record, or is read again. */
function topOf(rows: readonly ReadRow[], place: JobPlace): Position | null {
  let top = topIn(place);
  for (const row of rows) {
    if (!('record' in row)) continue;
    const here = { modstamp: row.record.version, id: row.record.id };
    if (top === null || isBefore(top, here)) top = here;
  }
  return top;
}

interface What {
  readonly plan: ReadPlan;
  readonly fields: readonly string[];
}

interface Part {
  readonly rows: readonly ReadRow[];
  /** Behind these rows. */
  readonly place: JobPlace;
  /** Set on the last part of the page: null where there is no further one. */
  readonly next?: string | null;
}

/** The rest of one page, in parts; a download that breaks off is begun again behind what it gave. */
async function* readPage(client: SalesforceClient, what: What, start: JobPlace): AsyncGenerator<Part> {
  let place = start;
  for (let attempt = 1; ; attempt += 1) {
    try {
      for await (const part of downloadPage(client, what, place)) {
        place = part.place;
        yield part;
      }
      return;
    } catch (cause) {
      const isBroken = cause instanceof CrmFailure && cause.failure === 'corrupt' && cause.wasSent;
      if (!isBroken || attempt === CRM_RETRY.attempts) throw cause;
      await client.wait(client.random.next() * CRM_RETRY.baseMs * 2 ** attempt);
    }
  }
}

async function* downloadPage(client: SalesforceClient, what: What, start: JobPlace): AsyncGenerator<Part> {
  const locator = start.locator === null ? '' : `&locator=${start.locator}`;
  // https://developer.salesforce.com/docs/atlas.en-us.api_asynch.meta/api_asynch/query_get_job_results.htm
  const path = `/jobs/query/${start.job}/results?maxRecords=${DOWNLOAD_ROWS}${locator}`;
  const { headers, body } = await client.open(path).catch(asLost);
  const announced = Number(headers['sforce-numberofrecords']);
  let read = 0;
  let place = start;
  let rows: ReadRow[] = [];
  const take = (): readonly ReadRow[] => {
    const taken = rows;
    place = { ...place, skip: place.skip + taken.length, rows: place.rows + taken.length };
    rows = [];
    return taken;
  };
  for await (const batch of readRows(body, what)) {
    for (const row of batch) {
      read += 1;
      if (read > start.skip && rows.push(row) === PAGE_ROWS) yield { rows: take(), place };
    }
  }
  if (read !== announced)
    throw new CrmFailure('corrupt', `a page of ${headers['sforce-numberofrecords']} rows gave ${read}`, {
      wasSent: true,
    });
  const next = headers['sforce-locator'] ?? NO_LOCATOR;
  const taken = take();
  if (next === NO_LOCATOR || next === '') yield { rows: taken, place, next: null };
  else yield { rows: taken, place: { ...place, locator: next, skip: 0 }, next };
}

/** Rows by the names of the header. Throws 'corrupt' for other columns than were asked for, and for rows of other length. */
async function* readRows(
  body: AsyncIterable<Uint8Array>,
  { plan, fields }: What,
): AsyncGenerator<readonly ReadRow[]> {
  const { columns, read } = rowReader(plan.description, plan.stamp);
  let places: readonly number[] | undefined;
  let width = 0;
  for await (const batch of csvRows(body)) {
    let rows = batch;
    if (places === undefined) {
      const [names = [], ...others] = batch;
      if (!fields.every((field) => names.includes(field)))
        throw new CrmFailure('corrupt', 'the CSV lacks columns that were asked for', { wasSent: true });
      places = columns.map((name) => names.indexOf(name));
      width = names.length;
      rows = others;
    }
    const order = places;
    yield rows.map((cells) => {
      if (cells.length !== width)
        throw new CrmFailure('corrupt', `a CSV row has ${cells.length} of ${width} cells`, { wasSent: true });
      return read(order.map((at) => cells[at]));
    });
  }
}
