import type { FieldDefinition, FieldType, Wording } from '../fields.ts';
import { hubspotFieldName } from './field-names.ts';

/** Group that holds RevLoop's properties on each object. */
export const PROPERTY_GROUP = { name: 'revloop', label: 'RevLoop KPI' } as const;

/** Body that creates the property of a RevLoop field. https://developers.hubspot.com/docs/guides/api/crm/properties */
export function propertyOf(definition: FieldDefinition) {
  return {
    name: hubspotFieldName(definition),
    label: bothLanguages(definition.label),
    description: bothLanguages(definition.help),
    groupName: PROPERTY_GROUP.name,
    formField: false,
    ...typeOf(definition.type),
  };
}

function typeOf(type: FieldType) {
  switch (type.kind) {
    case 'text':
    case 'url':
      return { type: 'string', fieldType: 'text' };
    case 'currency':
      return { type: 'number', fieldType: 'number', numberDisplayHint: 'currency', showCurrencySymbol: true };
    case 'number':
      return { type: 'number', fieldType: 'number', numberDisplayHint: 'formatted' };
    // HubSpot shows 0.16 as 16 %.
    case 'percent':
      return { type: 'number', fieldType: 'number', numberDisplayHint: 'percentage' };
    case 'date':
      return { type: 'date', fieldType: 'date' };
    case 'date-time':
      return { type: 'datetime', fieldType: 'date' };
    case 'picklist':
      return { type: 'enumeration', fieldType: 'select', options: optionsOf(type) };
  }
}

function optionsOf({ options }: Extract<FieldType, { kind: 'picklist' }>) {
  return options.map(({ value, label }, displayOrder) => ({
    value,
    label: bothLanguages(label),
    displayOrder,
    hidden: false,
  }));
}

/** A HubSpot property has one text for all users. */
function bothLanguages({ ja, en }: Wording): string {
  return `${ja} / ${en}`;
}
