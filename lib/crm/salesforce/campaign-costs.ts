import type { CampaignCost } from '../../domain/campaign-cost.ts';
import type { CrmRecord } from '../../domain/entities.ts';
import { decimalOf, momentOf, refOf, textOf } from './record-values.ts';

export const SALESFORCE_SPEND_OBJECTS: readonly string[] = [
  'CurrencyType',
  'DatedConversionRate',
  'Campaign',
];

/** A blank cost comes as 0 too, and is none. */
const AMOUNTS = [
  ['spend', 'ActualCost'],
  ['budget', 'BudgetedCost'],
] as const;

/**
 * A campaign's own cost and budget. `HierarchyActualCost` and its like hold those of its children once more and are not
 * read. https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_campaign.htm
 * Throws AppError 'record-invalid' for an amount or a day that is none
 */
export function toSalesforceCosts(record: CrmRecord): readonly CampaignCost[] {
  if (record.object !== 'Campaign') return [];
  const { crm, object, id } = record;
  return AMOUNTS.flatMap(([kind, field]) => {
    const amount = decimalOf(record, field);
    if (amount === null || Number(amount) === 0) return [];
    const ref = { crm, object, id };
    return [
      {
        kind,
        ref,
        campaign: ref,
        parent: refOf(record, 'ParentId', 'Campaign'),
        amount,
        currency: textOf(record, 'CurrencyIsoCode'),
        from: momentOf(record, 'StartDate'),
        to: momentOf(record, 'EndDate'),
      },
    ];
  });
}
