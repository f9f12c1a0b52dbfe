import type { CrmConfig } from '../../domain/config.ts';
import type { CrmRecord } from '../../domain/entities.ts';
import type { StageChange } from '../../domain/record-history.ts';
import { refOf, textOf } from './record-values.ts';

/** Fields of a deal, and of a lead, whose history counts. */
const DEAL_FIELDS: Readonly<Record<string, StageChange['field']>> = {
  StageName: 'stage',
  Amount: 'amount',
  CloseDate: 'close-date',
};
const LEAD_FIELDS: Readonly<Record<string, StageChange['field']>> = { Status: 'status' };

interface History {
  /** Lookup to the record whose history it is, and that record's object. */
  readonly of: string;
  readonly object: string;
  readonly fields: Readonly<Record<string, StageChange['field']>>;
  /** `row`: each field has its column. `field`: a row names one field and its new value. */
  readonly form: 'row' | 'field';
}

/** https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_opportunityfieldhistory.htm */
const HISTORIES: Readonly<Record<string, History>> = {
  OpportunityHistory: { of: 'OpportunityId', object: 'Opportunity', fields: DEAL_FIELDS, form: 'row' },
  OpportunityFieldHistory: { of: 'OpportunityId', object: 'Opportunity', fields: DEAL_FIELDS, form: 'field' },
  LeadHistory: { of: 'LeadId', object: 'Lead', fields: LEAD_FIELDS, form: 'field' },
};

/**
 * Earlier values of tracked fields that a history row is; empty for other records. The row `created` of a field
 * history holds no values, and lookups write two rows that name no field of these: both give nothing.
 */
export function toSalesforceChanges(record: CrmRecord, _config: CrmConfig): readonly StageChange[] {
  const history = HISTORIES[record.object];
  if (history === undefined || record.deleted) return [];
  const of = refOf(record, history.of, history.object);
  const at = record.createdAt;
  if (of === null || at === null) return [];
  const ref = { crm: record.crm, object: record.object, id: record.id };
  const changeOf = (field: StageChange['field'], column: string): StageChange => ({
    kind: 'stage-change',
    ref,
    of,
    field,
    value: textOf(record, column),
    at,
  });
  if (history.form === 'row')
    return Object.entries(history.fields).map(([column, field]) => changeOf(field, column));
  const field = history.fields[textOf(record, 'Field') ?? ''];
  return field === undefined ? [] : [changeOf(field, 'NewValue')];
}
