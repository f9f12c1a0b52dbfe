import * as z from 'zod';
import { AppError } from '../../domain/app-error.ts';
import type { BackfillChunk, BackfillPlan, ChangePage, Cursor, ObjectDescription } from '../crm.ts';
import type { HubspotApi } from './api.ts';
import { windowFrom } from './cursor.ts';
import { historyCallsPerPage, withHistories } from './histories.ts';
import { findBoundaries } from './id-ranges.ts';
import { callsPerPage, LIST_PAGE, type PageStart, readListPage } from './list-page.ts';
import type { Reading } from './reading.ts';
import { searchIds } from './search-page.ts';

/**
 * One cursor reads a page in the time of a call; several side by side use the whole of the limit, 6 where a call takes
 * 300 ms. Each costs searches, of which all objects of an account make four a second before anything is listed: what is
 * read soon is parted less.
 */
const PARTS = { least: 2, most: 6 } as const;
const RECORDS_PER_PART = 5_000;
const FEW_RECORDS = 1000;

const SpecSchema = z.object({ afterId: z.string().nullable(), untilId: z.string().nullable() });
const CursorSchema = z.object({ phase: z.literal('chunk'), after: z.string().nullable() });

/** Ranges of ids of about the same size. Its first call also takes HubSpot's clock: what changes later is read again. */
export async function planBackfill(api: HubspotApi, description: ObjectDescription): Promise<BackfillPlan> {
  const { object } = description;
  const { total, serverMs } = await searchIds(api, object, { groups: [], limit: 1 });
  const boundaries =
    total < FEW_RECORDS ? [] : await findBoundaries(api, object, { total, parts: partsOf(total) });
  const starts = [null, ...boundaries];
  const chunks = starts.map((afterId, i) => ({
    id: `after-${afterId ?? 'start'}`,
    spec: { afterId, untilId: boundaries[i] ?? null },
  }));
  const perPage = callsPerPage(description) + historyCallsPerPage(object);
  const calls = Math.ceil(total / LIST_PAGE) * perPage + chunks.length;
  const seconds = Math.ceil(calls / api.callsPerSecond());
  return { chunks, changesFrom: windowFrom(serverMs), forecast: { records: total, calls, seconds } };
}

/** The list from behind the range's first id to its last, with histories; a page that reaches beyond is cut there. */
export function readChunk(
  reading: Reading,
  description: ObjectDescription,
  chunk: BackfillChunk,
  cursor: Cursor | null,
): AsyncIterable<ChangePage> {
  return withHistories(reading.api, description.object, listRange(reading, description, chunk, cursor));
}

async function* listRange(
  reading: Reading,
  description: ObjectDescription,
  chunk: BackfillChunk,
  cursor: Cursor | null,
): AsyncGenerator<ChangePage> {
  const { afterId, untilId } = parsed(SpecSchema, chunk.spec);
  const resumed = cursor === null ? afterId : parsed(CursorSchema, cursor).after;
  let start: PageStart = { afterId: resumed ?? undefined };
  for (;;) {
    const page = await readListPage(reading, description, start);
    const { next, lastId } = page;
    const isLast = next === undefined || (lastId !== undefined && isEnd(lastId, untilId));
    const records = page.records.filter(({ id }) => !isBeyond(id, untilId));
    const after = { phase: 'chunk', after: lastId ?? null };
    yield { records, rejects: page.rejects, cursor: after, done: isLast };
    if (isLast) return;
    start = next;
  }
}

function partsOf(total: number): number {
  return Math.min(PARTS.most, Math.max(PARTS.least, Math.floor(total / RECORDS_PER_PART)));
}

/** A part ends where its last id was seen: only a list without such an end needs an empty page to show it. */
function isEnd(id: string, untilId: string | null): boolean {
  return id === untilId || isBeyond(id, untilId);
}

function isBeyond(id: string, untilId: string | null): boolean {
  return untilId !== null && BigInt(id) > BigInt(untilId);
}

function parsed<T>(schema: z.ZodType<T>, value: unknown): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const text = JSON.stringify(value);
  throw new AppError('item-invalid', `HubSpot backfill ${text}: ${z.prettifyError(result.error)}`);
}
