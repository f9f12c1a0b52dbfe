import type { Org } from './org.ts';
import { shortId } from './record-ids.ts';
import type { Refusal } from './salesforce-errors.ts';
import type { FieldValue, StoredRow } from './value-types.ts';

type Values = Readonly<Record<string, FieldValue>>;

/** Why `values` may not be written beside the records there are; undefined when they may. */
export function findDuplicate(org: Org, object: string, values: Values, ownId?: string): Refusal | undefined {
  if (object === 'PermissionSetAssignment') return findAssignment(org, values);
  for (const field of org.catalog.fieldsOf(object)) {
    const value = values[field.name] ?? null;
    if (!field.unique || value === null) continue;
    const other = findByValue(org, object, field.name, value).find((row) => row.id !== ownId);
    if (other === undefined) continue;
    return {
      code: 'DUPLICATE_VALUE',
      message: `duplicate value found: ${field.name} duplicates value on record with id: ${shortId(other.id)}`,
      fields: [field.name],
    };
  }
  return undefined;
}

/** Records that are not deleted and hold `value`; texts match without regard to case. */
export function findByValue(
  org: Org,
  object: string,
  field: string,
  value: FieldValue,
): readonly StoredRow[] {
  if (field === 'Id') {
    const row = org.store.table(object).find(String(value));
    return row === undefined || row.values['IsDeleted'] === true ? [] : [row];
  }
  return org.store
    .table(object)
    .holding(field, value)
    .filter((row) => row.values['IsDeleted'] !== true);
}

function findAssignment(org: Org, values: Values): Refusal | undefined {
  const { AssigneeId: assignee = null, PermissionSetId: set = null } = values;
  const other = findByValue(org, 'PermissionSetAssignment', 'AssigneeId', assignee).find(
    (row) => row.values['PermissionSetId'] === set,
  );
  if (other === undefined) return undefined;
  return {
    code: 'DUPLICATE_VALUE',
    message: `Duplicate PermissionSetAssignment.  Assignee: ${shortId(String(assignee))}; Permission Set: ${shortId(String(set))}`,
    fields: ['AssigneeId', 'PermissionSetId'],
  };
}
