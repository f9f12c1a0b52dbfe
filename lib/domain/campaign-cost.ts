import type { DayOrInstant, RecordRef } from './entities.ts';

/** What a campaign cost, or may cost, as its CRM says: a Salesforce campaign's own field, or one item of a HubSpot one. */
export interface CampaignCost {
  readonly kind: 'spend' | 'budget';
  /** The record that says so. */
  readonly ref: RecordRef;
  readonly campaign: RecordRef;
  /** The campaign this one is part of. */
  readonly parent: RecordRef | null;
  /** Decimal text in major units, as the CRM gives it; null where blank. */
  readonly amount: string | null;
  /** ISO 4217; null where the CRM has one currency and does not say which. */
  readonly currency: string | null;
  /** First and last day of the campaign. */
  readonly from: DayOrInstant | null;
  readonly to: DayOrInstant | null;
}
