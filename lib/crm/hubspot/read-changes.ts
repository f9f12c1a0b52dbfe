import type { ChangePage, Cursor, ObjectDescription } from '../crm.ts';
import { type ListPosition, readPosition, type WindowPosition, windowFrom } from './cursor.ts';
import { readListPage } from './list-page.ts';
import type { Reading } from './reading.ts';
import { readSearchPage } from './search-page.ts';

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
  let { after, startedAtMs, maxSeenMs } = position;
  for (;;) {
    const page = await readListPage(reading, description, after ?? undefined);
    const { records, rejects } = page;
    startedAtMs ??= page.serverMs;
    for (const { version } of records) maxSeenMs = Math.max(maxSeenMs ?? 0, Date.parse(version));
    if (page.after === undefined) {
      yield {
        records,
        rejects,
        cursor: windowFrom(Math.min(startedAtMs, maxSeenMs ?? startedAtMs)),
        done: true,
      };
      return;
    }
    after = page.after;
    yield {
      records,
      rejects,
      cursor: { phase: 'list', after, startedAt: startedAtMs, maxSeen: maxSeenMs },
      done: false,
    };
  }
}

/**
 * The window ends at the CRM's own time of its first page, which therefore needs no upper bound. A record that
 * changes again meanwhile leaves this window and is in the next; one outside of it by its stamp (the index is older
 * than the record) is kept: it is stored by its version.
 */
async function* readWindow(
  reading: Reading,
  description: ObjectDescription,
  position: WindowPosition,
  lookbackMs: number,
): AsyncGenerator<ChangePage> {
  const isResumed = position.toMs !== null;
  const fromMs = Math.max(FIRST_SECOND_MS, isResumed ? position.fromMs : position.fromMs - lookbackMs);
  let { toMs, afterId } = position;
  for (;;) {
    const window = { fromMs, toMs: toMs ?? undefined, afterId: afterId ?? undefined };
    const page = await readSearchPage(reading, description, window);
    const { records, rejects } = page;
    toMs ??= Math.max(page.serverMs, fromMs);
    if (page.isLast) {
      yield { records, rejects, cursor: windowFrom(toMs), done: true };
      return;
    }
    afterId = page.lastId ?? afterId;
    yield { records, rejects, cursor: { phase: 'window', from: fromMs, to: toMs, afterId }, done: false };
  }
}
