import * as z from 'zod';
import type { BackfillChunk, BackfillPlan, ChangePage, Cursor, ObjectDescription } from '../crm.ts';
import { errorCodeOf } from './failures.ts';
import { QueryAnswer } from './payloads.ts';
import { fromCursor, toStamp } from './position.ts';
import { DOWNLOAD_ROWS } from './read-bulk.ts';
import { REST_ROWS, readRange, toPage } from './read-pages.ts';
import type { SalesforceClient } from './salesforce-client.ts';
import { PAGE_ROWS, planRead, type ReadPlan, type Span, selectCount } from './soql.ts';

/** Halvings of time while chunks are sought; spans with too many records of one moment stay as they are. */
const MAX_DEPTH = 12;
/** Years that records are sought in first; older ones come with the first chunk. */
const USUAL_AGE_MS = 8 * 365 * 86_400_000;
/** What a job costs beside its downloads: its creation and, as a rule, three polls. */
const JOB_CALLS = 4;
/** Expected speed: seconds per REST page, seconds until a job is complete, rows stored per second. */
const REST_PAGE_S = 1;
const JOB_S = 30;
const ROWS_PER_S = 2_500;

const SpecSchema = z.object({
  from: z.iso.datetime().nullable(),
  until: z.iso.datetime().nullable(),
  rows: z.int().nonnegative(),
});

/**
 * A first read in parts of about 250,000 records each, by their stamps. Deleted records count and are read. Records
 * that change meanwhile leave their part and come with the changes from `changesFrom` on, the org's time of now.
 */
export async function planBackfill(
  client: SalesforceClient,
  description: ObjectDescription,
): Promise<BackfillPlan> {
  const plan = planRead(description);
  const whole = { from: null, until: null };
  const rows = await countSpan(client, plan, whole);
  const nowMs = client.orgNowMs();
  const spans = await splitSpan(client, plan, { span: whole, rows: rows ?? 0, depth: 0, nowMs });
  const chunks = spans.map(({ span, rows: held }, i) => ({ id: String(i), spec: { ...span, rows: held } }));
  return {
    chunks,
    changesFrom: { modstamp: toStamp(nowMs), id: '' },
    forecast: forecastOf(chunks.map(({ spec }) => spec.rows)),
  };
}

/** The pages of one part, resumed at `cursor`. */
export async function* readChunk(
  client: SalesforceClient,
  description: ObjectDescription,
  chunk: BackfillChunk,
  cursor: Cursor | null,
): AsyncGenerator<ChangePage> {
  const plan = planRead(description);
  const { from, until, rows } = SpecSchema.parse(chunk.spec);
  const place = fromCursor(cursor);
  const position = place.position ?? (from === null ? null : { modstamp: from, id: '' });
  const state = { range: { position, until }, job: place.job, left: rows };
  for await (const window of readRange(client, plan, state))
    yield toPage(window, { reached: position, nowMs: client.orgNowMs() });
}

interface Part {
  readonly span: Span;
  readonly rows: number;
}

async function splitSpan(
  client: SalesforceClient,
  plan: ReadPlan,
  { span, rows, depth, nowMs }: Part & { readonly depth: number; readonly nowMs: number },
): Promise<readonly Part[]> {
  if (rows <= DOWNLOAD_ROWS || depth === MAX_DEPTH) return [{ span, rows }];
  const fromMs = span.from === null ? nowMs - USUAL_AGE_MS : Date.parse(span.from);
  const untilMs = span.until === null ? nowMs : Date.parse(span.until);
  const middle = toStamp(Math.floor((fromMs + untilMs) / 2));
  if (untilMs - fromMs < 2) return [{ span, rows }];
  const first = { from: span.from, until: middle };
  const firstRows = await countSpan(client, plan, first);
  if (firstRows === undefined) return [{ span, rows }];
  const second = { from: middle, until: span.until };
  const next = { depth: depth + 1, nowMs };
  const halves = [
    await splitSpan(client, plan, { span: first, rows: firstRows, ...next }),
    await splitSpan(client, plan, { span: second, rows: Math.max(0, rows - firstRows), ...next }),
  ];
  return joinSmall(halves.flat());
}

/** Neighbours that fit into one download together are one part. */
function joinSmall(parts: readonly Part[]): readonly Part[] {
  const joined: Part[] = [];
  for (const part of parts) {
    const before = joined.at(-1);
    const isSmall = before !== undefined && before.rows + part.rows <= DOWNLOAD_ROWS;
    if (isSmall) joined.pop();
    joined.push(
      isSmall
        ? { span: { from: before.span.from, until: part.span.until }, rows: before.rows + part.rows }
        : part,
    );
  }
  return joined;
}

/** Undefined where the org cannot count so many in its time. */
async function countSpan(client: SalesforceClient, plan: ReadPlan, span: Span): Promise<number | undefined> {
  const path = `/queryAll?q=${encodeURIComponent(selectCount(plan, span))}`;
  try {
    return (await client.read({ method: 'GET', path, narrows: true }, QueryAnswer)).totalSize;
  } catch (cause) {
    if (errorCodeOf(cause) === 'QUERY_TIMEOUT') return undefined;
    throw cause;
  }
}

function forecastOf(chunks: readonly number[]): BackfillPlan['forecast'] {
  const costs = chunks.map((rows) =>
    rows > REST_ROWS
      ? { calls: JOB_CALLS + Math.ceil(rows / DOWNLOAD_ROWS), waitS: JOB_S }
      : { calls: Math.max(1, Math.ceil(rows / PAGE_ROWS)), waitS: Math.ceil(rows / PAGE_ROWS) * REST_PAGE_S },
  );
  const records = chunks.reduce((sum, rows) => sum + rows, 0);
  const calls = costs.reduce((sum, cost) => sum + cost.calls, 0);
  const waitS = costs.reduce((sum, cost) => sum + cost.waitS, 0);
  return { records, calls, seconds: Math.ceil(waitS + records / ROWS_PER_S) };
}
