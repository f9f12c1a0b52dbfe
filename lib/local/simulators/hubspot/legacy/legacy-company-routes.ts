import { Hono } from 'hono';
import { notFound } from '../hubspot-errors.ts';
import type { ObjectTable } from '../object-table.ts';
import type { Portal } from '../portal.ts';
import { tableOf } from '../portal.ts';
import { queryList } from '../request-body.ts';
import type { StoredRecord } from '../stored-record.ts';
import { legacyProperties } from './legacy-property-routes.ts';
import { legacyPage, legacyValues } from './legacy-record.ts';

/** https://legacydocs.hubspot.com/docs/methods/companies/get-all-companies */
const COMPANY_PAGE = 250;

/** `/companies/v2`: all companies by id, one company, and the properties. */
export function legacyCompanyRoutes(portal: Portal): Hono {
  const app = new Hono();
  app.get('/properties', (c) => c.json(legacyProperties(portal, 'companies')));
  app.get('/companies/paged', (c) => {
    const table = tableOf(portal, 'companies');
    const limit = Math.min(Number(c.req.query('limit') ?? COMPANY_PAGE), COMPANY_PAGE);
    const wanted = queryList(c, 'properties');
    const page = legacyPage(table, c.req.query('offset'), limit);
    return c.json({
      companies: page.records.map((record) => toLegacyCompany(portal, table, { record, wanted })),
      'has-more': page.hasMore,
      offset: page.offset,
    });
  });
  app.get('/companies/:companyId', (c) => {
    const table = tableOf(portal, 'companies');
    const record = table.records.get(c.req.param('companyId'));
    if (record === undefined || record.archivedAtMs !== undefined) throw notFound();
    return c.json(toLegacyCompany(portal, table, { record, wanted: 'all' }));
  });
  return app;
}

function toLegacyCompany(
  portal: Portal,
  table: ObjectTable,
  { record, wanted }: { readonly record: StoredRecord; readonly wanted: readonly string[] | 'all' },
) {
  return {
    portalId: portal.account.portalId,
    companyId: record.idNumber,
    isDeleted: false,
    properties: legacyValues(table, record, wanted),
    additionalDomains: [],
    stateChanges: [],
    mergeAudits: [],
  };
}
