import type { FieldDefinition } from '../fields.ts';
import { SALESFORCE_OBJECT_OF, salesforceFieldName } from './field-names.ts';

/** https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/customfield.htm */
const HELP_CHARS = 510;
const LABEL_CHARS = 40;

const NUMBER_TYPES = { currency: 'Currency', number: 'Number', percent: 'Percent' } as const;

/** Name of a field as metadata writes it, e.g. `Lead.RevLoop_Lead_Rank__c`. */
export function fullNameOf(definition: FieldDefinition): string {
  return `${SALESFORCE_OBJECT_OF[definition.on]}.${salesforceFieldName(definition)}`;
}

/** A field as the Metadata API takes it. A label has one language, so help and description carry both. */
export function toCustomField(definition: FieldDefinition) {
  const { label, help } = definition;
  return {
    fullName: fullNameOf(definition),
    label: label.en.slice(0, LABEL_CHARS),
    description: `${label.ja}: ${help.ja}`,
    inlineHelpText: `${help.en} / ${help.ja}`.slice(0, HELP_CHARS),
    ...typeOf(definition.type),
  };
}

function typeOf(type: FieldDefinition['type']) {
  switch (type.kind) {
    case 'text':
      return { type: 'Text', length: type.length } as const;
    case 'url':
      return { type: 'Url' } as const;
    case 'currency':
    case 'number':
    case 'percent':
      return { type: NUMBER_TYPES[type.kind], precision: type.digits, scale: type.decimals } as const;
    case 'date':
      return { type: 'Date' } as const;
    case 'date-time':
      return { type: 'DateTime' } as const;
    case 'picklist':
      return { type: 'Picklist', valueSet: toValueSet(type.options) } as const;
  }
}

/** Restricted, so that nobody adds a value that the reports do not know. */
function toValueSet(options: Extract<FieldDefinition['type'], { readonly kind: 'picklist' }>['options']) {
  const value = options.map((option) => ({
    fullName: option.value,
    default: false,
    label: `${option.label.en} / ${option.label.ja}`,
  }));
  return { restricted: true, valueSetDefinition: { sorted: false, value } };
}
