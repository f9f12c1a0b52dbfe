import type { FieldType } from './value-types.ts';

/** What a roll-up summary field counts or adds up. */
export interface Summary {
  readonly object: string;
  /** Lookup of the children to the record that shows the sum. */
  readonly parentField: string;
  /** Field of the children; none for a count. */
  readonly field?: string | undefined;
  readonly operation: 'count' | 'sum' | 'min' | 'max';
}

/** One field of an object, as far as describe, queries and writes need to know it. */
export interface FieldDefinition {
  readonly name: string;
  readonly label: string;
  readonly type: FieldType;
  /** Characters; 0 for types without a length. */
  readonly length: number;
  readonly precision: number;
  readonly scale: number;
  readonly nillable: boolean;
  readonly createable: boolean;
  readonly updateable: boolean;
  readonly defaultedOnCreate: boolean;
  readonly calculated: boolean;
  readonly custom: boolean;
  readonly unique: boolean;
  readonly externalId: boolean;
  readonly referenceTo: readonly string[];
  /** `Account` of `AccountId`: the name that SOQL paths use. */
  readonly relationshipName?: string;
  /** Name of the child list on the parent: `Contacts` of `Contact.AccountId`. */
  readonly childRelationshipName?: string;
  /** Prefix of the parts of a compound field: `Mailing` of `MailingAddress`. */
  readonly compoundPrefix?: string;
  readonly picklistValues?: readonly string[];
  readonly restrictedPicklist: boolean;
  readonly helpText?: string;
  /** Text of a formula field: its value is worked out at each read. */
  readonly formula?: string;
  /** A roll-up over child records: its value is worked out at each read. */
  readonly summary?: Summary;
  /** Created through the API: nobody sees it until a permission set grants it. */
  readonly needsGrant: boolean;
}

const LENGTHS: Partial<Record<FieldType, number>> = {
  id: 18,
  reference: 18,
  string: 255,
  textarea: 32_000,
  picklist: 255,
  multipicklist: 4_099,
  email: 80,
  phone: 40,
  url: 255,
};
const MAX_PRECISION = 18;
const SCALES: Partial<Record<FieldType, number>> = { currency: 2, double: 2 };

/** A plain, editable, nillable field of `type`; `traits` say where it differs. */
export function defineField(
  name: string,
  type: FieldType,
  traits: Partial<FieldDefinition> = {},
): FieldDefinition {
  const isNumber = type === 'double' || type === 'currency' || type === 'percent';
  return {
    name,
    label: labelOf(name),
    type,
    length: LENGTHS[type] ?? 0,
    precision: isNumber ? MAX_PRECISION : 0,
    scale: SCALES[type] ?? 0,
    nillable: type !== 'boolean',
    createable: true,
    updateable: true,
    defaultedOnCreate: type === 'boolean',
    calculated: false,
    custom: name.endsWith('__c'),
    unique: false,
    externalId: false,
    referenceTo: [],
    restrictedPicklist: false,
    needsGrant: false,
    ...traits,
  };
}

/** `NumberOfEmployees` → `Number Of Employees`, `AccountId` → `Account ID`, `Lead_Type__c` → `Lead Type`. */
export function labelOf(name: string): string {
  const words = name
    .replace(/__c$/, '')
    .replaceAll('_', ' ')
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2');
  return words.replace(/ Id$/, ' ID');
}
