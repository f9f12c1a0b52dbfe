import type { CrmConfig } from '../../domain/config.ts';
import type { CrmRecord, DealPerson, DealRecord } from '../../domain/entities.ts';
import { foreignRefsOf } from './foreign-refs.ts';
import { dateOf, decimalOf, flagOf, linkedOne, refOf, textOf } from './record-values.ts';
import { sourceOf } from './source.ts';
import { STAGE_IS_CLOSED, STAGE_IS_WON } from './stage-fields.ts';

/** Throws AppError 'record-invalid' for an amount that is no number or a date that is none. */
export function toDeal(record: CrmRecord, config: CrmConfig): DealRecord {
  return {
    kind: 'deal',
    ref: refOf(record),
    name: textOf(record, 'dealname'),
    foreignRefs: foreignRefsOf(record, config),
    company: linkedOne(record, 'companies', 'hs_primary_associated_company'),
    people: peopleOf(record),
    createdAt: dateOf(record, 'createdate') ?? record.createdAt,
    closedAt: dateOf(record, 'closedate'),
    ...outcomeOf(record, config),
    stage: textOf(record, 'dealstage'),
    amount: decimalOf(record, 'amount'),
    currency: textOf(record, 'deal_currency_code')?.toUpperCase() ?? null,
    business: businessOf(record, config),
    lossReason: textOf(record, config.lossReason ?? 'closed_lost_reason'),
    source: sourceOf(record, config),
    campaign: null,
    contractEnd: config.contractEnd === undefined ? null : dateOf(record, config.contractEnd),
    ownerId: textOf(record, 'hubspot_owner_id'),
  };
}

/** A contact that is the only one is the primary one. */
function peopleOf(record: CrmRecord): readonly DealPerson[] {
  const links = record.links.filter(({ to }) => to.object === 'contacts');
  const primary = links.find(({ isPrimary }) => isPrimary) ?? (links.length === 1 ? links[0] : undefined);
  return links.map((link) => ({ person: link.to, isPrimary: link === primary }));
}

/** What the config says of the stage, else HubSpot's own flags, else what the pipeline says. */
function outcomeOf(record: CrmRecord, { stages }: CrmConfig): { isWon: boolean; isClosed: boolean } {
  const stage = textOf(record, 'dealstage') ?? '';
  if (stages.won?.includes(stage) === true) return { isWon: true, isClosed: true };
  if (stages.lost?.includes(stage) === true) return { isWon: false, isClosed: true };
  const isWon = flagOf(record, 'hs_is_closed_won') ?? flagOf(record, STAGE_IS_WON) ?? false;
  const isClosed = flagOf(record, 'hs_is_closed') ?? flagOf(record, STAGE_IS_CLOSED) ?? false;
  return { isWon, isClosed: isClosed || isWon };
}

function businessOf(record: CrmRecord, { dealTypes }: CrmConfig): DealRecord['business'] {
  const type = textOf(record, 'dealtype');
  if (type === null) return null;
  if ((dealTypes.new ?? ['newbusiness']).includes(type)) return 'new';
  return (dealTypes.existing ?? ['existingbusiness']).includes(type) ? 'existing' : null;
}
