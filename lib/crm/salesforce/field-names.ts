import type { FieldDefinition, FieldOwner } from '../fields.ts';

/** The object each kind of RevLoop field sits on. People carry fields while they are leads only. */
export const SALESFORCE_OBJECT_OF: Readonly<Record<FieldOwner, string>> = {
  deal: 'Opportunity',
  person: 'Lead',
  company: 'Account',
  campaign: 'Campaign',
};

/** API name of a RevLoop field, e.g. `RevLoop_Channel_CAC__c`. */
export function salesforceFieldName(definition: Pick<FieldDefinition, 'stem'>): string {
  return `RevLoop_${definition.stem}__c`;
}
