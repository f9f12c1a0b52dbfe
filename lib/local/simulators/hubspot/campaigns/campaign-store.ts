import { createHash } from 'node:crypto';
import type { ExportFolder, ExportRow } from '../../export-folder.ts';
import { toInstant } from '../property-values.ts';

/** A spend or a budget line; its stamps are epoch milliseconds on the wire, unlike a campaign's own. */
export interface CampaignItem {
  readonly id: string;
  readonly name: string;
  readonly amount: number;
  readonly order: number;
  readonly description?: string | undefined;
  readonly createdAt: number;
  readonly updatedAt: number;
}

export type ItemKind = 'spend' | 'budget';

export interface Campaign {
  readonly id: string;
  readonly properties: Map<string, string>;
  readonly items: Readonly<Record<ItemKind, Map<string, CampaignItem>>>;
  /** Asset type to asset id to its name. */
  readonly assets: Map<string, Map<string, string>>;
  readonly createdAtMs: number;
  updatedAtMs: number;
}

export interface CampaignStore {
  readonly byId: Map<string, Campaign>;
  /** Properties a campaign has, by the vendor and by the export. */
  readonly propertyNames: Set<string>;
}

/** Files of an export that hold campaigns and what belongs to them; no CRM objects. */
export const CAMPAIGN_FILES: readonly string[] = ['campaigns', 'campaign-spend', 'campaign-budget'];

/** https://developers.hubspot.com/docs/api-reference/marketing-campaigns-public-api-v3/guide (campaign properties) */
const VENDOR_PROPERTIES = [
  'hs_name',
  'hs_start_date',
  'hs_end_date',
  'hs_notes',
  'hs_owner',
  'hs_audience',
  'hs_currency_code',
  'hs_campaign_status',
  'hs_utm',
  'hs_goal',
  'hs_color_hex',
];
const COLUMNS = ['id', 'createdAt', 'updatedAt', 'archived'];

export function readCampaigns(folder: ExportFolder, nowMs: number): CampaignStore {
  const table = folder.hubspot.get('campaigns');
  const columns = (table?.columns ?? []).filter((column) => !COLUMNS.includes(column) && column !== '');
  const campaigns = (table?.rows ?? []).flatMap((row) => toCampaign(row, columns, nowMs) ?? []);
  const store = {
    byId: new Map(campaigns.map((campaign) => [campaign.id, campaign])),
    propertyNames: new Set([...VENDOR_PROPERTIES, ...columns]),
  };
  addItems(store, 'spend', folder.hubspot.get('campaign-spend')?.rows ?? [], nowMs);
  addItems(store, 'budget', folder.hubspot.get('campaign-budget')?.rows ?? [], nowMs);
  return store;
}

export function blankCampaign(id: string, nowMs: number): Campaign {
  return {
    id,
    properties: new Map(),
    items: { spend: new Map(), budget: new Map() },
    assets: new Map(),
    createdAtMs: nowMs,
    updatedAtMs: nowMs,
  };
}

export function sumOf(campaign: Campaign, kind: ItemKind): number {
  return [...campaign.items[kind].values()].reduce((sum, { amount }) => sum + amount, 0);
}

/** Campaign ids are UUIDs; an export's own id becomes one that stays the same. */
export function toGuid(id: string): string {
  if (isGuid(id)) return id.toLowerCase();
  const hex = createHash('sha256').update(id).digest('hex');
  return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-4$3-8$4-$5');
}

export function isGuid(id: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id);
}

function toCampaign(row: ExportRow, columns: readonly string[], nowMs: number): Campaign | undefined {
  const id = row['id'];
  if (id === null || id === undefined) return undefined;
  const createdAtMs = toInstant(row['createdAt'] ?? '') ?? nowMs;
  const set = columns.flatMap((column) => {
    const value = row[column];
    return value === null || value === undefined ? [] : [[column, value] as const];
  });
  return {
    ...blankCampaign(toGuid(id), createdAtMs),
    properties: new Map(set),
    updatedAtMs: toInstant(row['updatedAt'] ?? '') ?? createdAtMs,
  };
}

function addItems(store: CampaignStore, kind: ItemKind, rows: readonly ExportRow[], nowMs: number): void {
  for (const [index, row] of rows.entries()) {
    const campaign = store.byId.get(toGuid(row['campaignId'] ?? ''));
    const amount = Number(row['amount'] ?? Number.NaN);
    if (campaign === undefined || Number.isNaN(amount)) continue;
    const id = row['id'] ?? String(index + 1);
    const createdAt = toInstant(row['createdAt'] ?? '') ?? nowMs;
    campaign.items[kind].set(id, {
      id,
      name: row['name'] ?? `${kind} ${id}`,
      amount,
      order: Number(row['order'] ?? campaign.items[kind].size),
      ...(row['description'] ? { description: row['description'] } : {}),
      createdAt,
      updatedAt: toInstant(row['updatedAt'] ?? '') ?? createdAt,
    });
  }
}
