import { Hono } from 'hono';
import * as z from 'zod';
import { batchResponse, refuseDuplicates, refuseLargeBatch } from '../batch-response.ts';
import { type BatchError, invalidRequest } from '../hubspot-errors.ts';
import type { Portal } from '../portal.ts';
import { PropertiesSchema, queryList, readBody } from '../request-body.ts';
import { createCampaign } from './campaign-routes.ts';
import { type Campaign, isGuid } from './campaign-store.ts';
import { invalidGuid, toWireAssets, toWireCampaign, writeProperties } from './campaign-view.ts';

/** https://developers.hubspot.com/docs/api-reference/marketing-campaigns-public-api-v3/guide */
const MAX_CAMPAIGN_BATCH = 50;
const IdsSchema = z.object({ inputs: z.array(z.object({ id: z.string() })) });
const CreateSchema = z.object({ inputs: z.array(z.object({ properties: PropertiesSchema })) });
const UpdateSchema = z.object({
  inputs: z.array(z.object({ id: z.string(), properties: PropertiesSchema })),
});

/** `/batch/read|create|update|archive`. */
export function campaignBatchRoutes(portal: Portal): Hono {
  const app = new Hono();
  app.post('/batch/read', async (c) => {
    const startedAtMs = portal.clock.nowMs();
    const { inputs } = await readBody(c, IdsSchema);
    const { found, errors } = findAll(portal, inputs);
    const properties = queryList(c, 'properties');
    const results = found.map(([campaign]) => ({
      ...toWireCampaign(campaign, properties),
      ...toWireAssets(campaign),
    }));
    return batchResponse(c, portal, { startedAtMs, okStatus: 200, results, errors });
  });
  app.post('/batch/create', async (c) => {
    const startedAtMs = portal.clock.nowMs();
    const { inputs } = await readBody(c, CreateSchema);
    refuseLargeBatch(inputs, MAX_CAMPAIGN_BATCH);
    const results = inputs.map(({ properties }) =>
      toWireCampaign(createCampaign(portal, properties), Object.keys(properties)),
    );
    return batchResponse(c, portal, { startedAtMs, okStatus: 201, results, errors: [] });
  });
  app.post('/batch/update', async (c) => {
    const startedAtMs = portal.clock.nowMs();
    const { inputs } = await readBody(c, UpdateSchema);
    const { found, errors } = findAll(portal, inputs);
    const results = found.map(([campaign, { properties }]) => {
      writeProperties(portal, campaign, properties);
      return toWireCampaign(campaign, Object.keys(properties));
    });
    return batchResponse(c, portal, { startedAtMs, okStatus: 200, results, errors });
  });
  app.post('/batch/archive', async (c) => {
    const { inputs } = await readBody(c, IdsSchema);
    refuseLargeBatch(inputs, MAX_CAMPAIGN_BATCH);
    for (const { id } of inputs) portal.campaigns.byId.delete(id.toLowerCase());
    return c.body(null, 204);
  });
  return app;
}

function findAll<T extends { readonly id: string }>(portal: Portal, inputs: readonly T[]) {
  if (inputs.length === 0) throw invalidRequest('inputs must not be empty');
  refuseLargeBatch(inputs, MAX_CAMPAIGN_BATCH);
  refuseDuplicates(inputs.map(({ id }) => id));
  const found: (readonly [Campaign, T])[] = [];
  const errors: BatchError[] = [];
  for (const input of inputs) {
    const campaign = portal.campaigns.byId.get(input.id.toLowerCase());
    if (campaign !== undefined) found.push([campaign, input]);
    else errors.push(isGuid(input.id) ? unknownCampaign(input.id) : unreadableGuid(input.id));
  }
  return { found, errors };
}

function unreadableGuid(id: string): BatchError {
  const { message } = invalidGuid(id);
  const context = { message: [`Invalid campaign GUID format: ${id}`] };
  const subCategory = 'CampaignApiError.INVALID_REQUEST';
  return { status: 'error', category: 'VALIDATION_ERROR', subCategory, message, context };
}

function unknownCampaign(id: string): BatchError {
  const message = `Campaign not found: ${id}`;
  return { status: 'error', category: 'OBJECT_NOT_FOUND', message, context: { ids: [id] } };
}
