import * as z from 'zod';
import type { RejectedRecord } from '../crm.ts';
import type { HubspotApi } from './api.ts';
import { describeFixed, type WholeReader, wholeRecord } from './whole-object.ts';

const Instant = z
  .string()
  .transform((text) => new Date(text))
  .refine((date) => !Number.isNaN(date.getTime()))
  .transform((date) => date.toISOString());
const CampaignSchema = z.object({
  id: z.string().min(1),
  // Blank properties are left out of the answer.
  properties: z.record(z.string(), z.union([z.string(), z.number().transform(String)]).nullable()),
  createdAt: Instant.nullish(),
  updatedAt: Instant,
});
const PageSchema = z.object({
  results: z.array(z.unknown()),
  paging: z.object({ next: z.object({ after: z.string() }).nullish() }).nullish(),
});

export type Campaign = z.infer<typeof CampaignSchema>;

export const BUDGET_SUM = 'hs_budget_items_sum_amount';
export const SPEND_SUM = 'hs_spend_items_sum_amount';
const PROPERTIES = [
  'hs_name',
  'hs_campaign_status',
  'hs_start_date',
  'hs_end_date',
  'hs_audience',
  'hs_currency_code',
  'hs_utm',
  'hs_notes',
  'hs_owner',
  BUDGET_SUM,
  SPEND_SUM,
];
const PATH = '/marketing/v3/campaigns';
/** https://developers.hubspot.com/docs/guides/api/marketing/campaigns */
const PAGE = 100;

/** Needs Marketing Hub Professional. */
export const CAMPAIGNS: WholeReader = {
  description: describeFixed(
    'campaigns',
    PROPERTIES.map((name) => [name, 'text']),
  ),
  probe: probeCampaigns,
  read: async (api) => {
    const { campaigns, rejects } = await readCampaigns(api);
    const records = campaigns.map(({ id, updatedAt, createdAt, properties }) =>
      wholeRecord('campaigns', {
        id,
        version: updatedAt,
        createdAt: createdAt ?? undefined,
        fields: properties,
      }),
    );
    return { records, rejects };
  },
};

export function probeCampaigns(api: HubspotApi): Promise<unknown> {
  return api.get(PageSchema, `${PATH}?limit=1`);
}

export async function readCampaigns(
  api: HubspotApi,
): Promise<{ readonly campaigns: readonly Campaign[]; readonly rejects: readonly RejectedRecord[] }> {
  const campaigns: Campaign[] = [];
  const rejects: RejectedRecord[] = [];
  let after: string | undefined;
  do {
    const from = after;
    const moving = PageSchema.refine(
      ({ paging }) => from === undefined || paging?.next?.after !== from,
      `list of campaigns does not move past ${from}`,
    );
    const query = new URLSearchParams({ limit: String(PAGE), properties: PROPERTIES.join(',') });
    // HubSpot gives the cursor as it stands in a URL.
    const at = from === undefined ? '' : `&after=${from}`;
    // https://developers.hubspot.com/docs/guides/api/marketing/campaigns
    const { data } = await api.get(moving, `${PATH}?${query}${at}`);
    for (const raw of data.results) {
      const campaign = CampaignSchema.safeParse(raw);
      if (campaign.success) campaigns.push(campaign.data);
      else rejects.push({ id: idOf(raw), code: 'record-invalid', reason: z.prettifyError(campaign.error) });
    }
    after = data.paging?.next?.after;
  } while (after !== undefined);
  return { campaigns, rejects };
}

/** Path of one campaign's sub-resource. */
export function campaignPath(id: string, rest: string): string {
  return `${PATH}/${encodeURIComponent(id)}/${rest}`;
}

function idOf(raw: unknown): string {
  return z.object({ id: z.string() }).safeParse(raw).data?.id ?? '(no id)';
}
