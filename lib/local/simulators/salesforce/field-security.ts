import { nextId, type Org } from './org.ts';
import { userStamp } from './record-changes.ts';
import { badRequest } from './salesforce-errors.ts';
import type { FieldValue, StoredRow } from './value-types.ts';

/** What the API user may do with a field. */
export type FieldRight = 'hidden' | 'read' | 'edit';

/** Profiles keep their field permissions in permission sets of their own. */
const API_PROFILE = 'X00eSM_Integration';
const ADMIN_PROFILE = 'X00eSM_SystemAdministrator';

/** Sets field-level security for the API user, beside what permission sets RevLoop may have made. */
export function setFieldAccess(org: Org, object: string, name: string, right: FieldRight): void {
  const field = org.catalog.findField(object, name);
  const owner = org.catalog.findObject(object);
  if (field === undefined || owner === undefined)
    throw badRequest('INVALID_FIELD', `No such column '${name}' on sobject of type ${object}`);
  org.catalog.setField(owner.name, { ...field, needsGrant: true });
  const full = `${owner.name}.${field.name}`;
  for (const row of org.store.table('FieldPermissions').holding('Field', full)) {
    org.store.remove('FieldPermissions', row);
  }
  // Administrators see every field: their grant is what tells a hidden field from one that is not there.
  grant(org, profileSet(org, ADMIN_PROFILE, undefined), full, 'edit');
  if (right !== 'hidden') grant(org, profileSet(org, API_PROFILE, org.userId), full, right);
}

/** True where the API user may not see an object that is there. */
export const isHiddenObject = (org: Org, object: string): boolean => org.rules.hiddenObjects.has(object);

function profileSet(org: Org, name: string, assigneeId: string | undefined): StoredRow {
  const known = org.store.table('PermissionSet').holding('Name', name)[0];
  if (known !== undefined) return known;
  const set = add(org, 'PermissionSet', {
    Name: name,
    Label: name,
    IsCustom: true,
    IsOwnedByProfile: true,
    HasActivationRequired: false,
  });
  if (assigneeId !== undefined)
    add(org, 'PermissionSetAssignment', { PermissionSetId: set.id, AssigneeId: assigneeId, IsActive: true });
  return set;
}

function grant(org: Org, set: StoredRow, field: string, right: FieldRight): void {
  add(org, 'FieldPermissions', {
    ParentId: set.id,
    SobjectType: field.split('.')[0] ?? null,
    Field: field,
    PermissionsRead: true,
    PermissionsEdit: right === 'edit',
  });
}

function add(org: Org, object: string, values: Readonly<Record<string, FieldValue>>): StoredRow {
  const id = nextId(org, object);
  const stamp = userStamp(org);
  const start = {
    Id: id,
    IsDeleted: false,
    CreatedById: org.userId,
    CreatedDate: stamp['SystemModstamp'] ?? null,
  };
  const row = { id, values: { ...start, ...values, ...stamp } };
  org.store.put(object, row);
  return row;
}
