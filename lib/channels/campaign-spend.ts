import { daysBetween } from '../domain/calendar.ts';
import { type DayShare, MAX_DAYS, spreadByDay } from './spread-by-day.ts';

/** What a CRM campaign says it cost: Salesforce's actual cost, or one spend item of a HubSpot campaign. */
export interface CampaignCost {
  /** Minor units of the reporting currency; null where blank. */
  readonly amountMinor: number | null;
  /** First and last day of the campaign; a HubSpot item has no day of its own. */
  readonly from: string | null;
  readonly to: string | null;
}

export type CampaignSpend =
  | { readonly reason: null; readonly days: readonly DayShare[] }
  | { readonly reason: 'no-cost' | 'no-dates' | 'ends-before-start' | 'too-many-days' };

/**
 * Spend of a campaign by day.
 * Formula  cost spread evenly over its days, both ends included
 * Unit     minor units; the days sum to the cost exactly
 * Empty    'no-cost' for a blank or 0, which Salesforce's API cannot tell apart: no row is not zero. 'no-dates',
 *          'ends-before-start' and 'too-many-days' where no day can be named: such a cost is listed, never guessed
 * Source   kpi-methods C.3, golden 03
 */
export function campaignSpend({ amountMinor, from, to }: CampaignCost): CampaignSpend {
  if (amountMinor === null || amountMinor === 0) return { reason: 'no-cost' };
  if (from === null || to === null) return { reason: 'no-dates' };
  if (to < from) return { reason: 'ends-before-start' };
  if (daysBetween(from, to) >= MAX_DAYS) return { reason: 'too-many-days' };
  return { reason: null, days: spreadByDay(amountMinor, from, to) };
}
