import { type Context, Hono } from 'hono';
import { invalidCursor, invalidRequest, notFound } from './hubspot-errors.ts';
import type { Portal } from './portal.ts';

const DEFAULT_PAGE = 100;
/** Owners per page. https://developers.hubspot.com/docs/guides/api/crm/owners */
const MAX_PAGE = 500;

/** Archived owners come only with `archived=true`: two passes read them all. */
export function ownerRoutes(portal: Portal): Hono {
  const app = new Hono();
  const list = (c: Context) => {
    const isArchived = c.req.query('archived') === 'true';
    const email = c.req.query('email')?.toLowerCase();
    const limit = Number(c.req.query('limit') ?? DEFAULT_PAGE);
    if (!Number.isInteger(limit) || limit < 1 || limit > MAX_PAGE) {
      throw invalidRequest(`Invalid limit: must be between 1 and ${MAX_PAGE}`);
    }
    const fitting = portal.owners.filter(
      (owner) =>
        owner.archived === isArchived && (email === undefined || owner.email.toLowerCase() === email),
    );
    const after = c.req.query('after');
    const start = after === undefined ? 0 : fitting.findIndex(({ id }) => id === after) + 1;
    if (after !== undefined && start === 0) throw invalidCursor(after);
    const results = fitting.slice(start, start + limit);
    const last = results.at(-1)?.id;
    const hasMore = start + limit < fitting.length;
    return c.json({
      results,
      ...(hasMore ? { paging: { next: { after: last, link: `?after=${last}` } } } : {}),
    });
  };
  // The SDK asks for `/owners/?limit=…` with a query and for `/owners` without one.
  app.get('/', list);
  app.get('/:id', (c) => {
    const isByUser = c.req.query('idProperty') === 'userId';
    const isArchived = c.req.query('archived') === 'true';
    const id = c.req.param('id');
    const found = portal.owners.find(
      (owner) => owner.archived === isArchived && (isByUser ? String(owner.userId) === id : owner.id === id),
    );
    if (found === undefined) throw notFound();
    return c.json(found);
  });
  return app;
}
