import { Hono } from 'hono';
import * as z from 'zod';
import { invalidCursor, invalidRequest } from '../hubspot-errors.ts';
import type { Portal } from '../portal.ts';
import { PropertiesSchema, queryList, readBody } from '../request-body.ts';
import { blankCampaign, type Campaign, toGuid } from './campaign-store.ts';
import {
  findCampaign,
  readProperty,
  toWireAssets,
  toWireCampaign,
  writeProperties,
} from './campaign-view.ts';

const InputSchema = z.object({ properties: PropertiesSchema });
const DEFAULT_PAGE = 50;
/** https://developers.hubspot.com/docs/api-reference/marketing-campaigns-public-api-v3/guide */
const MAX_PAGE = 100;
const GUID_BYTES = 16;

/** Campaigns themselves: `/` and `/{campaignGuid}`. */
export function campaignRoutes(portal: Portal): Hono {
  const app = new Hono();
  const { byId } = portal.campaigns;
  app.get('/', (c) => {
    const limit = Number(c.req.query('limit') ?? DEFAULT_PAGE);
    if (!Number.isInteger(limit) || limit < 1 || limit > MAX_PAGE)
      throw invalidRequest(`Invalid limit: must be between 1 and ${MAX_PAGE}`);
    const offset = readCursor(c.req.query('after'));
    const name = c.req.query('name')?.toLowerCase();
    const fitting = [...byId.values()].filter(
      (campaign) => name === undefined || readProperty(campaign, 'hs_name')?.toLowerCase().includes(name),
    );
    const sorted = sortCampaigns(fitting, c.req.query('sort') ?? 'hs_name');
    const shown = sorted.slice(offset, offset + limit);
    const after = writeCursor(offset + limit);
    const link = new URL(c.req.url);
    link.searchParams.set('after', decodeURIComponent(after));
    return c.json({
      total: fitting.length,
      results: shown.map((campaign) => toWireCampaign(campaign, queryList(c, 'properties'))),
      ...(offset + limit < fitting.length ? { paging: { next: { after, link: link.toString() } } } : {}),
    });
  });
  app.post('/', async (c) => {
    const { properties } = await readBody(c, InputSchema);
    const campaign = createCampaign(portal, properties);
    return c.json(toWireCampaign(campaign, Object.keys(properties)), 201);
  });
  app.get('/:campaignGuid', (c) => {
    const campaign = findCampaign(portal, c.req.param('campaignGuid'));
    return c.json({ ...toWireCampaign(campaign, queryList(c, 'properties')), ...toWireAssets(campaign) });
  });
  app.patch('/:campaignGuid', async (c) => {
    const campaign = findCampaign(portal, c.req.param('campaignGuid'));
    const { properties } = await readBody(c, InputSchema);
    writeProperties(portal, campaign, properties);
    return c.json(toWireCampaign(campaign, Object.keys(properties)));
  });
  app.delete('/:campaignGuid', (c) => {
    byId.delete(c.req.param('campaignGuid'));
    return c.body(null, 204);
  });
  return app;
}

export function createCampaign(portal: Portal, properties: z.infer<typeof PropertiesSchema>): Campaign {
  const campaign = blankCampaign(toGuid(portal.random.id(GUID_BYTES)), portal.clock.nowMs());
  writeProperties(portal, campaign, properties);
  portal.campaigns.byId.set(campaign.id, campaign);
  return campaign;
}

function sortCampaigns(campaigns: readonly Campaign[], sort: string): readonly Campaign[] {
  const sign = sort.startsWith('-') ? -1 : 1;
  const name = sort.replace(/^-/, '');
  const keyOf = (campaign: Campaign): string | number => {
    if (name === 'createdAt') return campaign.createdAtMs;
    if (name === 'updatedAt') return campaign.updatedAtMs;
    return readProperty(campaign, name) ?? '';
  };
  return [...campaigns].sort((a, b) => {
    const [left, right] = [keyOf(a), keyOf(b)];
    return left < right ? -sign : left > right ? sign : a.id < b.id ? -1 : 1;
  });
}

/** Recorded: the offset in base 64, already escaped for a URL. */
function writeCursor(offset: number): string {
  return encodeURIComponent(Buffer.from(String(offset)).toString('base64'));
}

function readCursor(after: string | undefined): number {
  if (after === undefined) return 0;
  const text = Buffer.from(decodeURIComponent(after), 'base64').toString();
  if (!/^\d+$/.test(text)) throw invalidCursor(after);
  return Number(text);
}
