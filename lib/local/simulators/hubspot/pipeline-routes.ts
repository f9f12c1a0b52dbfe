import { Hono } from 'hono';
import { notFound } from './hubspot-errors.ts';
import type { Portal } from './portal.ts';
import { tableOf } from './portal.ts';

/** `/{object}`, `/{object}/{pipelineId}` and its stages. */
export function pipelineRoutes(portal: Portal): Hono {
  const app = new Hono();
  app.get('/:object', (c) => c.json({ results: tableOf(portal, c.req.param('object')).pipelines }));
  app.get('/:object/:pipelineId', (c) => {
    return c.json(findPipeline(portal, c.req.param('object'), c.req.param('pipelineId')));
  });
  app.get('/:object/:pipelineId/stages', (c) => {
    const { stages } = findPipeline(portal, c.req.param('object'), c.req.param('pipelineId'));
    return c.json({ results: stages });
  });
  app.get('/:object/:pipelineId/stages/:stageId', (c) => {
    const { stages } = findPipeline(portal, c.req.param('object'), c.req.param('pipelineId'));
    const stage = stages.find(({ id }) => id === c.req.param('stageId'));
    if (stage === undefined) throw notFound();
    return c.json(stage);
  });
  return app;
}

function findPipeline(portal: Portal, object: string, pipelineId: string) {
  const found = tableOf(portal, object).pipelines.find(({ id }) => id === pipelineId);
  if (found === undefined) throw notFound();
  return found;
}
