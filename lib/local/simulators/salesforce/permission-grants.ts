import type { RecordStore } from './record-store.ts';

interface FieldAccess {
  readonly readable: boolean;
  readonly editable: boolean;
}

type Grants = ReadonlyMap<string, FieldAccess>;
const NO_ACCESS: FieldAccess = { readable: false, editable: false };

const known = new WeakMap<RecordStore, { readonly key: string; readonly grants: Grants }>();

/** What the permission sets assigned to `userId` let them do with `field`, e.g. `Lead.Ext__c`. */
export function fieldAccess(store: RecordStore, userId: string, field: string): FieldAccess {
  const tables = ['FieldPermissions', 'PermissionSetAssignment'].map((name) => store.table(name));
  const key = [userId, ...tables.map((table) => table.version)].join('/');
  const kept = known.get(store);
  const grants = kept?.key === key ? kept.grants : readGrants(store, userId);
  if (kept?.key !== key) known.set(store, { key, grants });
  return grants.get(field.toLowerCase()) ?? NO_ACCESS;
}

function readGrants(store: RecordStore, userId: string): Grants {
  const assigned = new Set(
    store
      .table('PermissionSetAssignment')
      .list()
      .filter((row) => row.values['AssigneeId'] === userId && row.values['IsDeleted'] !== true)
      .map((row) => row.values['PermissionSetId']),
  );
  const grants = new Map<string, FieldAccess>();
  for (const { values } of store.table('FieldPermissions').list()) {
    if (!assigned.has(values['ParentId'] ?? null) || values['IsDeleted'] === true) continue;
    const field = String(values['Field']).toLowerCase();
    const before = grants.get(field) ?? NO_ACCESS;
    grants.set(field, {
      readable: before.readable || values['PermissionsRead'] === true,
      editable: before.editable || values['PermissionsEdit'] === true,
    });
  }
  return grants;
}
