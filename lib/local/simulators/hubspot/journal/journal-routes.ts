import { type Context, Hono } from 'hono';
import * as z from 'zod';
import { batchResponse } from '../batch-response.ts';
import { type BatchError, notFound } from '../hubspot-errors.ts';
import type { Portal } from '../portal.ts';
import { readBody } from '../request-body.ts';
import type { Journal, JournalEntry } from './journal-store.ts';

/** How long the address of a file is good. */
const ADDRESS_MS = 3_600_000;
const ReadSchema = z.object({ inputs: z.array(z.string()) });

/** Below `/journal/2026-03` and `/journal-local/2026-03`: addresses of files, one after the other. */
export function journalRoutes(portal: Portal, journal: Journal): Hono {
  const app = new Hono();
  const one = (c: Context, entry: JournalEntry | undefined) =>
    entry === undefined ? c.body(null, 204) : c.json(toAddress(c, portal, entry));
  const many = (c: Context, entries: readonly JournalEntry[], errors: readonly BatchError[] = []) =>
    batchResponse(c, portal, {
      startedAtMs: portal.clock.nowMs(),
      okStatus: 200,
      results: entries.map((entry) => toAddress(c, portal, entry)),
      errors,
    });
  app.get('/earliest', (c) => one(c, journal.entries()[0]));
  app.get('/latest', (c) => one(c, journal.entries().at(-1)));
  app.get('/offset/:offset/next', (c) => one(c, entriesAfter(journal, c.req.param('offset'))[0]));
  app.get('/batch/earliest/:count', (c) => many(c, journal.entries().slice(0, countOf(c))));
  app.get('/batch/latest/:count', (c) => many(c, journal.entries().slice(-countOf(c))));
  app.get('/batch/:offset/next/:count', (c) => {
    return many(c, entriesAfter(journal, c.req.param('offset')).slice(0, countOf(c)));
  });
  app.post('/batch/read', async (c) => {
    const { inputs } = await readBody(c, ReadSchema);
    const entries = journal.entries();
    const found = entries.filter(({ offset }) => inputs.includes(offset));
    const ids = inputs.filter((input) => !entries.some(({ offset }) => offset === input));
    const message = 'Some offsets have expired or do not exist.';
    const missing: BatchError = { status: 'error', category: 'OBJECT_NOT_FOUND', message, context: { ids } };
    return many(c, found, ids.length === 0 ? [] : [missing]);
  });
  return app;
}

/** The files themselves, which the vendor keeps elsewhere: no token, no count. */
export function journalFileRoutes(journal: Journal): Hono {
  const app = new Hono();
  app.get('/journal-files/:offset', (c) => {
    const entry = journal.entries().find(({ offset }) => offset === c.req.param('offset'));
    if (entry === undefined) return c.json({ error: 'expired' }, 404);
    const { offset, publishedAtMs, events } = entry;
    return c.json({
      offset,
      journalEvents: events,
      publishedAt: new Date(publishedAtMs).toISOString(),
    });
  });
  return app;
}

/** Throws the vendor's 404 for an offset that has expired. */
function entriesAfter(journal: Journal, offset: string): readonly JournalEntry[] {
  const entries = journal.entries();
  const at = entries.findIndex((entry) => entry.offset === offset);
  if (at < 0) throw notFound();
  return entries.slice(at + 1);
}

function countOf(c: Context): number {
  return Math.max(1, Number(c.req.param('count')) || 1);
}

function toAddress(c: Context, portal: Portal, { offset }: JournalEntry) {
  return {
    currentOffset: offset,
    expiresAt: new Date(portal.clock.nowMs() + ADDRESS_MS).toISOString(),
    url: new URL(`/_simulator/journal-files/${offset}`, c.req.url).toString(),
  };
}
