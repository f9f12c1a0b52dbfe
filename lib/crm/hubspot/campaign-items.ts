import * as z from 'zod';
import type { CrmRecord } from '../../domain/entities.ts';
import { CrmFailure } from '../crm-failure.ts';
import type { HubspotApi } from './api.ts';
import {
  BUDGET_SUM,
  type Campaign,
  campaignPath,
  probeCampaigns,
  readCampaigns,
  SPEND_SUM,
} from './campaigns.ts';
import { describeFixed, type WholeReader, wholeRecord } from './whole-object.ts';

/** Stamps of items are epoch milliseconds, unlike those of campaigns. */
const EpochMs = z.int().transform((ms) => new Date(ms).toISOString());
const ItemSchema = z.object({
  id: z.union([z.string().min(1), z.number().transform(String)]),
  name: z.string().nullish(),
  amount: z.number(),
  description: z.string().nullish(),
  createdAt: EpochMs.nullish(),
  updatedAt: EpochMs,
});
const TotalsSchema = z.object({
  currencyCode: z.string(),
  spendItems: z.array(ItemSchema).nullish(),
  budgetItems: z.array(ItemSchema).nullish(),
});

type Item = z.infer<typeof ItemSchema>;
type Kind = 'spend' | 'budget';

/**
 * What each campaign spent and may spend, a record per item: `kind` says which. Items carry no day of their own: that of
 * the campaign's start and end, and of the item's entry, are given.
 */
export const CAMPAIGN_ITEMS: WholeReader = {
  description: describeFixed('campaign-items', [
    ['kind', 'text'],
    ['campaign', 'reference'],
    ['name', 'text'],
    ['description', 'text'],
    ['amount', 'number'],
    ['currency', 'text'],
    ['startDate', 'text'],
    ['endDate', 'text'],
    ['enteredAt', 'date-time'],
  ]),
  probe: probeCampaigns,
  read: async (api) => {
    const { campaigns } = await readCampaigns(api);
    const records: CrmRecord[] = [];
    for (const campaign of campaigns.filter(hasItems)) records.push(...(await readItems(api, campaign)));
    return { records, rejects: [] };
  },
};

/** Saves the call for most campaigns: a sum is blank where there is nothing to add up. */
function hasItems({ properties }: Campaign): boolean {
  return [BUDGET_SUM, SPEND_SUM].some((name) => (properties[name] ?? '') !== '');
}

async function readItems(api: HubspotApi, campaign: Campaign): Promise<readonly CrmRecord[]> {
  try {
    // https://developers.hubspot.com/docs/guides/api/marketing/campaigns (budget)
    const { data } = await api.get(TotalsSchema, campaignPath(campaign.id, 'budget/totals'));
    const toRecords = (kind: Kind, items: readonly Item[]) =>
      items.map((item) => toRecord(campaign, item, { kind, currency: data.currencyCode }));
    return [...toRecords('spend', data.spendItems ?? []), ...toRecords('budget', data.budgetItems ?? [])];
  } catch (cause) {
    // Deleted since it was listed.
    if (cause instanceof CrmFailure && cause.status === 404) return [];
    throw cause;
  }
}

function toRecord(
  { id: campaign, properties }: Campaign,
  { id, name, description, amount, createdAt, updatedAt }: Item,
  { kind, currency }: { readonly kind: Kind; readonly currency: string },
): CrmRecord {
  return wholeRecord('campaign-items', {
    id: `${campaign}:${kind}:${id}`,
    version: updatedAt,
    createdAt: createdAt ?? undefined,
    fields: {
      kind,
      campaign,
      name,
      description,
      amount: String(amount),
      currency,
      startDate: properties['hs_start_date'],
      endDate: properties['hs_end_date'],
      enteredAt: createdAt,
    },
  });
}
