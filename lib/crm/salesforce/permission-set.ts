import * as z from 'zod';
import { CrmFailure } from '../crm-failure.ts';
import { errorCodeOf } from './failures.ts';
import { UpsertAnswer } from './payloads.ts';
import { queryRows } from './query.ts';
import type { SalesforceClient } from './salesforce-client.ts';

/** Fields made over the API are visible to nobody, administrators included, until a permission set grants them. */
const PERMISSION_SET = 'RevLoop_Integration';
const PERMISSION_SET_LABEL = 'RevLoop Integration';

const FieldPermission = z.object({
  field: z.string(),
  editable: z.boolean(),
  readable: z.boolean().nullish(),
});
/** A set that does not exist is read as one without a name. */
const PermissionSetAnswer = z
  .array(
    z.looseObject({ fullName: z.string().nullish(), fieldPermissions: z.array(FieldPermission).default([]) }),
  )
  .max(1);
const UserInfo = z.object({ user_id: z.string().min(1) });
const CreateAnswer = z.object({ success: z.boolean() });

/**
 * Lets the integration user read and edit `fields` (`Object.Field`), beside what the set grants already.
 * Repeating it changes nothing. Throws `CrmFailure` when the grant is refused.
 */
export async function grantFields(client: SalesforceClient, fields: readonly string[]): Promise<void> {
  const existing = await readPermissionSet(client);
  const granted = new Map(existing.fieldPermissions.map((permission) => [permission.field, permission]));
  const isGranted = (field: string) => granted.get(field)?.editable === true;
  if (!fields.every(isGranted)) {
    for (const field of fields) granted.set(field, { field, editable: true, readable: true });
    await upsertPermissionSet(client, { ...existing, fieldPermissions: [...granted.values()] });
  }
  await assignToSelf(client);
}

type PermissionSet = z.infer<typeof PermissionSetAnswer>[number];

// https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_permissionset.htm
async function readPermissionSet(client: SalesforceClient): Promise<PermissionSet> {
  const read = await client.metadata(
    (api) => api.read('PermissionSet', [PERMISSION_SET]),
    PermissionSetAnswer,
  );
  return read.find(({ fullName }) => fullName === PERMISSION_SET) ?? { fieldPermissions: [] };
}

/** An upsert replaces the set, so all that was read is sent again, but for the blanks jsforce fills in. */
async function upsertPermissionSet(client: SalesforceClient, permissionSet: PermissionSet): Promise<void> {
  const filled = Object.entries(permissionSet).filter(([, value]) => value !== null && value !== '');
  const metadata = { ...Object.fromEntries(filled), fullName: PERMISSION_SET, label: PERMISSION_SET_LABEL };
  const [result] = await client.metadata((api) => api.upsert('PermissionSet', [metadata]), UpsertAnswer);
  if (result?.success === true) return;
  const reason = result?.errors?.[0]?.message ?? 'no reason was given';
  throw new CrmFailure('permission', `permission set ${PERMISSION_SET} was refused: ${reason}`);
}

async function assignToSelf(client: SalesforceClient): Promise<void> {
  const user = await client.read({ method: 'GET', path: '/services/oauth2/userinfo' }, UserInfo);
  const soql = `SELECT Id FROM PermissionSet WHERE Name = '${PERMISSION_SET}'`;
  const [row] = await queryRows(client, 'query', soql);
  if (typeof row?.['Id'] !== 'string')
    throw new CrmFailure(
      'permission',
      `permission set ${PERMISSION_SET} cannot be seen by the integration user`,
    );
  const body = { AssigneeId: user.user_id, PermissionSetId: row['Id'] };
  // Read in name only: a second assignment is refused as a duplicate, so the call may be repeated.
  const call = { method: 'POST', path: '/sobjects/PermissionSetAssignment', body } as const;
  await client.read(call, CreateAnswer).catch((cause: unknown) => {
    if (errorCodeOf(cause) !== 'DUPLICATE_VALUE') throw cause;
  });
}
