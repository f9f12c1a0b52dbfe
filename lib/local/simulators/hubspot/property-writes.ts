import * as z from 'zod';
import { invalidRequest } from './hubspot-errors.ts';
import type { ObjectTable } from './object-table.ts';
import type { Portal } from './portal.ts';
import { customProperty, type PropertyDefinition } from './property-definition.ts';

const OptionSchema = z.object({
  label: z.string(),
  value: z.string(),
  description: z.string().optional(),
  displayOrder: z.int().default(-1),
  hidden: z.boolean().default(false),
});
/** What a PATCH may send. */
export const PropertyChangeSchema = z.object({
  label: z.string().min(1).optional(),
  type: z.enum(['bool', 'date', 'datetime', 'enumeration', 'number', 'phone_number', 'string']).optional(),
  fieldType: z.string().optional(),
  groupName: z.string().optional(),
  description: z.string().optional(),
  options: z.array(OptionSchema).optional(),
  displayOrder: z.int().optional(),
  hidden: z.boolean().optional(),
  formField: z.boolean().optional(),
});
/** What a POST must send. */
export const PropertyCreateSchema = PropertyChangeSchema.extend({
  name: z.string(),
  hasUniqueValue: z.boolean().optional(),
  externalOptions: z.boolean().optional(),
}).required({ label: true, type: true, fieldType: true, groupName: true });
type PropertyInput = z.infer<typeof PropertyCreateSchema>;

/** Field types that go with each type. https://developers.hubspot.com/docs/guides/api/crm/properties */
const FIELD_TYPES: Readonly<Record<string, readonly string[]>> = {
  string: ['text', 'textarea', 'html', 'file', 'phonenumber', 'calculation_equation'],
  number: ['number', 'calculation_equation'],
  bool: ['booleancheckbox', 'calculation_equation'],
  enumeration: ['select', 'radio', 'checkbox', 'booleancheckbox', 'calculation_equation'],
  date: ['date'],
  datetime: ['date'],
  phone_number: ['phonenumber'],
};

/** Throws the vendor's 400 for a draft it would refuse; the name must be free. */
export function addProperty(portal: Portal, table: ObjectTable, input: PropertyInput): PropertyDefinition {
  if (!/^[a-z][a-z0-9_]*$/.test(input.name)) {
    throw invalidRequest(`Property name ${input.name} must start with a letter and hold a-z, 0-9 and _ only`);
  }
  if (FIELD_TYPES[input.type]?.includes(input.fieldType) !== true) {
    throw invalidRequest(`fieldType ${input.fieldType} is not valid for type ${input.type}`);
  }
  if (table.catalog.group(input.groupName) === undefined) {
    throw invalidRequest(`Property group ${input.groupName} does not exist`);
  }
  const property = customProperty(input, portal.clock.nowMs());
  table.catalog.set(property);
  return property;
}

/** Nothing for a property that does not exist. */
export function archiveProperty(portal: Portal, { catalog }: ObjectTable, name: string): void {
  const current = catalog.get(name);
  if (current === undefined) return;
  if (current.hubspotDefined === true)
    throw invalidRequest(`${name} is defined by HubSpot and can't be archived`);
  catalog.set({ ...current, archived: true, archivedAt: nowIso(portal) });
}

export function nowIso(portal: Portal): string {
  return new Date(portal.clock.nowMs()).toISOString();
}

export function propertyExists(name: string) {
  return {
    status: 'error' as const,
    category: 'OBJECT_ALREADY_EXISTS',
    subCategory: 'Properties.PROPERTY_WITH_NAME_EXISTS',
    message: `A property named '${name}' already exists.`,
    context: { name: [name] },
  };
}
