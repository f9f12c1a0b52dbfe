import type { CrmConfig } from '../../domain/config.ts';
import type { CrmRecord, DealRecord } from '../../domain/entities.ts';
import { isListed } from './lead-stages.ts';
import { sourceOf } from './record-source.ts';
import { booleanOf, decimalOf, hubspotRefs, momentOf, refOf, textOf } from './record-values.ts';

/** An opportunity. Its people come as records of their own (OpportunityContactRole). */
export function toDeal(record: CrmRecord, config: CrmConfig): DealRecord {
  return {
    kind: 'deal',
    ref: { crm: record.crm, object: record.object, id: record.id },
    name: textOf(record, 'Name'),
    foreignRefs: hubspotRefs(record, config.foreignId, 'deals'),
    company: refOf(record, 'AccountId', 'Account'),
    people: [],
    createdAt: record.createdAt,
    closedAt: momentOf(record, 'CloseDate'),
    ...outcomeOf(record, config),
    stage: textOf(record, 'StageName'),
    amount: decimalOf(record, 'Amount'),
    // The field exists in orgs with several currencies only.
    currency: textOf(record, 'CurrencyIsoCode'),
    business: businessOf(record, config),
    lossReason: config.lossReason === undefined ? null : textOf(record, config.lossReason),
    source: sourceOf(record, config),
    campaign: refOf(record, 'CampaignId', 'Campaign'),
    contractEnd: config.contractEnd === undefined ? null : momentOf(record, config.contractEnd),
    ownerId: textOf(record, 'OwnerId'),
  };
}

/** A mapped list of won or lost stages replaces what the org says; a closed stage in neither list is still open. */
function outcomeOf(record: CrmRecord, config: CrmConfig): { isClosed: boolean; isWon: boolean } {
  const { won, lost } = config.stages;
  const stage = textOf(record, 'StageName');
  const saysClosed = booleanOf(record, 'IsClosed');
  const saysWon = booleanOf(record, 'IsWon');
  const isWon = won === undefined ? saysWon && !isListed(lost, stage) : isListed(won, stage);
  const isLost = lost === undefined ? saysClosed && !saysWon && !isWon : isListed(lost, stage);
  return { isClosed: isWon || isLost, isWon };
}

/** Unmapped or blank types are null: whether the account had won before decides then. */
function businessOf(record: CrmRecord, config: CrmConfig): DealRecord['business'] {
  const type = textOf(record, 'Type');
  if (isListed(config.dealTypes.new, type)) return 'new';
  return isListed(config.dealTypes.existing, type) ? 'existing' : null;
}
