import { type ObjectDefinition, standardObject } from './object-definition.ts';

/** History rows are never changed: they know their creation only. https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_opportunityfieldhistory.htm */
const NOT_KEPT = ['LastModifiedDate', 'LastModifiedById', 'SystemModstamp'];

/** Which object keeps the tracked fields of which, and by which lookup. */
export const FIELD_HISTORIES: Readonly<
  Record<string, { readonly object: string; readonly parentId: string }>
> = {
  Lead: { object: 'LeadHistory', parentId: 'LeadId' },
  Contact: { object: 'ContactHistory', parentId: 'ContactId' },
  Account: { object: 'AccountHistory', parentId: 'AccountId' },
  Opportunity: { object: 'OpportunityFieldHistory', parentId: 'OpportunityId' },
};

export const HISTORY_OBJECTS: readonly ObjectDefinition[] = [
  without(['LastModifiedDate', 'LastModifiedById'], 'OpportunityHistory', '008', [
    'OpportunityId reference(Opportunity) required readonly < OpportunityHistories',
    'StageName picklist readonly default',
    'Amount currency readonly',
    'ExpectedRevenue currency readonly',
    'CloseDate date readonly',
    'Probability percent readonly',
    'ForecastCategory picklist readonly',
  ]),
  ...Object.entries(FIELD_HISTORIES).map(([parent, { object, parentId }]) =>
    without(NOT_KEPT, object, '017', [
      `${parentId} reference(${parent}) required readonly < Histories`,
      'Field picklist required readonly',
      'DataType picklist readonly',
      'OldValue string(255) readonly',
      'NewValue string(255) readonly',
    ]),
  ),
];

function without(
  left: readonly string[],
  name: string,
  keyPrefix: string,
  lines: readonly string[],
): ObjectDefinition {
  const object = standardObject(name, keyPrefix, lines, { readOnly: true });
  return { ...object, fields: object.fields.filter((field) => !left.includes(field.name)) };
}
