import * as z from 'zod';
import { AppError } from '../../domain/app-error.ts';
import type { ChangePage, Cursor, ObjectDescription, SweepKind } from '../crm.ts';
import type { HubspotApi } from './api.ts';
import { trackedOf } from './history-text.ts';
import { linkedObjects } from './links.ts';
import { type ListPage, type PageStart, readArchivedPage, readLinksPage } from './list-page.ts';
import { CRM_OBJECTS } from './object-names.ts';
import { type HistoryPosition, sweepHistory } from './sweep-history.ts';

const Ms = z.int().nonnegative().nullable();
const ListSchema = z.object({ phase: z.enum(['deleted', 'links']), after: z.string().nullable() });
const HistorySchema = z.object({
  phase: z.literal('history'),
  from: Ms,
  startedAt: Ms,
  afterId: z.string().nullable(),
});

/** Archiving, associating and moving on stamp nothing, or nothing that a search sees. */
export function sweepsOf(object: string): readonly SweepKind[] {
  if (!CRM_OBJECTS.includes(object)) return [];
  const links: readonly SweepKind[] = linkedObjects(object).length > 0 ? ['links'] : [];
  const history: readonly SweepKind[] = trackedOf(object).length > 0 ? ['history'] : [];
  return ['deleted', ...links, ...history];
}

/**
 * Throws AppError 'item-invalid' for a cursor of another make. The cursor of a finished sweep begins the next one: of
 * `history` it leaves out what has not changed since, the others are read whole.
 */
export function sweep(
  api: HubspotApi,
  description: ObjectDescription,
  kind: SweepKind,
  cursor: Cursor | null,
): AsyncIterable<ChangePage> {
  switch (kind) {
    case 'deleted':
      return sweepList(kind, startOf(kind, cursor), async (start) => {
        const page = await readArchivedPage(api, description, start);
        return { page, found: { records: page.records, rejects: page.rejects } };
      });
    case 'links':
      return sweepList(kind, startOf(kind, cursor), async (start) => {
        const page = await readLinksPage(api, description.object, start);
        const patches = page.records.map(({ id, links }) => ({ id, links }));
        return { page, found: { records: [], rejects: page.rejects, patches } };
      });
    case 'history':
      return sweepHistory(api, description, historyPosition(cursor));
    case 'computed':
      throw new AppError('item-invalid', `HubSpot has no sweep of computed fields (${description.object})`);
  }
}

type Found = Pick<ChangePage, 'records' | 'rejects' | 'patches'>;

/** Pages of a list, by id; the cursor of the last one begins anew. */
async function* sweepList(
  phase: 'deleted' | 'links',
  from: PageStart,
  read: (start: PageStart) => Promise<{ readonly page: ListPage; readonly found: Found }>,
): AsyncGenerator<ChangePage> {
  let start = from;
  for (;;) {
    const { page, found } = await read(start);
    const { next, lastId } = page;
    const after = next === undefined ? null : (lastId ?? null);
    yield { ...found, cursor: { phase, after }, done: next === undefined };
    if (next === undefined) return;
    start = next;
  }
}

function startOf(phase: 'deleted' | 'links', cursor: Cursor | null): PageStart {
  if (cursor === null) return {};
  const parsed = ListSchema.safeParse(cursor);
  if (!parsed.success || parsed.data.phase !== phase) throw foreign(phase, cursor);
  return parsed.data.after === null ? {} : { afterId: parsed.data.after };
}

function historyPosition(cursor: Cursor | null): HistoryPosition {
  if (cursor === null) return { fromMs: null, startedAtMs: null, afterId: null };
  const parsed = HistorySchema.safeParse(cursor);
  if (!parsed.success) throw foreign('history', cursor);
  const { from, startedAt, afterId } = parsed.data;
  return { fromMs: from, startedAtMs: startedAt, afterId };
}

function foreign(kind: SweepKind, cursor: Cursor): AppError {
  return new AppError(
    'item-invalid',
    `HubSpot sweep of ${kind}: ${JSON.stringify(cursor)} is no cursor of it`,
  );
}
