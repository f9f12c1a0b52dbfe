import { campaignSpend } from '../../channels/campaign-spend.ts';
import { businessDay } from '../../domain/calendar.ts';
import type { CampaignCost } from '../../domain/campaign-cost.ts';
import { matchChannel } from '../../domain/channel-rules.ts';
import type { Config } from '../../domain/config.ts';
import { type CampaignRecord, type DayOrInstant, NO_SOURCE, refKey } from '../../domain/entities.ts';
import type { DataIssue, SpendDay } from '../../domain/ledger.ts';
import { SPEND_ORIGINS, type SpendOrigin } from '../../domain/spend-origin.ts';
import { dealAmount, type RateBook } from '../../kpis/journeys/deal-amount.ts';
import { summedParents } from '../../kpis/summed-parents.ts';

/** What the CRMs say about their campaigns. */
export interface CampaignFacts {
  readonly costs: readonly CampaignCost[];
  /** By `crm/object/id`. */
  readonly campaigns: ReadonlyMap<string, CampaignRecord>;
  readonly rates: RateBook;
}

export interface OriginDays {
  readonly origin: SpendOrigin;
  readonly days: readonly SpendDay[];
}

type Kind = CampaignCost['kind'];

/** A campaign's cost holds what was bought for it beside the media: venue, agency, lists. */
const COST_SCOPE = 'program';
const WHY = {
  'source-off': 'spendSources in revloop.yaml leaves this source out',
  'sums-children': 'it is the sum of its child campaigns, which are counted',
  'no-rate': 'no rate to the reporting currency on its first day',
  'no-dates': 'the campaign lacks a start or an end date',
  'ends-before-start': 'the campaign ends before it starts',
  'too-many-days': 'the campaign lasts longer than 1,100 days',
} as const;

/**
 * Costs (or budgets) of campaigns by day, in the channel that the config's rules give the campaign. A cost in another
 * currency is converted by the rates of the campaign's first day.
 * Empty    whatever cannot be counted is listed with its reason; blank and 0 are no cost
 */
export function campaignRows(
  facts: CampaignFacts,
  kind: Kind,
  config: Config,
): { readonly rows: readonly OriginDays[]; readonly issues: readonly DataIssue[] } {
  const costs = facts.costs.filter((cost) => cost.kind === kind);
  const parents = summedParents(costs);
  const rows: OriginDays[] = [];
  const issues: DataIssue[] = [];
  for (const cost of costs) {
    const read = parents.has(refKey(cost.ref)) ? 'sums-children' : toRow(cost, facts, config);
    if (read === 'blank') continue;
    if (typeof read === 'string') issues.push(leftOut(cost, WHY[read]));
    else {
      rows.push(read);
      issues.push(...unknownChannel(read));
    }
  }
  return { rows, issues };
}

function toRow(
  cost: CampaignCost,
  { campaigns, rates }: CampaignFacts,
  config: Config,
): OriginDays | Exclude<keyof typeof WHY, 'sums-children'> | 'blank' {
  const origin = SPEND_ORIGINS.find((name) => name === `${cost.ref.crm}-campaign`);
  if (origin === undefined || !config.spendSources.includes(origin)) return 'source-off';
  const { timezone, currency } = config;
  const dayOf = (at: DayOrInstant | null): string | null => (at === null ? null : businessDay(at, timezone));
  const [from, to] = [dayOf(cost.from), dayOf(cost.to)];
  const amount = dealAmount(cost, { currency, day: from, rates });
  if (amount.amountMinor === null) return amount.reason;
  const spend = campaignSpend({ amountMinor: amount.amountMinor, from, to });
  if (spend.reason !== null) return spend.reason === 'no-cost' ? 'blank' : spend.reason;
  const place = placeOf(cost, campaigns.get(refKey(cost.campaign)), config);
  return {
    origin,
    days: spend.days.map((share) => ({
      ...share,
      ...place,
      subChannel: null,
      currency,
      costScope: COST_SCOPE,
      source: refKey(cost.ref),
      ...(cost.kind === 'budget' ? { kind: cost.kind } : {}),
    })),
  };
}

function placeOf(
  cost: CampaignCost,
  campaign: CampaignRecord | undefined,
  { channels }: Config,
): Pick<SpendDay, 'channel' | 'isKnownChannel' | 'campaign'> {
  const { name = null, type = null, utmCampaign = null } = campaign ?? {};
  const source = { ...NO_SOURCE, campaign: name, campaignType: type, utmCampaign };
  const { channel } = matchChannel(source, channels);
  const word = name ?? refKey(cost.campaign);
  return { channel: channel ?? word, isKnownChannel: channel !== null, campaign: word };
}

function unknownChannel({ days }: OriginDays): readonly DataIssue[] {
  const [first] = days;
  if (first === undefined || first.isKnownChannel) return [];
  const detail = `no channel rule fits the campaign "${first.channel}"; its cost stays unallocated`;
  return [{ code: 'spend-unknown-channel', ref: first.source, detail }];
}

function leftOut({ kind, amount, currency, ref }: CampaignCost, why: string): DataIssue {
  const money = [kind, amount, currency].filter((part) => part !== null).join(' ');
  return { code: 'campaign-spend-left-out', ref: refKey(ref), detail: `${money}: ${why}` };
}
