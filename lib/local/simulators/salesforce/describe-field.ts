import type { FieldDefinition } from './field-definition.ts';
import { isNumberType, soapTypeOf } from './value-types.ts';

const BYTES_PER_CHARACTER = 3;
const INT_DIGITS = 8;
const UNFILTERABLE: readonly string[] = ['address', 'textarea'];

/** What no simulated field differs in. */
const SAME_FOR_ALL = {
  aiPredictionField: false,
  autoNumber: false,
  cascadeDelete: false,
  caseSensitive: false,
  compoundFieldName: null,
  controllerName: null,
  defaultValueFormula: null,
  dependentPicklist: false,
  deprecatedAndHidden: false,
  displayLocationInDecimal: false,
  encrypted: false,
  extraTypeInfo: null,
  filteredLookupInfo: null,
  formulaTreatNullNumberAsZero: false,
  highScaleNumber: false,
  htmlFormatted: false,
  mask: null,
  maskType: null,
  queryByDistance: false,
  referenceTargetField: null,
  relationshipOrder: null,
  restrictedDelete: false,
  searchPrefilterable: false,
  writeRequiresMasterRead: false,
} as const;

/** One field in the shape of `describe`. `choices` are the values of a picklist. */
export function describeField(field: FieldDefinition, choices: readonly string[]): object {
  const { name, type } = field;
  const isId = type === 'id';
  const isFilterable = !UNFILTERABLE.includes(type);
  const isReference = type === 'reference';
  return {
    ...SAME_FOR_ALL,
    aggregatable: isFilterable,
    byteLength: isId || isReference ? field.length : field.length * BYTES_PER_CHARACTER,
    calculated: field.calculated,
    calculatedFormula: field.formula ?? null,
    createable: field.createable,
    custom: field.custom,
    defaultValue: type === 'boolean' ? false : null,
    defaultedOnCreate: field.defaultedOnCreate,
    digits: type === 'int' ? INT_DIGITS : 0,
    externalId: field.externalId,
    filterable: isFilterable,
    groupable: isFilterable && !isNumberType(type) && type !== 'datetime',
    idLookup: isId || field.externalId || type === 'email',
    inlineHelpText: field.helpText ?? null,
    label: field.label,
    length: field.length,
    name,
    nameField: name === 'Name',
    namePointing: isReference && field.referenceTo.length > 1,
    nillable: field.nillable,
    permissionable: field.custom || (field.createable && field.nillable),
    picklistValues: choices.map(describeChoice),
    polymorphicForeignKey: isReference && field.referenceTo.length > 1,
    precision: field.precision,
    referenceTo: field.referenceTo,
    relationshipName: field.relationshipName ?? null,
    restrictedPicklist: field.restrictedPicklist,
    scale: field.scale,
    soapType: soapTypeOf(type),
    sortable: isFilterable,
    type,
    unique: field.unique,
    updateable: field.updateable,
  };
}

const describeChoice = (value: string): object => ({
  active: true,
  defaultValue: false,
  label: value,
  validFor: null,
  value,
});
