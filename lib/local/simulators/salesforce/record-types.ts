import { nextId, type Org } from './org.ts';
import { enableRecordTypes } from './org-shape.ts';
import { userStamp } from './record-changes.ts';
import type { Refusal } from './salesforce-errors.ts';
import type { FieldValue } from './value-types.ts';

interface NewRecordType {
  readonly object: string;
  readonly name: string;
  readonly developerName: string;
  readonly active: boolean;
  /** Choices of picklists that records of this type may have. */
  readonly choices: Readonly<Record<string, readonly string[]>>;
}

const keyOf = (recordTypeId: string, field: string): string => `${recordTypeId}/${field}`;

/** Gives an object a record type; with the first one its records get the field `RecordTypeId`. */
export function addRecordType(org: Org, type: NewRecordType): string {
  const object = org.catalog.findObject(type.object)?.name ?? type.object;
  enableRecordTypes(org.catalog, object);
  const id = nextId(org, 'RecordType');
  const stamp = userStamp(org);
  const created = { IsDeleted: false, CreatedById: org.userId, CreatedDate: stamp['SystemModstamp'] ?? null };
  const named = { Name: type.name, DeveloperName: type.developerName, SobjectType: object };
  const values = { Id: id, ...created, ...named, IsActive: type.active, ...stamp };
  org.store.put('RecordType', { id, values });
  for (const [field, choices] of Object.entries(type.choices)) {
    org.rules.recordTypeChoices.set(keyOf(id, field), choices);
  }
  return id;
}

/** A choice that the record's type does not offer; undefined where all are offered. */
export function findUnofferedChoice(
  org: Org,
  object: string,
  written: Readonly<Record<string, FieldValue>>,
  recordTypeId: FieldValue | undefined,
): Refusal | undefined {
  if (typeof recordTypeId !== 'string' || org.rules.recordTypeChoices.size === 0) return undefined;
  for (const [name, value] of Object.entries(written)) {
    const choices = org.rules.recordTypeChoices.get(keyOf(recordTypeId, name));
    if (choices === undefined || value === null || choices.includes(value)) continue;
    const label = org.catalog.findField(object, name)?.label ?? name;
    return {
      code: 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
      message: `${label}: bad value for restricted picklist field: ${value}`,
      fields: [name],
    };
  }
  return undefined;
}
