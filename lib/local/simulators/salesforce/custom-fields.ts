import { computedProblem, computedTraits } from './computed-field.ts';
import type { CustomFieldMetadata } from './custom-field-metadata.ts';
import { defineField, type FieldDefinition } from './field-definition.ts';
import { nextId, type Org, stampNow } from './org.ts';
import type { Refusal } from './salesforce-errors.ts';
import { type FieldType, type FieldValue, isIdType, isNumberType, parseText } from './value-types.ts';

type DefineOutcome =
  | { readonly ok: true; readonly created: boolean; readonly id: string }
  | { readonly ok: false; readonly refusal: Refusal };

const TYPES: Readonly<Record<string, FieldType>> = {
  Text: 'string',
  TextArea: 'textarea',
  LongTextArea: 'textarea',
  Html: 'textarea',
  Email: 'email',
  Phone: 'phone',
  Url: 'url',
  Checkbox: 'boolean',
  Number: 'double',
  Currency: 'currency',
  Percent: 'percent',
  Date: 'date',
  DateTime: 'datetime',
  Picklist: 'picklist',
  MultiselectPicklist: 'multipicklist',
  Lookup: 'reference',
  Summary: 'double',
};
const MAX_TEXT = 255;
const MAX_DIGITS = 18;
const FIELD_NAME = /^[A-Za-z]\w*__c$/;

const refuse = (code: string, message: string): DefineOutcome => ({ ok: false, refusal: { code, message } });

/** Creates or changes the custom field `Lead.Ext__c`. A new field is seen by nobody until it is granted. */
export function defineCustomField(org: Org, fullName: string, metadata: CustomFieldMetadata): DefineOutcome {
  const [objectName = '', name = ''] = fullName.split('.');
  const object = org.catalog.findObject(objectName);
  if (object === undefined || object.tooling) {
    return refuse('INVALID_CROSS_REFERENCE_KEY', `Entity of type '${objectName}' was not found`);
  }
  if (!FIELD_NAME.test(name)) {
    return refuse('INVALID_FULL_NAME', `The full name must end in __c: ${fullName}`);
  }
  const problem = checkMetadata(metadata) ?? computedProblem(org, object.name, metadata);
  if (problem !== undefined) return refuse('FIELD_INTEGRITY_EXCEPTION', problem);
  const before = org.catalog.findField(object.name, name);
  const field = toDefinition(before?.name ?? name, metadata, before);
  org.catalog.setField(object.name, field);
  if (before !== undefined && before.type !== field.type) {
    convertValues(org, object.name, field);
    // A conversion of a field's type sends no event per record, but says that all may have changed.
    org.changes.gap(org, object.name, 'GAP_UPDATE', [`${object.keyPrefix}*`]);
  }
  return { ok: true, created: before === undefined, id: keepRow(org, object.name, field) };
}

function checkMetadata({ type, ...given }: CustomFieldMetadata): string | undefined {
  if (type === undefined || TYPES[type] === undefined) return `Unknown field type: ${type ?? ''}`;
  const kind = `a CustomField of type ${type}`;
  if (given.label === undefined) return 'Required field is missing: label';
  if (type === 'Checkbox' && given.required !== undefined) return `Can not specify 'required' for ${kind}`;
  if (type === 'Checkbox' && given.defaultValue === undefined)
    return `Must specify 'defaultValue' for ${kind}`;
  // A formula takes its size from what it gives.
  if (given.formula !== undefined) return undefined;
  if (type === 'Text' && (given.length === undefined || given.length > MAX_TEXT))
    return `Must specify 'length' of at most ${MAX_TEXT} for ${kind}`;
  if (type === 'LongTextArea' || type === 'MultiselectPicklist') {
    if (given.visibleLines === undefined) return `Must specify 'visibleLines' for ${kind}`;
  }
  const isQuantity = type === 'Number' || type === 'Currency' || type === 'Percent';
  if (isQuantity && (given.precision === undefined || given.scale === undefined))
    return `Must specify 'precision' and 'scale' for ${kind}`;
  if (isQuantity && (given.precision ?? 0) > MAX_DIGITS)
    return `Precision of ${kind} is at most ${MAX_DIGITS}`;
  return undefined;
}

function toDefinition(
  name: string,
  metadata: CustomFieldMetadata,
  before: FieldDefinition | undefined,
): FieldDefinition {
  const type = TYPES[metadata.type ?? ''] ?? 'string';
  const { length, precision, scale, valueSet, inlineHelpText } = metadata;
  const isRequired = metadata.required === true;
  const plain = defineField(name, type);
  return {
    ...plain,
    label: metadata.label ?? plain.label,
    length: length ?? plain.length,
    precision: precision ?? plain.precision,
    scale: scale ?? plain.scale,
    nillable: plain.nillable && !isRequired,
    unique: metadata.unique ?? false,
    externalId: metadata.externalId ?? false,
    restrictedPicklist: valueSet?.restricted ?? false,
    // Salesforce shows a required field to everyone who sees the object.
    needsGrant: before?.needsGrant ?? !isRequired,
    ...(inlineHelpText === undefined ? {} : { helpText: inlineHelpText }),
    ...(valueSet?.valueSetDefinition === undefined ? {} : { picklistValues: choicesOf(metadata) }),
    ...(type === 'reference' ? lookupTraits(name, metadata) : {}),
    ...computedTraits(metadata),
  };
}

function choicesOf({ valueSet }: CustomFieldMetadata): readonly string[] {
  const values = valueSet?.valueSetDefinition?.value ?? [];
  return values.flatMap((value) => value.fullName ?? value.valueName ?? value.label ?? []);
}

function lookupTraits(name: string, metadata: CustomFieldMetadata): Partial<FieldDefinition> {
  const referenceTo = metadata.referenceTo === undefined ? [] : [metadata.referenceTo];
  return { referenceTo, relationshipName: name.replace(/__c$/, '__r') };
}

/** A field of another type keeps the values that fit it. */
function convertValues(org: Org, object: string, field: FieldDefinition): void {
  for (const row of org.store.table(object).list()) {
    const value = row.values[field.name];
    if (value === undefined || value === null) continue;
    const keepsText = !isNumberType(field.type) && !isIdType(field.type);
    const converted: FieldValue = parseText(field.type, String(value)) ?? null;
    org.store.update(object, row, { [field.name]: keepsText ? converted : Number(converted) });
  }
}

const shortName = (field: string): string => field.replace(/__c$/, '');

function findCustomFieldRow(org: Org, object: string, field: string) {
  return org.store
    .table('CustomField')
    .list()
    .find(({ values }) => values['TableEnumOrId'] === object && values['DeveloperName'] === shortName(field));
}

function keepRow(org: Org, object: string, field: FieldDefinition): string {
  const before = findCustomFieldRow(org, object, field.name);
  const id = before?.id ?? nextId(org, 'CustomField');
  const stamp = stampNow(org);
  const start = before?.values ?? { CreatedDate: stamp, CreatedById: org.userId, IsDeleted: false };
  org.store.put('CustomField', {
    id,
    values: {
      ...start,
      Id: id,
      DeveloperName: shortName(field.name),
      TableEnumOrId: object,
      FullName: `${object}.${field.name}`,
      NamespacePrefix: null,
      Length: field.length === 0 ? null : field.length,
      InlineHelpText: field.helpText ?? null,
      LastModifiedDate: stamp,
      LastModifiedById: org.userId,
      SystemModstamp: stamp,
    },
  });
  return id;
}

/** Gives every custom column of the export folder its row in the Tooling API. */
export function listCustomFields(org: Org): void {
  for (const object of org.catalog.objects()) {
    const custom = org.catalog.fieldsOf(object.name).filter((field) => field.custom);
    for (const field of custom) keepRow(org, object.name, field);
  }
}

/** Removes a field and its grants; false when there is none. */
export function removeCustomField(org: Org, fullName: string): boolean {
  const [object = '', name = ''] = fullName.split('.');
  const field = org.catalog.findField(object, name);
  if (field === undefined || !field.custom) return false;
  org.catalog.removeField(object, name);
  const row = findCustomFieldRow(org, object, field.name);
  if (row !== undefined) org.store.remove('CustomField', row);
  for (const grant of org.store.table('FieldPermissions').list()) {
    if (grant.values['Field'] === fullName) org.store.remove('FieldPermissions', grant);
  }
  return true;
}
