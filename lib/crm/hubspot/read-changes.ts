import type { ChangePage, Cursor, ObjectDescription } from '../crm.ts';
import { type ListPosition, readPosition, type WindowPosition, windowFrom } from './cursor.ts';
import { LINK_BATCH, linkedObjects } from './links.ts';
import { type PageStart, readListPage } from './list-page.ts';
import { addLinks, type Reading } from './reading.ts';
import { readSearchPage, SEARCH_PAGE } from './search-page.ts';

/** HubSpot answers a filter "since 0" with 500. */
const FIRST_SECOND_MS = 1000;

/** Everything by list at first, then windows of changes; nothing that changes while either runs is missed. */
export async function* readChanges(
  reading: Reading,
  description: ObjectDescription,
  cursor: Cursor | null,
  { lookbackMs }: { readonly lookbackMs: number },
): AsyncGenerator<ChangePage> {
  const position = readPosition(cursor);
  if (position.phase === 'list') yield* readAll(reading, description, position);
  else yield* readWindow(reading, description, position, lookbackMs);
}

/** The list ends with the run; its changes meanwhile are the next run's window. */
async function* readAll(
  reading: Reading,
  description: ObjectDescription,
  position: ListPosition,
): AsyncGenerator<ChangePage> {
  let { startedAtMs, maxSeenMs } = position;
  let start: PageStart = { afterId: position.after ?? undefined };
  for (;;) {
    const page = await readListPage(reading, description, start);
    const { records, rejects, next, lastId } = page;
    startedAtMs ??= page.serverMs;
    for (const { version } of records) maxSeenMs = Math.max(maxSeenMs ?? 0, Date.parse(version));
    if (next === undefined) {
      // A stamp from the future never becomes the checkpoint.
      const fromMs = Math.min(startedAtMs, maxSeenMs ?? startedAtMs);
      yield { records, rejects, cursor: windowFrom(fromMs), done: true };
      return;
    }
    start = next;
    yield {
      records,
      rejects,
      cursor: { phase: 'list', after: lastId ?? null, startedAt: startedAtMs, maxSeen: maxSeenMs },
      done: false,
    };
  }
}

/**
 * The window ends at the CRM's own time of its first page, which therefore needs no upper bound. A record that
 * changes again meanwhile leaves this window and is in the next; one newer than the window by its stamp (the index is
 * older than the record) is kept: it is stored by its version.
 */
async function* readWindow(
  reading: Reading,
  description: ObjectDescription,
  position: WindowPosition,
  lookbackMs: number,
): AsyncGenerator<ChangePage> {
  const isResumed = position.toMs !== null;
  const fromMs = Math.max(FIRST_SECOND_MS, isResumed ? position.fromMs : position.fromMs - lookbackMs);
  const ahead = pagesAhead(description.object);
  let { toMs, afterId } = position;
  let open: ChangePage[] = [];
  for (;;) {
    const window = { fromMs, toMs: toMs ?? undefined, afterId: afterId ?? undefined };
    const page = await readSearchPage(reading.api, description, window);
    toMs ??= Math.max(page.serverMs, fromMs);
    afterId = page.lastId ?? afterId;
    const cursor = page.isLast ? windowFrom(toMs) : { phase: 'window', from: fromMs, to: toMs, afterId };
    open.push({ records: page.records, rejects: page.rejects, cursor, done: page.isLast });
    if (open.length < ahead && !page.isLast) continue;
    yield* await completePages(reading, description.object, open);
    open = [];
    if (page.isLast) return;
  }
}

/** One call reads the links of five pages: so many are read before the first of them is given out. */
function pagesAhead(object: string): number {
  return linkedObjects(object).length === 0 ? 1 : LINK_BATCH / SEARCH_PAGE;
}

async function completePages(
  { api, markStages }: Reading,
  object: string,
  pages: readonly ChangePage[],
): Promise<readonly ChangePage[]> {
  const records = await markStages(
    await addLinks(
      api,
      object,
      pages.flatMap((page) => page.records),
    ),
  );
  let from = 0;
  return pages.map((page) => {
    const own = records.slice(from, from + page.records.length);
    from += page.records.length;
    return { ...page, records: own };
  });
}
