import type { FieldDefinition } from './field-definition.ts';
import { labelOf } from './field-definition.ts';
import { readField } from './field-notation.ts';

export interface ObjectDefinition {
  readonly name: string;
  readonly label: string;
  readonly keyPrefix: string;
  readonly custom: boolean;
  /** Rows come from set-up only: no create, update or delete over the data API. */
  readonly readOnly: boolean;
  /** Served by the Tooling API only. */
  readonly tooling: boolean;
  readonly fields: readonly FieldDefinition[];
}

/** Fields that Salesforce itself keeps on every record. */
const SYSTEM_FIELDS = [
  'Id id default readonly',
  'IsDeleted boolean readonly',
  'CreatedDate datetime default readonly',
  'CreatedById reference(User) default readonly',
  'LastModifiedDate datetime default readonly',
  'LastModifiedById reference(User) default readonly',
  'SystemModstamp datetime default readonly',
];

export function standardObject(
  name: string,
  keyPrefix: string,
  lines: readonly string[],
  traits: Partial<ObjectDefinition> = {},
): ObjectDefinition {
  const [id = '', ...system] = SYSTEM_FIELDS;
  return {
    name,
    label: labelOf(name),
    keyPrefix,
    custom: name.endsWith('__c'),
    readOnly: false,
    tooling: false,
    fields: [id, ...lines, ...system].map(readField),
    ...traits,
  };
}

/** Lines of an address: its parts and the compound field over them. */
export function address(prefix: string): readonly string[] {
  return [
    `${prefix}Street textarea`,
    `${prefix}City string(40)`,
    `${prefix}State string(80)`,
    `${prefix}PostalCode string(20)`,
    `${prefix}Country string(80)`,
    `${prefix}Latitude double`,
    `${prefix}Longitude double`,
    `${prefix}Address address`,
  ];
}
