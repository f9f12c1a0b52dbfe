import { AppError } from '../domain/app-error.ts';
import type { CampaignCost } from '../domain/campaign-cost.ts';
import type { CrmConfig } from '../domain/config.ts';
import type { CrmRecord, Entity, FieldValue } from '../domain/entities.ts';
import type { RecordMerge, StageChange, StageMeaning } from '../domain/record-history.ts';
import type { FieldDefinition, FieldOwner } from './fields.ts';
import { HUBSPOT_SPEND_OBJECTS, toHubspotCosts } from './hubspot/campaign-costs.ts';
import { HUBSPOT_OBJECT_OF, hubspotFieldName } from './hubspot/field-names.ts';
import { toHubspotValue } from './hubspot/field-value.ts';
import { hubspotMergesOf } from './hubspot/merges.ts';
import { HUBSPOT_OBJECTS, HUBSPOT_WRITE_BATCH } from './hubspot/object-names.ts';
import { toHubspotEntity } from './hubspot/records.ts';
import { toHubspotChanges } from './hubspot/stage-changes.ts';
import { hubspotMeaningsOf } from './hubspot/stage-meanings.ts';
import { SALESFORCE_SPEND_OBJECTS, toSalesforceCosts } from './salesforce/campaign-costs.ts';
import { SALESFORCE_OBJECT_OF, salesforceFieldName } from './salesforce/field-names.ts';
import { toSalesforceValue } from './salesforce/field-value.ts';
import { salesforceMergesOf } from './salesforce/merges.ts';
import { SALESFORCE_OBJECTS, SALESFORCE_WRITE_BATCH } from './salesforce/objects.ts';
import { toSalesforceEntity } from './salesforce/records.ts';
import { toSalesforceChanges } from './salesforce/stage-changes.ts';
import { salesforceMeaningsOf } from './salesforce/stage-meanings.ts';

/** What shared code must know about a CRM's records, without its client. A further CRM is one more entry. */
export interface RecordMap {
  /** Objects that are synced, parents first. */
  readonly objects: readonly string[];
  /** Records per write call. */
  readonly writeBatch: number;
  /** The entity a record stands for; null for objects that are none. Throws `record-invalid`. */
  readonly toEntity: (record: CrmRecord, config: CrmConfig) => Entity | null;
  /** Objects that say what campaigns cost, with those that name the campaigns and the currency rates. */
  readonly spendObjects: readonly string[];
  /** Costs and budgets that a record tells of. Throws `record-invalid`. */
  readonly toCosts: (record: CrmRecord) => readonly CampaignCost[];
  /** Earlier values of tracked fields that a record carries or is; empty where it has none. */
  readonly toChanges: (record: CrmRecord, config: CrmConfig) => readonly StageChange[];
  /** The stages that a change's value stands for. */
  readonly meaningsOf: (change: StageChange, config: CrmConfig) => readonly StageMeaning[];
  /** Merges that a record tells of, deleted records included. */
  readonly mergesOf: (record: CrmRecord) => readonly RecordMerge[];
  /** Stamps and counters that move without anybody changing the record. */
  readonly volatile: ReadonlySet<string>;
  readonly fieldName: (definition: FieldDefinition) => string;
  /** A value as the CRM will return it once written. Ratios go in as 0–1, days as `YYYY-MM-DD`. */
  readonly toFieldValue: (definition: FieldDefinition, value: string | number | null) => FieldValue;
  /** The object that carries the fields of each owner, where the CRM has one. */
  readonly objectOf: Readonly<Partial<Record<FieldOwner, string>>>;
}

export const CRM_NAMES = ['salesforce', 'hubspot'] as const;
export type CrmName = (typeof CRM_NAMES)[number];

export const RECORD_MAPS: Readonly<Record<CrmName, RecordMap>> = {
  salesforce: {
    objects: SALESFORCE_OBJECTS,
    writeBatch: SALESFORCE_WRITE_BATCH,
    toEntity: toSalesforceEntity,
    spendObjects: SALESFORCE_SPEND_OBJECTS,
    toCosts: toSalesforceCosts,
    toChanges: toSalesforceChanges,
    meaningsOf: salesforceMeaningsOf,
    mergesOf: salesforceMergesOf,
    volatile: new Set([
      'SystemModstamp',
      'LastModifiedDate',
      'LastModifiedById',
      'LastViewedDate',
      'LastReferencedDate',
    ]),
    fieldName: salesforceFieldName,
    toFieldValue: toSalesforceValue,
    objectOf: SALESFORCE_OBJECT_OF,
  },
  hubspot: {
    objects: HUBSPOT_OBJECTS,
    writeBatch: HUBSPOT_WRITE_BATCH,
    toEntity: toHubspotEntity,
    spendObjects: HUBSPOT_SPEND_OBJECTS,
    toCosts: toHubspotCosts,
    toChanges: toHubspotChanges,
    meaningsOf: hubspotMeaningsOf,
    mergesOf: hubspotMergesOf,
    volatile: new Set([
      'lastmodifieddate',
      'hs_lastmodifieddate',
      'hs_updated_by_user_id',
      'hs_object_source_user_id',
    ]),
    fieldName: hubspotFieldName,
    toFieldValue: toHubspotValue,
    objectOf: HUBSPOT_OBJECT_OF,
  },
};

export function isCrmName(name: string): name is CrmName {
  return CRM_NAMES.some((known) => known === name);
}

/** The map of a CRM by its name in a reference. Throws `config-invalid` for a name nobody knows. */
export function recordMapOf(crm: string): RecordMap {
  if (!isCrmName(crm)) throw new AppError('config-invalid', `no records are known for the CRM ${crm}`);
  return RECORD_MAPS[crm];
}
