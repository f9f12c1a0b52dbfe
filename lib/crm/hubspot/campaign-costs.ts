import { AppError } from '../../domain/app-error.ts';
import type { CampaignCost } from '../../domain/campaign-cost.ts';
import type { CrmRecord } from '../../domain/entities.ts';
import { dateOf, decimalOf, refOf, textOf } from './record-values.ts';

export const HUBSPOT_SPEND_OBJECTS: readonly string[] = ['currency-rates', 'campaigns', 'campaign-items'];

/**
 * One spend or budget item. The sums on the campaign hold the items once more and are not read. Items have no day, vendor
 * or channel: those of their campaign count. https://developers.hubspot.com/docs/guides/api/marketing/campaigns (budget)
 * Throws AppError 'record-invalid' for an amount or a day that is none
 */
export function toHubspotCosts(record: CrmRecord): readonly CampaignCost[] {
  if (record.object !== 'campaign-items') return [];
  const amount = decimalOf(record, 'amount');
  if (amount === null || Number(amount) === 0) return [];
  const campaign = textOf(record, 'campaign');
  if (campaign === null)
    throw new AppError('record-invalid', `${record.object} ${record.id} names no campaign`);
  return [
    {
      kind: textOf(record, 'kind') === 'budget' ? 'budget' : 'spend',
      ref: refOf(record),
      campaign: { crm: record.crm, object: 'campaigns', id: campaign },
      parent: null,
      amount,
      currency: textOf(record, 'currency'),
      from: dateOf(record, 'startDate'),
      to: dateOf(record, 'endDate'),
    },
  ];
}
