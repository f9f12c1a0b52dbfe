import * as z from 'zod';
import { invalidCursor } from '../hubspot-errors.ts';
import { updateRecord } from '../record-writes.ts';
import { type FaultCall, type Faults, isList, isSearch, refuse } from './fault.ts';

const PageSchema = z.looseObject({
  results: z.array(z.looseObject({ id: z.string() })),
  paging: z.looseObject({ next: z.looseObject({ after: z.string() }) }).optional(),
});
const YEAR_MS = 365 * 86_400_000;

/** Cursors, pages and the time of a change: reliability B4, B5. */
export const PAGING_FAULTS: Faults = {
  'invalid-cursor': { run: refuse(() => invalidCursor('unknown')), fits: (call) => call.isPaged },
  /** The page's cursor leads to the page itself once more. */
  'same-page-twice': {
    run: async (c, handle) => {
      await handle();
      const page = PageSchema.safeParse(await c.res.clone().json());
      if (!page.success || page.data.paging === undefined) return undefined;
      const body: unknown = c.req.method === 'POST' ? await c.req.json() : undefined;
      const asked =
        c.req.query('after') ?? z.object({ after: z.coerce.string() }).safeParse(body).data?.after;
      const next = { ...page.data.paging.next, after: asked ?? '0' };
      return c.json({ ...page.data, paging: { next } });
    },
    fits: isList,
  },
  /** Fewer rows than asked and a cursor nevertheless: a short page is not the last one. */
  'short-page': {
    run: async (c, handle) => {
      await handle();
      const page = PageSchema.safeParse(await c.res.clone().json());
      if (!page.success || c.req.method !== 'GET' || page.data.results.length < 2) return undefined;
      const results = page.data.results.slice(0, page.data.results.length >> 1);
      const after = results.at(-1)?.id;
      return c.json({ ...page.data, results, paging: { next: { after, link: `${c.req.url}` } } });
    },
    fits: (call, c) => isList(call, c) && !call.isSearch,
  },
  'empty-page-with-cursor': {
    run: async (c, handle) => {
      await handle();
      const page = PageSchema.safeParse(await c.res.clone().json());
      if (!page.success || page.data.results.length === 0) return undefined;
      const asked = c.req.query('after') ?? '0';
      return c.json({ ...page.data, results: [], paging: { next: { after: asked, link: c.req.url } } });
    },
    fits: (call, c) => isList(call, c) && !call.isSearch,
  },
  /** A person edits a record of the page just after it was read: it moves to a later one. */
  'record-moved': {
    run: async (c, handle, call) => {
      await handle();
      touchFirst(call, await c.res.clone().json(), call.portal.clock.nowMs());
      return undefined;
    },
    fits: isList,
  },
  /** A bad import stamps a record a year ahead. */
  'future-stamp': {
    run: async (c, handle, call) => {
      await handle();
      touchFirst(call, await c.res.clone().json(), call.portal.clock.nowMs() + YEAR_MS);
      return undefined;
    },
    fits: isList,
  },
  /** The index has not heard of the last record of the answer. */
  'late-index': {
    run: async (c, handle) => {
      await handle();
      const page = PageSchema.safeParse(await c.res.clone().json());
      if (!page.success || page.data.results.length === 0) return undefined;
      const total = Math.max(0, Number(page.data['total'] ?? 1) - 1);
      return c.json({ ...page.data, total, results: page.data.results.slice(0, -1) });
    },
    fits: isSearch,
  },
};

function touchFirst(call: FaultCall, body: unknown, atMs: number): void {
  const id = PageSchema.safeParse(body).data?.results[0]?.id;
  const table = call.portal.tables.get(call.object ?? '');
  const record = id === undefined ? undefined : table?.records.get(id);
  if (table === undefined || record === undefined) return;
  updateRecord(call.portal, table, record, new Map(), { source: { type: 'CRM_UI', id: 'userId:1' }, atMs });
}
