import type { FieldDefinition } from './field-definition.ts';
import type { Org } from './org.ts';
import type { XmlValue } from './soap-xml.ts';
import { type FieldType, isNumberType } from './value-types.ts';

const MAX_LINE = 255;

const TYPE_NAMES: Readonly<Record<FieldType, string>> = {
  id: 'Text',
  reference: 'Lookup',
  string: 'Text',
  textarea: 'TextArea',
  picklist: 'Picklist',
  multipicklist: 'MultiselectPicklist',
  email: 'Email',
  phone: 'Phone',
  url: 'Url',
  boolean: 'Checkbox',
  int: 'Number',
  double: 'Number',
  currency: 'Currency',
  percent: 'Percent',
  date: 'Date',
  datetime: 'DateTime',
  address: 'Address',
};

/** A custom field as `readMetadata` sends it, whether or not it is granted; undefined when there is none. */
export function drawCustomField(org: Org, fullName: string): XmlValue {
  const [object = '', name = ''] = fullName.split('.');
  const field = org.catalog.findField(object, name);
  if (field === undefined || !field.custom) return undefined;
  return {
    fullName,
    externalId: field.externalId,
    ...(field.helpText === undefined ? {} : { inlineHelpText: field.helpText }),
    label: field.label,
    ...sizeOf(field),
    required: field.type === 'boolean' ? undefined : !field.nillable,
    defaultValue: field.type === 'boolean' ? 'false' : undefined,
    trackTrending: false,
    type: field.type === 'textarea' && field.length > MAX_LINE ? 'LongTextArea' : TYPE_NAMES[field.type],
    unique: field.unique,
    ...(field.picklistValues === undefined ? {} : { valueSet: valueSetOf(field, field.picklistValues) }),
  };
}

function sizeOf(field: FieldDefinition): { readonly [name: string]: XmlValue } {
  if (isNumberType(field.type)) return { precision: field.precision, scale: field.scale };
  return field.type === 'string' || field.type === 'textarea' ? { length: field.length } : {};
}

function valueSetOf(field: FieldDefinition, values: readonly string[]): XmlValue {
  return {
    restricted: field.restrictedPicklist,
    valueSetDefinition: {
      sorted: false,
      value: values.map((value) => ({ fullName: value, default: false, label: value })),
    },
  };
}
