import { Hono } from 'hono';
import { notFound } from '../hubspot-errors.ts';
import { type ObjectTable, readValue } from '../object-table.ts';
import type { Pipeline } from '../pipelines.ts';
import type { Portal } from '../portal.ts';
import { tableOf } from '../portal.ts';
import { queryList } from '../request-body.ts';
import type { StoredRecord } from '../stored-record.ts';
import { legacyIds, legacyPage, legacyValues } from './legacy-record.ts';

/** https://legacydocs.hubspot.com/docs/methods/deals/get-all-deals */
const DEAL_PAGE = 250;

/** `/deals/v1`: all deals by id, one deal, and the pipelines. */
export function legacyDealRoutes(portal: Portal): Hono {
  const app = new Hono();
  app.get('/deal/paged', (c) => {
    const table = tableOf(portal, 'deals');
    const limit = Math.min(Number(c.req.query('limit') ?? DEAL_PAGE), DEAL_PAGE);
    const wanted = isTrue(c.req.query('includeAllProperties')) ? 'all' : queryList(c, 'properties');
    const withLinks = isTrue(c.req.query('includeAssociations'));
    const page = legacyPage(table, c.req.query('offset'), limit);
    return c.json({
      deals: page.records.map((record) => toLegacyDeal(portal, table, record, { wanted, withLinks })),
      hasMore: page.hasMore,
      offset: page.offset,
    });
  });
  app.get('/deal/:dealId', (c) => {
    const table = tableOf(portal, 'deals');
    const record = table.records.get(c.req.param('dealId'));
    if (record === undefined || record.archivedAtMs !== undefined) throw notFound();
    return c.json(toLegacyDeal(portal, table, record, { wanted: 'all', withLinks: true }));
  });
  app.get('/pipelines', (c) => c.json(tableOf(portal, 'deals').pipelines.map(toLegacyPipeline)));
  return app;
}

/** `/crm-pipelines/v1/pipelines/{object}`, between the two. */
export function legacyPipelineRoutes(portal: Portal): Hono {
  const app = new Hono();
  app.get('/pipelines/:object', (c) =>
    c.json({
      results: tableOf(portal, c.req.param('object')).pipelines.map(({ id, stages, ...pipeline }) => ({
        ...pipeline,
        pipelineId: id,
        objectType: c.req.param('object').toUpperCase(),
        active: true,
        default: id === 'default',
        createdAt: epochMs(pipeline.createdAt),
        updatedAt: epochMs(pipeline.updatedAt),
        stages: stages.map(({ id: stageId, createdAt, updatedAt, ...stage }) => ({
          ...stage,
          stageId,
          active: true,
          createdAt: epochMs(createdAt),
          updatedAt: epochMs(updatedAt),
        })),
      })),
    }),
  );
  return app;
}

function toLegacyDeal(
  portal: Portal,
  table: ObjectTable,
  record: StoredRecord,
  { wanted, withLinks }: { readonly wanted: readonly string[] | 'all'; readonly withLinks: boolean },
) {
  const links = (to: string) => (withLinks ? legacyIds(portal, table, record, to) : []);
  const values = legacyValues(table, record, wanted);
  const owner = readValue(table, record, 'hubspot_owner_id');
  return {
    portalId: portal.account.portalId,
    dealId: record.idNumber,
    isDeleted: false,
    associations: {
      associatedVids: links('contacts'),
      associatedCompanyIds: links('companies'),
      associatedDealIds: [],
    },
    // The stamps come whatever was asked for.
    properties: { ...values, ...legacyValues(table, record, [table.name.modifiedProperty, 'createdate']) },
    imports: [],
    stateChanges: [],
    ...(owner === null ? {} : { ownerId: owner }),
  };
}

function toLegacyPipeline({ id, label, displayOrder, stages }: Pipeline) {
  return {
    pipelineId: id,
    label,
    displayOrder,
    active: true,
    staticDefault: id === 'default',
    stages: stages.map((stage) => ({
      stageId: stage.id,
      label: stage.label,
      displayOrder: stage.displayOrder,
      probability: Number(stage.metadata['probability'] ?? 0),
      closedWon: stage.metadata['isClosed'] === 'true' && Number(stage.metadata['probability']) === 1,
      active: true,
    })),
  };
}

/** Python clients write `True`. */
function isTrue(text: string | undefined): boolean {
  return text?.toLowerCase() === 'true';
}

function epochMs(iso: string): number {
  return Date.parse(iso);
}
