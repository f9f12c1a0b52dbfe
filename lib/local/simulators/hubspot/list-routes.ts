import { type Context, Hono } from 'hono';
import { invalidCursor, invalidRequest, notFound } from './hubspot-errors.ts';
import type { ObjectTable } from './object-table.ts';
import type { Portal } from './portal.ts';
import { tableOf } from './portal.ts';
import { type RecordSelection, toWireRecord } from './record-view.ts';
import { queryList } from './request-body.ts';
import type { StoredRecord } from './stored-record.ts';

const DEFAULT_PAGE = 10;
/** Records per list page. https://developers.hubspot.com/docs/guides/api/crm/using-object-apis */
const MAX_PAGE = 100;
/** With `propertiesWithHistory`. */
const MAX_PAGE_WITH_HISTORY = 50;

/** `GET /{object}` and `GET /{object}/{id}`. */
export function listRoutes(portal: Portal): Hono {
  const app = new Hono();
  app.get('/:object', (c) => {
    const table = tableOf(portal, c.req.param('object'));
    const selection = readSelection(c);
    const limit = readLimit(c, selection);
    const isArchived = c.req.query('archived') === 'true';
    const page = readPage(table, { after: c.req.query('after'), isArchived, size: limit + 1 });
    const shown = page.slice(0, limit);
    const after = shown.at(-1)?.id;
    const link = new URL(c.req.url);
    if (after !== undefined) link.searchParams.set('after', after);
    return c.json({
      results: shown.map((record) => toWireRecord(portal, table, record, selection)),
      ...(page.length > limit ? { paging: { next: { after, link: link.toString() } } } : {}),
    });
  });
  app.get('/:object/:id', (c) => {
    const table = tableOf(portal, c.req.param('object'));
    const record = findRecord(table, c.req.param('id'), c.req.query('idProperty'));
    const isArchived = c.req.query('archived') === 'true';
    if (record === undefined || (record.archivedAtMs !== undefined) !== isArchived) throw notFound();
    return c.json(toWireRecord(portal, table, record, readSelection(c)));
  });
  return app;
}

/** By id, following merges, or by the value of a unique property. */
export function findRecord(
  table: ObjectTable,
  value: string,
  idProperty: string | undefined,
): StoredRecord | undefined {
  if (idProperty === undefined) return table.records.get(value);
  const isUnique = table.catalog.get(idProperty)?.hasUniqueValue === true;
  if (!isUnique && !(idProperty === 'email' && table.name.plural === 'contacts')) {
    throw invalidRequest(`The property ${idProperty} is not a unique property of ${table.name.plural}`);
  }
  return table.records.findBy(idProperty, value);
}

function readSelection(c: Context): RecordSelection {
  return {
    properties: queryList(c, 'properties'),
    propertiesWithHistory: queryList(c, 'propertiesWithHistory'),
    associations: queryList(c, 'associations'),
  };
}

function readLimit(c: Context, selection: RecordSelection): number {
  const text = c.req.query('limit');
  const limit = text === undefined ? DEFAULT_PAGE : Number(text);
  const max = selection.propertiesWithHistory.length > 0 ? MAX_PAGE_WITH_HISTORY : MAX_PAGE;
  if (!Number.isInteger(limit) || limit < 1 || limit > max) {
    throw invalidRequest(`Invalid limit ${text}: must be between 1 and ${max}`);
  }
  return limit;
}

function readPage(
  table: ObjectTable,
  page: { readonly after: string | undefined; readonly isArchived: boolean; readonly size: number },
): readonly StoredRecord[] {
  const { after = '0', isArchived, size } = page;
  // A list cursor is the last id; an offset of search is none.
  if (after !== '0' && !table.records.knows(after)) throw invalidCursor(after);
  const found: StoredRecord[] = [];
  const { ordered } = table.records;
  for (
    let i = after === '0' ? 0 : table.records.positionAfter(after);
    i < ordered.length && found.length < size;
    i += 1
  ) {
    const record = ordered[i];
    if (record !== undefined && (record.archivedAtMs !== undefined) === isArchived) found.push(record);
  }
  return found;
}
