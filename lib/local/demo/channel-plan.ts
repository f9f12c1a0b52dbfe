import type { UnattributedReason } from '../../domain/ledger.ts';

/** What HubSpot records of a first visit. */
interface FirstVisit {
  readonly hs_analytics_source?: string;
  readonly utm_source?: string;
  readonly utm_medium?: string;
  readonly utm_campaign?: string;
  readonly first_conversion_event_name?: string;
  readonly landing_page?: string;
}

/** Leads that come the same way, and what becomes of them over the 18 months. */
export interface SourcePlan {
  readonly id: string;
  /** Channel id of `examples/demo/revloop.yaml`; null with the reason why no rule gives one. */
  readonly channel: string | null;
  readonly reason?: UnattributedReason;
  readonly subChannel: string | null;
  /** All leads, with and without a deal. */
  readonly leads: number;
  readonly won: number;
  readonly lost: number;
  readonly openDeals: number;
  /** Share of the leads without a deal that only Salesforce knows. */
  readonly salesforceOnly: number;
  readonly visit: FirstVisit;
  readonly leadSource: string | null;
  /** Kind of the Salesforce campaign the leads came from. */
  readonly campaignType?: CampaignType;
}

export type CampaignType = 'Trade Show' | 'Webinar' | 'Telemarketing';

type Counts = Pick<SourcePlan, 'leads' | 'won' | 'lost' | 'openDeals'>;

const google = { utm_source: 'google', utm_medium: 'cpc', hs_analytics_source: 'PAID_SEARCH' };

/**
 * Wins are planned, so that verdicts hold for every seed: SEO and LP-B well within the target, display and LP-A
 * above it, press releases too few to say, the rest undecided.
 */
export const SOURCE_PLANS: readonly SourcePlan[] = [
  plan('seo', counts(240, 20, 14, 7), { hs_analytics_source: 'ORGANIC_SEARCH' }, 'Organic Search'),
  {
    ...plan(
      'paid_search',
      counts(130, 5, 8, 3),
      { ...google, utm_campaign: 'brand-a', landing_page: 'LP-A' },
      'Paid Search',
    ),
    id: 'paid_search/LP-A',
    subChannel: 'LP-A',
  },
  {
    ...plan(
      'paid_search',
      counts(110, 15, 7, 4),
      { ...google, utm_campaign: 'compare-b', landing_page: 'LP-B' },
      'Paid Search',
    ),
    id: 'paid_search/LP-B',
    subChannel: 'LP-B',
  },
  plan(
    'display',
    counts(140, 4, 7, 2),
    { utm_source: 'gdn', utm_medium: 'display', hs_analytics_source: 'OTHER_CAMPAIGNS' },
    'Display',
  ),
  plan(
    'social',
    counts(105, 8, 7, 3),
    { utm_source: 'facebook', utm_medium: 'social', hs_analytics_source: 'SOCIAL_MEDIA' },
    'Social',
  ),
  {
    ...plan(
      'webinar',
      counts(105, 12, 7, 4),
      { first_conversion_event_name: 'ウェビナー申込フォーム' },
      'Webinar',
    ),
    campaignType: 'Webinar',
  },
  plan(
    'white_paper',
    counts(140, 9, 7, 4),
    { first_conversion_event_name: 'ホワイトペーパー: 営業DX入門' },
    'White Paper',
  ),
  {
    ...plan(
      'trade_show',
      counts(100, 8, 6, 4),
      { hs_analytics_source: 'OFFLINE', first_conversion_event_name: '展示会アンケート' },
      'Trade Show',
    ),
    salesforceOnly: 0.5,
    campaignType: 'Trade Show',
  },
  {
    ...plan('telemarketing', counts(60, 5, 4, 3), {}, 'Telemarketing'),
    salesforceOnly: 1,
    campaignType: 'Telemarketing',
  },
  plan(
    'press_release',
    counts(20, 1, 1, 0),
    { utm_source: 'prwire', utm_medium: 'press_release', hs_analytics_source: 'REFERRALS' },
    'Press Release',
  ),
  plan(
    'newsletter',
    counts(20, 2, 1, 1),
    { utm_source: 'newsletter', utm_medium: 'email', hs_analytics_source: 'EMAIL_MARKETING' },
    'Newsletter',
  ),
  { ...unattributed('no-source', counts(26, 2, 1, 1), {}, null), salesforceOnly: 0.3 },
  unattributed(
    'no-rule',
    counts(24, 2, 1, 1),
    { hs_analytics_source: 'REFERRALS', utm_source: 'reseller-portal', utm_medium: 'referral' },
    'Reseller',
  ),
];

/** The plan of a channel's leads; throws when there is none. */
export function planOf(id: string): SourcePlan {
  const found = SOURCE_PLANS.find((candidate) => candidate.id === id);
  if (found === undefined) throw new Error(`no plan ${id}`);
  return found;
}

function plan(channel: string, amounts: Counts, visit: FirstVisit, leadSource: string): SourcePlan {
  return { id: channel, channel, subChannel: null, ...amounts, salesforceOnly: 0, visit, leadSource };
}

function unattributed(
  reason: UnattributedReason,
  amounts: Counts,
  visit: FirstVisit,
  leadSource: string | null,
): SourcePlan {
  return {
    id: reason,
    channel: null,
    reason,
    subChannel: null,
    ...amounts,
    salesforceOnly: 0,
    visit,
    leadSource,
  };
}

function counts(leads: number, won: number, lost: number, openDeals: number): Counts {
  return { leads, won, lost, openDeals };
}
