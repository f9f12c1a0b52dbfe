import { Hono } from 'hono';
import * as z from 'zod';
import { notFound } from '../hubspot-errors.ts';
import type { Portal } from '../portal.ts';
import { readBody } from '../request-body.ts';
import { type Campaign, type ItemKind, sumOf } from './campaign-store.ts';
import { findCampaign } from './campaign-view.ts';

const ItemSchema = z.object({
  name: z.string(),
  amount: z.coerce.number(),
  order: z.coerce.number().int(),
  description: z.string().optional(),
});
const KINDS = ['spend', 'budget'] as const;
const ID_BYTES = 4;

/** Spend, budget and assets below `/{campaignGuid}`. */
export function campaignItemRoutes(portal: Portal): Hono {
  const app = new Hono();
  app.get('/:campaignGuid/budget/totals', (c) => {
    return c.json(totalsOf(portal, findCampaign(portal, c.req.param('campaignGuid'))));
  });
  for (const kind of KINDS) addItemRoutes(portal, app, kind);
  app.get('/:campaignGuid/assets/:assetType', (c) => {
    const { campaignGuid, assetType } = c.req.param();
    const assets = findCampaign(portal, campaignGuid).assets.get(assetType) ?? new Map<string, string>();
    return c.json({ results: [...assets].map(([id, name]) => ({ id, name })) });
  });
  app.put('/:campaignGuid/assets/:assetType/:assetId', (c) => {
    const { campaignGuid, assetType, assetId } = c.req.param();
    const { assets } = findCampaign(portal, campaignGuid);
    const ofType = assets.get(assetType) ?? new Map<string, string>();
    assets.set(assetType, ofType.set(assetId, `${assetType} ${assetId}`));
    return c.body(null, 204);
  });
  app.delete('/:campaignGuid/assets/:assetType/:assetId', (c) => {
    const { campaignGuid, assetType, assetId } = c.req.param();
    findCampaign(portal, campaignGuid).assets.get(assetType)?.delete(assetId);
    return c.body(null, 204);
  });
  return app;
}

function addItemRoutes(portal: Portal, app: Hono, kind: ItemKind): void {
  app.post(`/:campaignGuid/${kind}`, async (c) => {
    const campaign = findCampaign(portal, c.req.param('campaignGuid') ?? '');
    const body = await readBody(c, ItemSchema);
    const nowMs = portal.clock.nowMs();
    const id = String(Number.parseInt(portal.random.id(ID_BYTES), 16));
    const item = { id, ...body, createdAt: nowMs, updatedAt: nowMs };
    campaign.items[kind].set(id, item);
    campaign.updatedAtMs = nowMs;
    return c.json(item, 201);
  });
  app.get(`/:campaignGuid/${kind}/:itemId`, (c) => {
    const { campaignGuid = '', itemId = '' } = c.req.param();
    return c.json(findItem(findCampaign(portal, campaignGuid), kind, itemId));
  });
  app.put(`/:campaignGuid/${kind}/:itemId`, async (c) => {
    const { campaignGuid = '', itemId = '' } = c.req.param();
    const campaign = findCampaign(portal, campaignGuid);
    const current = findItem(campaign, kind, itemId);
    const body = await readBody(c, ItemSchema);
    const nowMs = portal.clock.nowMs();
    const item = { id: current.id, ...body, createdAt: current.createdAt, updatedAt: nowMs };
    campaign.items[kind].set(current.id, item);
    campaign.updatedAtMs = nowMs;
    return c.json(item);
  });
  app.delete(`/:campaignGuid/${kind}/:itemId`, (c) => {
    const { campaignGuid = '', itemId = '' } = c.req.param();
    const campaign = findCampaign(portal, campaignGuid);
    campaign.items[kind].delete(itemId);
    campaign.updatedAtMs = portal.clock.nowMs();
    return c.body(null, 204);
  });
}

function findItem(campaign: Campaign, kind: ItemKind, id: string) {
  const item = campaign.items[kind].get(id);
  if (item === undefined) throw notFound();
  return item;
}

function totalsOf(portal: Portal, campaign: Campaign) {
  const budgetTotal = sumOf(campaign, 'budget');
  const spendTotal = sumOf(campaign, 'spend');
  return {
    currencyCode: campaign.properties.get('hs_currency_code') ?? portal.account.currency,
    budgetItems: [...campaign.items.budget.values()],
    spendItems: [...campaign.items.spend.values()],
    budgetTotal,
    spendTotal,
    remainingBudget: budgetTotal - spendTotal,
  };
}
