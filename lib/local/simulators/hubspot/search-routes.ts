import { Hono } from 'hono';
import type { Portal } from './portal.ts';
import { tableOf } from './portal.ts';
import { toWireRecord } from './record-view.ts';
import { readBody } from './request-body.ts';
import { createSearch } from './search-cache.ts';
import { checkSearch, SearchSchema } from './search-request.ts';

/** `POST /{object}/search`: never associations, never archived records; the cursor is an offset. */
export function searchRoutes(portal: Portal): Hono {
  const app = new Hono();
  const search = createSearch(portal);
  app.post('/:object/search', async (c) => {
    const table = tableOf(portal, c.req.param('object'));
    const request = await readBody(c, SearchSchema);
    const { offset, limit } = checkSearch(table, request);
    const found = search(table, request);
    const end = offset + limit;
    const selection = { properties: request.properties ?? [], propertiesWithHistory: [], associations: [] };
    return c.json({
      total: found.length,
      results: found.slice(offset, end).map((record) => toWireRecord(portal, table, record, selection)),
      ...(end < found.length ? { paging: { next: { after: String(end) } } } : {}),
    });
  });
  return app;
}
