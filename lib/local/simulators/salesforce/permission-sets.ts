import { nextId, type Org, stampNow } from './org.ts';
import type { Refusal } from './salesforce-errors.ts';
import { childrenNamed, childText, type XmlElement, type XmlValue } from './soap-xml.ts';
import type { FieldValue, StoredRow } from './value-types.ts';

interface FieldGrant {
  readonly field: string;
  readonly readable: boolean;
  readonly editable: boolean;
}

/** Grants named by a `PermissionSet` component; undefined when it names none, which leaves those there are. */
export function grantsIn(component: XmlElement): readonly FieldGrant[] | undefined {
  const elements = childrenNamed(component, 'fieldPermissions');
  if (elements.length === 0) return undefined;
  return elements.map((element) => ({
    field: childText(element, 'field') ?? '',
    readable: childText(element, 'readable') === 'true',
    editable: childText(element, 'editable') === 'true',
  }));
}

/** Why a grant cannot be given; undefined when it can. */
export function refuseGrant(org: Org, grants: readonly FieldGrant[]): Refusal | undefined {
  for (const { field, readable, editable } of grants) {
    const [object = '', name = ''] = field.split('.');
    const definition = org.catalog.findField(object, name);
    if (definition === undefined) {
      const message = `In field: field - no CustomField named ${field} found`;
      return { code: 'INVALID_CROSS_REFERENCE_KEY', message };
    }
    if (!definition.nillable && !definition.defaultedOnCreate) {
      return {
        code: 'FIELD_INTEGRITY_EXCEPTION',
        message: `You cannot deploy to a required field: ${field}`,
      };
    }
    if (editable && !readable) {
      const message = `Edit permission requires read permission on field ${field}`;
      return { code: 'FIELD_INTEGRITY_EXCEPTION', message };
    }
  }
  return undefined;
}

export function findPermissionSet(org: Org, name: string): StoredRow | undefined {
  return org.store
    .table('PermissionSet')
    .list()
    .find(({ values }) => values['Name'] === name && values['IsDeleted'] !== true);
}

/** Writes a permission set; `grants` take the place of those it had. */
export function putPermissionSet(
  org: Org,
  component: XmlElement,
  grants: readonly FieldGrant[] | undefined,
): void {
  const name = childText(component, 'fullName') ?? '';
  const before = findPermissionSet(org, name);
  const id = before?.id ?? nextId(org, 'PermissionSet');
  putRow(org, 'PermissionSet', id, {
    IsCustom: true,
    IsOwnedByProfile: false,
    HasActivationRequired: false,
    ...before?.values,
    Name: name,
    Label: childText(component, 'label') ?? before?.values['Label'] ?? name,
    Description: childText(component, 'description') ?? before?.values['Description'] ?? null,
  });
  if (grants === undefined) return;
  for (const row of grantRows(org, id)) org.store.remove('FieldPermissions', row);
  for (const { field, readable, editable } of grants) {
    putRow(org, 'FieldPermissions', nextId(org, 'FieldPermissions'), {
      ParentId: id,
      SobjectType: field.split('.')[0] ?? null,
      Field: field,
      PermissionsRead: readable,
      PermissionsEdit: editable,
    });
  }
}

function putRow(org: Org, object: string, id: string, values: Readonly<Record<string, FieldValue>>): void {
  const stamp = stampNow(org);
  const created = { CreatedDate: stamp, CreatedById: org.userId, IsDeleted: false };
  const stamped = { Id: id, LastModifiedDate: stamp, LastModifiedById: org.userId, SystemModstamp: stamp };
  org.store.put(object, { id, values: { ...created, ...values, ...stamped } });
}

const grantRows = (org: Org, permissionSetId: string): readonly StoredRow[] =>
  org.store
    .table('FieldPermissions')
    .list()
    .filter(({ values }) => values['ParentId'] === permissionSetId && values['IsDeleted'] !== true);

/** A permission set as `readMetadata` sends it; undefined when there is none of that name. */
export function drawPermissionSet(org: Org, name: string): XmlValue {
  const row = findPermissionSet(org, name);
  if (row === undefined) return undefined;
  const fieldPermissions = grantRows(org, row.id).map(({ values }) => ({
    editable: values['PermissionsEdit'] === true,
    field: String(values['Field']),
    readable: values['PermissionsRead'] === true,
  }));
  const { Label: label, Description: description } = row.values;
  return {
    fullName: name,
    ...(typeof description === 'string' ? { description } : {}),
    fieldPermissions,
    hasActivationRequired: false,
    label: String(label),
  };
}

/** Removes a permission set with its grants and assignments; false when there is none. */
export function removePermissionSet(org: Org, name: string): boolean {
  const row = findPermissionSet(org, name);
  if (row === undefined) return false;
  for (const grant of grantRows(org, row.id)) org.store.remove('FieldPermissions', grant);
  for (const assignment of org.store.table('PermissionSetAssignment').list()) {
    if (assignment.values['PermissionSetId'] === row.id)
      org.store.remove('PermissionSetAssignment', assignment);
  }
  org.store.remove('PermissionSet', row);
  return true;
}
