import type { ObjectName } from './object-names.ts';
import { type Kind, type Line, OPTIONS, PROPERTIES } from './object-properties.ts';
import type { PropertyDefinition, PropertyDraft, PropertyOption } from './property-definition.ts';
import { vendorProperty } from './property-definition.ts';

const COMMON: readonly Line[] = [
  ['hs_object_id', 'Record ID', 'number', 'read-only'],
  ['hs_merged_object_ids', 'Merged Record IDs', 'external', 'read-only'],
  ['hs_object_source', 'Record creation source', 'text', 'read-only'],
  ['hs_object_source_id', 'Record creation source ID', 'text', 'read-only'],
  ['hs_object_source_label', 'Record source', 'text', 'read-only'],
  ['hubspot_owner_id', 'Owner', 'external'],
];

const TYPES: Readonly<Record<Kind, readonly [type: string, fieldType: string]>> = {
  text: ['string', 'text'],
  number: ['number', 'number'],
  datetime: ['datetime', 'date'],
  bool: ['bool', 'booleancheckbox'],
  select: ['enumeration', 'select'],
  external: ['enumeration', 'select'],
};

/** Written at creation, read-only after; a contact's is never writable. */
export const SETTABLE_AT_CREATION: readonly string[] = ['createdate', 'hs_createdate'];

/** The group that HubSpot's own properties of this object are in. */
export function mainGroup(object: ObjectName): string {
  return `${object.singular.replace('_', '')}information`;
}

/** What every portal has for this object, whatever its export holds. */
export function standardProperties(object: ObjectName): readonly PropertyDefinition[] {
  const stamps: readonly Line[] = [
    ...object.createdProperties.map((name): Line => [name, 'Create Date', 'datetime', 'read-only']),
    [object.modifiedProperty, 'Last Modified Date', 'datetime', 'read-only'],
  ];
  const lines = [...COMMON, ...stamps, ...(PROPERTIES[object.plural] ?? [])];
  return lines.map(([name, label, kind, access]) => {
    const [type, fieldType] = TYPES[kind];
    const draft: PropertyDraft = {
      name,
      label,
      type,
      fieldType,
      groupName: mainGroup(object),
      options: kind === 'bool' ? BOOLEAN_OPTIONS : toOptions(OPTIONS[name] ?? []),
      externalOptions: kind === 'external',
      hasUniqueValue: name === 'hs_object_id',
    };
    return vendorProperty(draft, { isReadOnly: access === 'read-only' });
  });
}

export function toOptions(values: readonly string[]): readonly PropertyOption[] {
  return values.map((value, displayOrder) => ({ label: value, value, displayOrder, hidden: false }));
}

export const BOOLEAN_OPTIONS: readonly PropertyOption[] = toOptions(['true', 'false']);
