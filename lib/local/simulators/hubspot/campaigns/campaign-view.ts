import { invalidRequest, notFound, VendorError } from '../hubspot-errors.ts';
import type { Portal } from '../portal.ts';
import { type Campaign, isGuid, sumOf } from './campaign-store.ts';

type Sent = Readonly<Record<string, string | number | boolean | null>>;

/** Follow from the items. */
const SUMS = { hs_spend_items_sum_amount: 'spend', hs_budget_items_sum_amount: 'budget' } as const;
const READ_ONLY: readonly string[] = [...Object.keys(SUMS), 'hs_object_id', 'hs_created_by_user_id'];

/** As the vendor sends it: only what was asked for, and nothing for a property without a value. */
export function toWireCampaign(campaign: Campaign, properties: readonly string[]) {
  const values = properties.flatMap((name) => {
    const value = readProperty(campaign, name);
    return value === undefined ? [] : [[name, value] as const];
  });
  return {
    id: campaign.id,
    properties: Object.fromEntries(values),
    createdAt: new Date(campaign.createdAtMs).toISOString(),
    updatedAt: new Date(campaign.updatedAtMs).toISOString(),
    businessUnits: [{ id: 0 }],
  };
}

export function toWireAssets(campaign: Campaign) {
  const lists = [...campaign.assets].map(([type, assets]) => {
    return [type, { results: [...assets].map(([id, name]) => ({ id, name })) }] as const;
  });
  return { assets: Object.fromEntries(lists) };
}

/** Throws the vendor's 400 for an id that is no UUID, and its 404 for one that is nobody's. */
export function findCampaign(portal: Portal, id: string): Campaign {
  if (!isGuid(id)) throw invalidGuid(id);
  const found = portal.campaigns.byId.get(id.toLowerCase());
  if (found === undefined) throw notFound();
  return found;
}

/** Sets what was sent; an empty text clears. Throws the vendor's 400 for a property it does not take. */
export function writeProperties(portal: Portal, campaign: Campaign, sent: Sent): void {
  const refused = Object.keys(sent).find(
    (name) => READ_ONLY.includes(name) || !portal.campaigns.propertyNames.has(name),
  );
  if (refused !== undefined)
    throw invalidRequest(`Invalid request: property '${refused}' does not exist or is read-only`);
  for (const [name, value] of Object.entries(sent)) {
    if (value === null || value === '') campaign.properties.delete(name);
    else campaign.properties.set(name, String(value));
  }
  campaign.updatedAtMs = portal.clock.nowMs();
}

export function readProperty(campaign: Campaign, name: string): string | undefined {
  if (name === 'hs_spend_items_sum_amount' || name === 'hs_budget_items_sum_amount') {
    const kind = SUMS[name];
    return campaign.items[kind].size === 0 ? undefined : sumOf(campaign, kind).toFixed(1);
  }
  return campaign.properties.get(name);
}

/** Recorded of a batch read. */
export function invalidGuid(id: string): VendorError {
  const reason = `Invalid campaign GUID format: ${id}`;
  return new VendorError(400, {
    status: 'error',
    category: 'VALIDATION_ERROR',
    subCategory: 'CampaignApiError.INVALID_REQUEST',
    message: `Invalid request: '${reason}'`,
    context: { message: [reason] },
  });
}
